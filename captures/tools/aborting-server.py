#!/usr/bin/env python3
"""A server that does not answer a ClientHello: it resets the first connection, closes the second, and leaves the third waiting.

usage: aborting-server.py PORT
"""
import socket
import struct
import sys

listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))

first, _ = listener.accept()
first.recv(1)  # leaves the rest unread
first.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
first.close()

second, _ = listener.accept()
second.recv(65536)
second.shutdown(socket.SHUT_WR)

third, _ = listener.accept()
third.recv(65536)
listener.accept()
