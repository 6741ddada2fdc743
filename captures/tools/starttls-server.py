#!/usr/bin/env python3
"""One SMTP session that offers STARTTLS, as far as a client needs it. usage: starttls-server.py PORT CERTIFICATE KEY"""
import socket
import ssl
import sys

port, certificate, key = int(sys.argv[1]), sys.argv[2], sys.argv[3]
listener = socket.create_server(("127.0.0.1", port))
connection, _ = listener.accept()


def serve(channel):
    """Answers commands; true when STARTTLS was requested."""
    lines = channel.makefile("rb")
    for line in lines:
        command = line.strip().upper()
        if command.startswith(b"EHLO"):
            channel.sendall(b"250-server.example\r\n250 STARTTLS\r\n")
        elif command == b"STARTTLS":
            channel.sendall(b"220 go ahead\r\n")
            return True
        else:
            channel.sendall(b"221 bye\r\n")
            return False
    return False


connection.sendall(b"220 server.example ESMTP\r\n")
if serve(connection):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("AES128-GCM-SHA256:@SECLEVEL=0")
    context.load_cert_chain(certificate, key)
    secure = context.wrap_socket(connection, server_side=True)
    serve(secure)
    try:
        secure.unwrap()
    except (ssl.SSLError, OSError):
        pass
