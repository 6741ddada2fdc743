#!/usr/bin/env python3
"""Independent oracle for DTLS 1.3, which tshark 4.0 does not decrypt: the application data of a capture.

usage: decrypt-dtls13.py CAPTURE [KEYLOG]
Prints a line for each flow and side, as sent.txt has them: flow, side, bytes, SHA-256. Without KEYLOG, the first records of each
flow, side and epoch as memory-secrets.c takes them. Reads what tcpdump writes here: IPv4, UDP. Needs Debian's python3-cryptography.
"""
import hashlib
import hmac
import struct
import sys

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305

LABELS = {1: {"client": "CLIENT_EARLY_TRAFFIC_SECRET"},
          2: {"client": "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "server": "SERVER_HANDSHAKE_TRAFFIC_SECRET"},
          3: {"client": "CLIENT_TRAFFIC_SECRET_0", "server": "SERVER_TRAFFIC_SECRET_0"}}


def datagrams(path):
    data, at = open(path, "rb").read(), 24
    while at < len(data):
        size = struct.unpack("<I", data[at + 8:at + 12])[0]
        ip = data[at + 16 + 14:at + 16 + size]
        at += 16 + size
        udp = ip[(ip[0] & 15) * 4:]
        source, target, length = struct.unpack(">HHH", udp[:6])
        yield source, target, udp[8:length]


def expand_label(secret, label, size):
    """HKDF-Expand-Label with the prefix of DTLS (RFC 9147, section 5.9), of one hash block at most."""
    name = b"dtls13" + label.encode()
    data = struct.pack(">HB", size, len(name)) + name + b"\0"
    return hmac.digest(secret, data + b"\x01", "sha384" if len(secret) == 48 else "sha256")[:size]


class Keys:
    def __init__(self, secret, suite, epoch):
        self.epoch = epoch
        size = 16 if suite == 0x1301 else 32
        self.chacha = suite == 0x1303
        key = expand_label(secret, "key", size)
        self.aead = ChaCha20Poly1305(key) if self.chacha else AESGCM(key)
        self.iv, self.number_key, self.next = expand_label(secret, "iv", 12), expand_label(secret, "sn", size), 0

    def mask(self, sample):
        if self.chacha:
            return Cipher(algorithms.ChaCha20(self.number_key, sample), None).encryptor().update(bytes(16))
        return Cipher(algorithms.AES(self.number_key), modes.ECB()).encryptor().update(sample)

    def open(self, first, number, rest, body):
        """The content of a record: its type and plaintext; None if it does not verify."""
        number = bytes(a ^ b for a, b in zip(number, self.mask(body[:16])))
        bits = 8 * len(number)
        full = (self.next & ~((1 << bits) - 1)) | int.from_bytes(number, "big")
        if full + (1 << bits - 1) < self.next:
            full += 1 << bits
        # RFC 9147, section 4: the epoch is not in the nonce. NSS 3.87 has it there, in front of 48 bits of the number, as DTLS 1.2 has.
        for epoch in 0, self.epoch:
            nonce = bytes(a ^ b for a, b in zip(self.iv, (epoch << 48 | full).to_bytes(12, "big")))
            try:
                inner = self.aead.decrypt(nonce, body, bytes([first]) + number + rest).rstrip(b"\0")
            except InvalidTag:
                continue
            self.next = max(self.next, full + 1)
            return inner[-1], inner[:-1], full
        return None


class Flow:
    def __init__(self):
        self.client = self.random = self.suite = None
        self.keys, self.text, self.seen, self.failed = {}, {"client": b"", "server": b""}, set(), 0
        self.samples = {}

    def plaintext_record(self, side, body):
        if body[0] == 1 and side == "client" and body[6:9] == bytes(3):
            self.random = body[14:46]
        if body[0] == 2 and body[6:9] == bytes(3):
            after = 47 + body[46]
            self.suite = struct.unpack(">H", body[after:after + 2])[0]

    def keys_of(self, side, epoch, secrets, default_suite):
        if (side, epoch) not in self.keys:
            secret = secrets.get((LABELS[epoch][side], self.random.hex()))
            if secret is None:
                return None
            self.keys[side, epoch] = Keys(secret, self.suite or default_suite, epoch)
        return self.keys[side, epoch]

    def datagram(self, source, data, secrets, default_suite):
        # STUN and SRTP share flows with DTLS (RFC 7983).
        if not 20 <= data[0] < 64:
            return
        # The client is who sends the first ClientHello.
        self.client = self.client or source
        side = "client" if source == self.client else "server"
        while data:
            if data[0] & 0xe0 != 0x20:
                length = struct.unpack(">H", data[11:13])[0]
                if data[0] == 22:
                    self.plaintext_record(side, data[13:13 + length])
                data = data[13 + length:]
                continue
            first, width = data[0], 2 if data[0] & 8 else 1
            number, rest = data[1:1 + width], data[1 + width:3 + width] if first & 4 else b""
            start = 1 + width + len(rest)
            end = start + struct.unpack(">H", rest)[0] if rest else len(data)
            body, data = data[start:end], data[end:]
            epoch = first & 3
            self.samples.setdefault((side, epoch), []).append((number + body[:16]).hex())
            keys = self.keys_of(side, epoch, secrets, default_suite)
            opened = keys and keys.open(first, number, rest, body)
            if not opened:
                self.failed += 1
            elif opened[0] == 23 and (side, epoch, opened[2]) not in self.seen:
                self.seen.add((side, epoch, opened[2]))
                self.text[side] += opened[1]


def main():
    log = open(sys.argv[2]) if len(sys.argv) > 2 else []
    secrets = {(label, random): bytes.fromhex(secret) for label, random, secret in (line.split() for line in log)}
    flows, suite = {}, None
    for source, target, data in datagrams(sys.argv[1]):
        flow = flows.setdefault(frozenset((source, target)), Flow())
        # Early data comes before the ServerHello; a resumed session has the suite of the one before it.
        flow.datagram(source, data, secrets, suite)
        suite = flow.suite or suite
    for index, flow in enumerate(flows.values()):
        if len(sys.argv) == 2:
            for (side, epoch), samples in flow.samples.items():
                print(index, flow.random.hex(), side, epoch, *samples[:4])
            continue
        for side, text in flow.text.items():
            print(index, side, len(text), hashlib.sha256(text).hexdigest())
        if flow.failed:
            print(f"flow {index}: {flow.failed} records did not verify", file=sys.stderr)


main()
