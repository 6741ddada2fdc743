#!/usr/bin/env python3
"""TLS after given bytes of both sides: for protocols whose programs cannot be had.

usage: preface-tls.py server PORT CERTIFICATE_AND_KEY STEP...
       preface-tls.py client PORT STEP...

A STEP is client:HEX or server:HEX, in the order in which they are sent.
"""
import socket
import ssl
import sys

ROLE, PORT = sys.argv[1], int(sys.argv[2])
IS_SERVER = ROLE == "server"
STEPS = [step.split(":") for step in sys.argv[4 if IS_SERVER else 3 :]]


def speak(connection):
    for sender, text in STEPS:
        data = bytes.fromhex(text)
        if sender == ROLE:
            connection.sendall(data)
            continue
        received = b""
        while len(received) < len(data):
            received += connection.recv(len(data) - len(received)) or sys.exit("the other side is gone")
        if received != data:
            sys.exit(f"received {received.hex()}")


context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if IS_SERVER else ssl.PROTOCOL_TLS_CLIENT)
context.maximum_version = ssl.TLSVersion.TLSv1_2
context.set_ciphers("AES128-GCM-SHA256:@SECLEVEL=0")
if IS_SERVER:
    context.load_cert_chain(sys.argv[3])
    with socket.create_server(("127.0.0.1", PORT)) as listener:
        connection, _ = listener.accept()
    speak(connection)
    with context.wrap_socket(connection, server_side=True) as secure:
        secure.sendall(b"answer to " + secure.recv(4096))
        secure.recv(4096)
else:
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = socket.create_connection(("127.0.0.1", PORT))
    speak(connection)
    with context.wrap_socket(connection, server_hostname="server.example") as secure:
        secure.sendall(b"a question, encrypted")
        secure.recv(4096)
