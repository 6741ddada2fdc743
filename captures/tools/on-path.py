#!/usr/bin/env python3
"""Relays TLS connections, one after the other, and changes the first on the way, as somebody between client and server can.

usage: on-path.py CHANGE LISTEN_PORT SERVER_PORT [HOST]

CHANGE:
  strip-versions   renames supported_versions in the client's hello, so that the server does not see TLS 1.3
  strip-schemes    renames signature_algorithms in the client's hello
  replace-suites   replaces all suites in the client's hello with TLS_RSA_WITH_AES_128_CBC_SHA
  break-signature  changes the last byte of a ServerKeyExchange or CertificateVerify, which belongs to the signature
  lengthen-record  writes a length that no record may have into the header of the server's first record with data
  send-heartbeat   sends a HeartbeatRequest (RFC 6520) that claims more bytes than it has, after the server's first records
"""
import socket
import struct
import sys
import threading

STRIPPED = {"strip-versions": 43, "strip-schemes": 13}
UNKNOWN = 0x4A4A
RSA_AES128_SHA = b"\x00\x2f"
HANDSHAKE, APPLICATION_DATA, HEARTBEAT = 22, 23, 24
CLIENT_HELLO, SERVER_KEY_EXCHANGE, CERTIFICATE_VERIFY = 1, 12, 15
CLAIMED = 4000


def records(connection):
    """The records of one side, header and fragment, until it closes."""
    with connection.makefile("rb") as stream:
        while len(header := stream.read(5)) == 5:
            yield header + stream.read(struct.unpack(">H", header[3:])[0])


def has(record, *messages):
    """Whether a record is one of these handshake messages, in plaintext."""
    return record[0] == HANDSHAKE and record[5] in messages and int.from_bytes(record[6:9], "big") == len(record) - 9


def suites(record):
    """Where the suites of a ClientHello begin and end."""
    place = 5 + 4 + 2 + 32
    place += 1 + record[place]
    return place + 2, place + 2 + struct.unpack_from(">H", record, place)[0]


def replace_suites(record):
    begin, end = suites(record)
    return record[:begin] + RSA_AES128_SHA * ((end - begin) // 2) + record[end:]


def rename_extension(record, renamed):
    """The ClientHello with the type of an extension replaced."""
    place = suites(record)[1]
    place += 1 + record[place]
    end = place + 2 + struct.unpack_from(">H", record, place)[0]
    place += 2
    while place < end:
        kind, length = struct.unpack_from(">HH", record, place)
        if kind == renamed:
            return record[:place] + struct.pack(">H", UNKNOWN) + record[place + 2:]
        place += 4 + length
    return record


def break_signature(record):
    return record[:-1] + bytes([record[-1] ^ 1])


def lengthen(record):
    return record[:3] + b"\xff\xff" + record[5:]


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


class Relay:
    """One connection, relayed until both sides have closed."""

    def __init__(self, client, server, change):
        self.client, self.server, self.change = client, server, change
        self.is_changed = False

    def run(self):
        for side in self.client, self.server:
            side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        directions = (self.client, self.server, self.from_client), (self.server, self.client, self.from_server)
        threads = [threading.Thread(target=relay, args=direction) for direction in directions]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.client.close()
        self.server.close()

    def from_client(self, record):
        if has(record, CLIENT_HELLO) and self.change in STRIPPED:
            return rename_extension(record, STRIPPED[self.change])
        if has(record, CLIENT_HELLO) and self.change == "replace-suites":
            return replace_suites(record)
        if has(record, CERTIFICATE_VERIFY) and self.change == "break-signature":
            return break_signature(record)
        return record

    def from_server(self, record):
        if has(record, SERVER_KEY_EXCHANGE) and self.change == "break-signature":
            return break_signature(record)
        if self.change == "lengthen-record" and record[0] == APPLICATION_DATA and not self.is_changed:
            self.is_changed = True
            return lengthen(record)
        if self.change == "send-heartbeat":
            if record[0] == HEARTBEAT:
                return b""
            # The last message of the server's flight is ServerHelloDone, with an empty body.
            if not self.is_changed and record.endswith(b"\x0e\0\0\0"):
                self.is_changed = True
                self.server.sendall(heartbeat(1, CLAIMED, b""))
        return record


change = sys.argv[1]
listener = socket.create_server(("127.0.0.1", int(sys.argv[2])))
while True:
    client, _ = listener.accept()
    server = socket.create_connection((sys.argv[4] if len(sys.argv) > 4 else "127.0.0.1", int(sys.argv[3])))
    Relay(client, server, change).run()
    change = "none"
