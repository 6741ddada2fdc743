#!/usr/bin/env python3
"""A web server that serves one name, and refuses clients that ask for another or for none with handshake_failure.

usage: one-name-server.py PORT CERTIFICATE KEY NAME
"""
import socket
import ssl
import sys


def main():
    port, certificate, key, name = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.sni_callback = lambda _, asked, __: None if asked == name else ssl.ALERT_DESCRIPTION_HANDSHAKE_FAILURE
    with socket.create_server(("127.0.0.1", int(port))) as server:
        while True:
            client, _ = server.accept()
            with client:
                try:
                    with context.wrap_socket(client, server_side=True) as tls:
                        tls.recv(4096)
                        tls.sendall(b"HTTP/1.0 200 OK\r\n\r\nhello\n")
                        tls.unwrap()
                except OSError as problem:
                    print(problem, file=sys.stderr)


main()
