#!/usr/bin/env python3
"""A server that answers one request and closes the TCP connection without a close_notify.

usage: closing-server.py PORT CERTIFICATE KEY
"""
import socket
import ssl
import sys

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[2], sys.argv[3])
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
plain, _ = listener.accept()
with context.wrap_socket(plain, server_side=True) as connection:
    connection.recv(4096)
    connection.sendall(b"HTTP/1.0 200 OK\r\n\r\nHello from inside TLS")
    # Not unwrap, which would send the alert.
    connection.shutdown(socket.SHUT_WR)
    while socket.socket.recv(socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM), 4096):
        pass
