#!/usr/bin/env python3
"""A proxy for one CONNECT. usage: connect-proxy.py PORT"""
import socket
import sys
import threading

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
client, _ = listener.accept()
head = b""
while b"\r\n\r\n" not in head:
    head += client.recv(4096)
port = int(head.split()[1].rsplit(b":", 1)[1])
server = socket.create_connection(("127.0.0.1", port))
client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")


def copy(source, target):
    while data := source.recv(65536):
        target.sendall(data)
    target.shutdown(socket.SHUT_WR)


back = threading.Thread(target=copy, args=(server, client))
back.start()
copy(client, server)
back.join()
