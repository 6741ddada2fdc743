#!/usr/bin/env python3
"""Several TLS sessions in one TCP connection, with cleartext before and between them, as FTP has with AUTH TLS and CCC.

usage: tls-sessions.py server|client PORT FILE end|leave SESSION...

FILE: the server's certificate and key, one file; the client's key log. With "end" a session ends with close_notify from both sides, with "leave" without one.
SESSION: tls12:CIPHERS or tls13.
"""
import socket
import ssl
import sys

side, port, file, how, sessions = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:]
is_server = side == "server"


def context(session):
    version, _, ciphers = session.partition(":")
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if is_server else ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = made.maximum_version = ssl.TLSVersion.TLSv1_3 if version == "tls13" else ssl.TLSVersion.TLSv1_2
    if ciphers:
        made.set_ciphers(ciphers + ":@SECLEVEL=0")
    if is_server:
        made.load_cert_chain(file)
    else:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
        made.keylog_filename = file
    return made


def say(channel, line):
    channel.sendall(line.encode() + b"\r\n")


def hear(channel):
    line = b""
    while not line.endswith(b"\r\n"):
        byte = channel.recv(1)
        if not byte:
            sys.exit("the other side is gone")
        line += byte
    return line.decode().strip()


def server(connection):
    for number, session in enumerate(sessions, 1):
        hear(connection)
        say(connection, f"234 session {number}")
        secure = context(session).wrap_socket(connection, server_side=True)
        hear(secure)
        say(secure, f"200 answer {number} " + "s" * 1000)
        hear(secure)
        connection = leave(secure)


def client(connection):
    for number, session in enumerate(sessions, 1):
        say(connection, f"AUTH TLS {number}")
        hear(connection)
        secure = context(session).wrap_socket(connection, server_hostname="server.example")
        say(secure, f"command {number}")
        hear(secure)
        say(secure, "CCC")
        connection = leave(secure)
    connection.close()


def leave(secure):
    if how == "end":
        return secure.unwrap()
    return socket.socket(fileno=secure.detach())


if is_server:
    server(socket.create_server(("127.0.0.1", port)).accept()[0])
else:
    client(socket.create_connection(("127.0.0.1", port)))
