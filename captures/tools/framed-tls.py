#!/usr/bin/env python3
"""TLS within the frames of another protocol, between this server and this client.

usage: framed-tls.py server PORT CERTIFICATE_AND_KEY FRAMING
       framed-tls.py client PORT KEY_LOG FRAMING

FRAMING is one of
  tds:SIZE    the handshake in PRELOGIN packets of SIZE bytes, records without packets after it (MS-TDS ENCRYPT_ON)
  login:SIZE  the same, but all that follows the login is in the clear (ENCRYPT_OFF)
  tpkt:SIZE   all of it in data TPDUs, which TPKT frames of at most SIZE bytes carry (RFC 1006)
"""
import socket
import ssl
import struct
import sys

ROLE, PORT, FILE, FRAMING = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
KIND, SIZE = FRAMING.split(":")[0], int(FRAMING.split(":")[1])
IS_SERVER = ROLE == "server"


def read_exactly(connection, size):
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise EOFError
        data += more
    return data


class Tds:
    """Packets: type, status (1: the last of its message), length, SPID, number, window."""

    PRE_LOGIN, REPLY, LOGIN, BATCH = 0x12, 4, 0x10, 1

    def __init__(self, connection):
        self.connection, self.number = connection, 0

    def send(self, data, kind=PRE_LOGIN):
        pieces = [data[at : at + SIZE - 8] for at in range(0, len(data), SIZE - 8)]
        self.number = 0
        for piece in pieces:
            self.number += 1
            self.connection.sendall(struct.pack(">BBHHBB", kind, piece is pieces[-1], len(piece) + 8, 0, self.number, 0) + piece)

    def receive(self):
        header = read_exactly(self.connection, 8)
        return read_exactly(self.connection, struct.unpack(">H", header[2:4])[0] - 8)

    def begin(self):
        """Each side's PRELOGIN: VERSION and ENCRYPTION (0: only the login, 1: all)."""
        encryption = bytes([KIND == "tds"])
        hello = struct.pack(">BHHBHHB", 0, 11, 6, 1, 17, 1, 0xFF) + bytes([16, 0, 0, 0, 0, 0]) + encryption
        if IS_SERVER:
            self.receive()
            self.send(hello, self.REPLY)
        else:
            self.send(hello)
            self.receive()


class Tpkt:
    """TPKT header, then a TPDU of class 0."""

    def __init__(self, connection):
        self.connection = connection

    def frame(self, tpdu):
        self.connection.sendall(struct.pack(">BBH", 3, 0, len(tpdu) + 4) + tpdu)

    def send(self, data):
        room = SIZE - 7
        for at in range(0, len(data), room):
            self.frame(bytes([2, 0xF0, 0x80 if at + room >= len(data) else 0]) + data[at : at + room])

    def receive(self):
        header = read_exactly(self.connection, 4)
        tpdu = read_exactly(self.connection, struct.unpack(">H", header[2:])[0] - 4)
        return tpdu[3:] if tpdu[1] == 0xF0 else b""

    def begin(self):
        """Connection request and confirm, then a question in the clear, as S7comm-plus has before TLS."""
        parameters = b"\xc0\x01\x0a\xc1\x02\x06\x00\xc2\x0fSIMATIC-ROOT-ES"
        question, answer = b"r\x01\x00\x04init", b"r\x01\x00\x02ok"
        if IS_SERVER:
            self.receive()
            self.frame(bytes([5 + 1 + len(parameters), 0xD0]) + struct.pack(">HHB", 1, 2, 0) + parameters)
            self.receive()
            self.send(answer)
        else:
            self.frame(bytes([5 + 1 + len(parameters), 0xE0]) + struct.pack(">HHB", 0, 1, 0) + parameters)
            self.receive()
            self.send(question)
            self.receive()


class Session:
    """A TLS session whose bytes the caller transports."""

    def __init__(self, framing):
        self.framing, self.is_framed = framing, True
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if IS_SERVER else ssl.PROTOCOL_TLS_CLIENT)
        if KIND != "tpkt":
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers("AES128-GCM-SHA256:@SECLEVEL=0")
        if IS_SERVER:
            context.load_cert_chain(FILE)
        else:
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            context.keylog_filename = FILE
        self.tls = context.wrap_bio(self.incoming, self.outgoing, server_side=IS_SERVER, server_hostname=None if IS_SERVER else "server.example")

    def flush(self):
        data = self.outgoing.read()
        if data and self.is_framed:
            self.framing.send(data)
        elif data:
            self.framing.connection.sendall(data)

    def run(self, step, *arguments):
        while True:
            try:
                result = step(*arguments)
                self.flush()
                return result
            except ssl.SSLWantReadError:
                self.flush()
                self.incoming.write(self.framing.receive() if self.is_framed else self.framing.connection.recv(4096))


def main(connection):
    framing = (Tpkt if KIND == "tpkt" else Tds)(connection)
    framing.begin()
    session = Session(framing)
    session.run(session.tls.do_handshake)
    session.is_framed = KIND == "tpkt"
    question, answer = b"a question, encrypted", b"the answer, encrypted. " * 150
    if IS_SERVER:
        session.run(session.tls.read, 4096)
        if KIND == "login":
            framing.send(b"\xfd\x00\x00\x00\x00\x00\x00\x00\x00", Tds.REPLY)
            framing.receive()
            framing.send(b"the answer, in the clear. " * 50, Tds.REPLY)
        else:
            session.run(session.tls.write, answer)
            session.run(session.tls.read, 4096)
        connection.recv(4096)
    else:
        session.run(session.tls.write, question)
        if KIND == "login":
            framing.receive()
            framing.send(b"a question, in the clear", Tds.BATCH)
            framing.receive()
        else:
            read = 0
            while read < len(answer):
                read += len(session.run(session.tls.read, 65536))
            session.run(session.tls.write, b"thank you")


if IS_SERVER:
    with socket.create_server(("127.0.0.1", PORT)) as listener:
        main(listener.accept()[0])
else:
    with socket.create_connection(("127.0.0.1", PORT)) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        main(client)
