#!/usr/bin/env python3
"""Makes Corpus/, a folder for each fuzz target that has seeds of its own, from the repository's captures and keys.

usage: tests/TlsDissect.Fuzz/make-corpus.py
Small on purpose: one seed for each form that the target tells apart.
"""
import pathlib
import struct

here = pathlib.Path(__file__).resolve().parent
captures = here.parent.parent / "captures"
corpus = here / "Corpus"

# Formats, byte orders, resolutions, link types.
FILES = ["rsa-aes128-gcm", "nanoseconds", "big-endian", "modified-pcap", "multiple-interfaces", "late-secrets", "gzip", "snoop"]

# Link layers, tunnels, fragments.
FRAMES = ["rsa-aes128-gcm", "ipv6", "qinq", "gre", "radiotap", "linux-cooked", "linux-cooked-2", "null-loopback", "raw-ip", "ipv4-fragments", "ipv6-fragments",
          "wifi-qos", "wifi-qos-fcs", "wifi-ht-control", "wifi-four-addresses", "wifi-data-pad", "wifi-mesh", "wifi-amsdu", "ppi", "prism", "avs", "nflog",
          "pktap", "pflog", "enc", "ipnet", "ipoib", "cisco-hdlc", "frame-relay", "ppp-direction", "pppd", "vn-tag", "e-tag", "ttag", "cisco-metadata", "hsr",
          "pbb", "fabricpath", "trill", "nsh", "macsec", "etherip", "wccp", "wccp-2", "aruba-gre", "vxlan-8472", "vxlan-gpe", "tzsp", "tzsp-wifi", "gtp-u",
          "mpls-udp", "gre-udp", "lisp", "capwap", "capwap-wifi", "l2tp", "teredo"]

# Records of every protocol: before and after keys, in pieces, after plain text, SSL 2.0.
STREAMS = ["rsa-aes128-gcm", "tls13-aes128-gcm", "starttls", "split-records", "empty-records", "bad-record", "ssl2-rc4-128-md5", "max-fragment-length"]

KEYS = ["pkcs1.pem", "pkcs1.der", "pkcs8.pem", "pkcs8.der", "pkcs8-encrypted.pem", "pkcs8-encrypted.der", "pkcs8-encrypted-pbes1.pem", "pkcs8-encrypted-scrypt.pem",
        "pkcs1-encrypted-3des.pem", "pkcs12.p12", "pkcs12-legacy.p12", "certificate-and-key.pem"]


def capture(case):
    return next((path for path in sorted(captures.glob(f"*/{case}/capture.*"))), None)


def packets(path):
    """Link type and frames of a little-endian pcap file."""
    data = path.read_bytes()
    if data[:4] not in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1"):
        return 0, []
    link_type, = struct.unpack("<I", data[20:24])
    frames, at = [], 24
    while at + 16 <= len(data):
        length, = struct.unpack("<I", data[at + 8:at + 12])
        frames.append(data[at + 16:at + 16 + length])
        at += 16 + length
    return link_type, frames


def streams(path):
    """What each side sent, in the order captured: Ethernet, IPv4, TCP."""
    sides = {}
    for frame in packets(path)[1]:
        ip = frame[14:]
        if frame[12:14] != b"\x08\x00" or ip[9] != 6:
            continue
        segment = ip[(ip[0] & 15) * 4:struct.unpack(">H", ip[2:4])[0]]
        sides.setdefault(segment[:4], bytearray()).extend(segment[(segment[12] >> 4) * 4:])
    return [bytes(stream) for stream in sides.values() if stream]


def ipv4_udp(port, payload):
    """A raw IPv4 packet with a datagram to this port."""
    return struct.pack(">BBHHHBBHII", 0x45, 0, 28 + len(payload), 7, 0, 64, 17, 0, 0xC0000201, 0xC0000202) + struct.pack(">HHHH", 12345, port, 8 + len(payload), 0) + payload


def seed(target, name, data):
    folder = corpus / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


for case in FILES:
    if path := capture(case):
        seed("capture", f"{case}{path.suffix}", path.read_bytes()[:2500])
for case in FRAMES:
    if path := capture(case):
        link_type, frames = packets(path)
        # The largest of the first few says most; the target reads the link type from the first four bytes.
        for frame in sorted(frames[:12], key=len)[-1:]:
            seed("packet", case, struct.pack("<I", link_type) + frame[:600])
# A UDP datagram, and one in VXLAN; no capture has any.
datagram = ipv4_udp(443, bytes(range(60)))
seed("packet", "udp", struct.pack("<I", 101) + datagram)
seed("packet", "udp-in-vxlan", struct.pack("<I", 101) + ipv4_udp(4789, bytes([8, 0, 0, 0, 0, 0, 5, 0]) + bytes(12) + b"\x08\x00" + datagram))
for case in STREAMS:
    if path := capture(case):
        for number, stream in enumerate(streams(path)[:2]):
            seed("records", f"{case}-{number}", stream[:2000])
for name in KEYS:
    seed("key", name, (captures / "keys" / "key-formats" / name).read_bytes())
