#!/usr/bin/env python3
"""Makes variants of a real capture: packets reordered, duplicated, omitted, truncated, in other formats and encapsulations.

usage: edit-pcap.py VARIANT IN OUT [ARGUMENT]
Reads classic little-endian pcap with microseconds, as tcpdump writes it here.
"""
import random
import struct
import sys

sys.dont_write_bytecode = True  # a folder here is a case
from encapsulations import ENCAPSULATIONS, aggregated, checksum  # noqa: E402


def read(path):
    data = open(path, "rb").read()
    link_type = struct.unpack("<I", data[20:24])[0]
    packets, at = [], 24
    while at + 16 <= len(data):
        seconds, micros, captured, original = struct.unpack("<IIII", data[at:at + 16])
        packets.append([seconds, micros, original, data[at + 16:at + 16 + captured]])
        at += 16 + captured
    return link_type, packets


def write(path, link_type, packets, magic=0xa1b2c3d4, order="<", nanos=False, modified=False):
    with open(path, "wb") as out:
        out.write(struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 262144, link_type))
        for seconds, micros, original, data in packets:
            out.write(struct.pack(order + "IIII", seconds, micros * 1000 + 123 if nanos else micros, len(data), original))
            if modified:
                out.write(struct.pack(order + "IHBB", 1, 0, 0, 0))
            out.write(data)


def transport(packet):
    """Source port, sequence number (0 of UDP) and payload length of an Ethernet, IPv4, TCP or UDP packet."""
    frame = packet[3]
    ip = frame[14:]
    header = (ip[0] & 15) * 4
    total = struct.unpack(">H", ip[2:4])[0]
    segment = ip[header:total]
    if ip[9] == 17:
        return struct.unpack(">H", segment[:2])[0], 0, len(segment) - 8
    return struct.unpack(">H", segment[:2])[0], struct.unpack(">I", segment[4:8])[0], len(segment) - (segment[12] >> 4) * 4


def with_data(packets, server_port=443):
    return [i for i, p in enumerate(packets) if transport(p)[0] == server_port and transport(p)[2] > 1000]


def carrying(packets, which):
    """The index of a packet with payload: "client:2" is the client's third."""
    side, number = which.split(":")
    return [i for i, p in enumerate(packets) if transport(p)[2] and (transport(p)[0] == 443) == (side == "server")][int(number)]


def reframe(packets, wrap):
    return [[s, m, len(wrap(d)), wrap(d)] for s, m, _, d in packets]


def fragments_v4(frame, size):
    ethernet, ip = frame[:14], frame[14:]
    total = struct.unpack(">H", ip[2:4])[0]
    body = ip[20:total]
    if len(body) <= size:
        return [frame]
    result = []
    for at in range(0, len(body), size):
        part = body[at:at + size]
        more = 0x2000 if at + size < len(body) else 0
        header = bytearray(ip[:20])
        header[2:4] = struct.pack(">H", 20 + len(part))
        header[4:6] = struct.pack(">H", checksum(frame) or 1)
        header[6:8] = struct.pack(">H", more | at // 8)
        header[10:12] = b"\0\0"
        header[10:12] = struct.pack(">H", checksum(bytes(header)))
        result.append(ethernet + bytes(header) + part)
    return result


def fragments_v6(frame, size, identification):
    ethernet, ip = frame[:14], frame[14:]
    body, next_header = ip[40:], ip[6]
    if len(body) <= size:
        return [frame]
    result = []
    for at in range(0, len(body), size):
        part = body[at:at + size]
        more = 1 if at + size < len(body) else 0
        header = bytearray(ip[:40])
        header[4:6] = struct.pack(">H", 8 + len(part))
        header[6] = 44
        result.append(ethernet + bytes(header) + struct.pack(">BBHI", next_header, 0, at | more, identification) + part)
    return result


def injected(packets, behind, payload):
    """Inserts a packet of the same sender, accepted by the receiver: later packets of the sender get larger sequence numbers."""
    sender, sequence, length = transport(packets[behind])
    seconds, micros, _, frame = packets[behind]
    result = packets[:behind + 1] + [[seconds, micros, 0, with_payload(frame, sequence + length, payload)]]
    result[-1][2] = len(result[-1][3])
    for packet in packets[behind + 1:]:
        frame = bytearray(packet[3])
        at = 14 + (frame[14] & 15) * 4
        field = at + (4 if transport(packet)[0] == sender else 8)
        number = struct.unpack(">I", frame[field:field + 4])[0]
        if (number - sequence - length) & 0xffffffff < 1 << 31 and (field == at + 4 or number != (sequence + length) & 0xffffffff):
            frame[field:field + 4] = struct.pack(">I", (number + len(payload)) & 0xffffffff)
        result.append([packet[0], packet[1], packet[2], bytes(frame)])
    return result


def f5_trailers(packets, lines):
    """Appends the trailer of a BIG-IP's tcpdump --f5 ssl to each packet: a virtual server's name and, once one side has them, the
    secrets of a key log."""
    secrets = {label: bytes.fromhex(secret) for label, _, secret in (line.split() for line in lines)}
    client_random = bytes.fromhex(lines[0].split()[1])
    if "CLIENT_RANDOM" in secrets:
        of_tls = element(4, 0, 0, secrets["CLIENT_RANDOM"] + client_random + bytes(32))
    else:
        labels = ["CLIENT_EARLY_TRAFFIC_SECRET", "CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_TRAFFIC_SECRET_0", "SERVER_TRAFFIC_SECRET_0"]
        length = len(secrets["SERVER_TRAFFIC_SECRET_0"])
        of_tls = element(4, 2, 1, bytes([length]) + b"".join(secrets.get(label, b"").ljust(64, b"\0") for label in labels) + client_random + bytes(32))
    # An incoming packet does not have the secrets that follow from it. The client's third packet with payload is its first request.
    known = carrying(packets, "client:2")
    result = []
    for i, (seconds, micros, _, frame) in enumerate(packets):
        elements = element(1, 1, 3, bytes.fromhex("0100000a") + b"/Common/vs") + (of_tls if i >= known else b"")
        frame += struct.pack(">IHH", 0xf5deb0f5, 8 + len(elements), 1) + elements
        result.append([seconds, micros, len(frame), frame])
    return result


def element(provider, kind, version, body):
    return struct.pack(">HHHH", provider, kind, 8 + len(body), version) + body


def with_payload(frame, sequence, payload):
    """A frame with another payload and sequence number. On loopback TCP checksums are wrong: an interface would have computed them."""
    at = 14 + (frame[14] & 15) * 4
    frame = bytearray(frame[:at + (frame[at + 12] >> 4) * 4])
    frame[16:18] = struct.pack(">H", len(frame) - 14 + len(payload))
    frame[24:26] = b"\0\0"
    frame[24:26] = struct.pack(">H", checksum(bytes(frame[14:at])))
    frame[at + 4:at + 8] = struct.pack(">I", sequence & 0xffffffff)
    return bytes(frame) + payload


def pcapng(path, link_type, packets):
    """Two sections of different byte order; three interfaces: raw IP in microseconds, Ethernet in nanoseconds, Linux cooked in 2^-20 s."""
    def block(order, kind, body):
        body += b"\0" * (-len(body) % 4)
        length = len(body) + 12
        return struct.pack(order + "II", kind, length) + body + struct.pack(order + "I", length)

    def option(order, code, value):
        return struct.pack(order + "HH", code, len(value)) + value + b"\0" * (-len(value) % 4)

    def head(order):
        out = block(order, 0x0a0d0d0a, struct.pack(order + "IHHq", 0x1a2b3c4d, 1, 0, -1) + option(order, 1, b"made by edit-pcap.py") + option(order, 0, b""))
        for link, resolution in ((101, 6), (1, 9), (113, 0x80 | 20)):
            out += block(order, 1, struct.pack(order + "HHI", link, 0, 0) + option(order, 9, bytes([resolution])) + option(order, 0, b""))
        return out

    half = len(packets) // 2
    with open(path, "wb") as out:
        for order, part in (("<", packets[:half]), (">", packets[half:])):
            out.write(head(order))
            out.write(block(order, 0x0bad0bad, b"an unknown block"))
            for i, (seconds, micros, _, frame) in enumerate(part):
                interface = i % 3
                units = [seconds * 10**6 + micros, seconds * 10**9 + micros * 1000, (seconds << 20) + (micros << 20) // 10**6 + 1][interface]
                data = [frame[14:], frame, struct.pack(">HHHQ", 0, 1, 6, 0) + frame[12:]][interface]
                fields = struct.pack(order + "IIIII", interface, units >> 32, units & 0xffffffff, len(data), len(data))
                if interface == 0 and i % 2:
                    # The obsolete packet block.
                    fields = struct.pack(order + "HHIIII", interface, 0xffff, units >> 32, units & 0xffffffff, len(data), len(data))
                    out.write(block(order, 2, fields + data))
                else:
                    out.write(block(order, 6, fields + data))


def late_secrets(path, link_type, packets, key_log):
    """pcapng whose decryption secrets block is last, as written by a tool that learns the secrets at the end."""
    def block(kind, body):
        body += bytes(-len(body) % 4)
        return struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)
    with open(path, "wb") as out:
        out.write(block(0x0a0d0d0a, struct.pack("<IHHq", 0x1a2b3c4d, 1, 0, -1)))
        out.write(block(1, struct.pack("<HHI", link_type, 0, 262144)))
        for seconds, micros, original, data in packets:
            units = seconds * 1000000 + micros
            out.write(block(6, struct.pack("<IIIII", 0, units >> 32, units & 0xffffffff, len(data), original) + data))
        out.write(block(10, struct.pack("<II", 0x544c534b, len(key_log)) + key_log))


def main():
    variant, source, target = sys.argv[1:4]
    argument = sys.argv[4] if len(sys.argv) > 4 else ""
    random.seed(7)
    link_type, packets = read(source)
    if variant == "reordered":
        # Swaps pairs of neighboring data segments, some over a longer distance.
        data = with_data(packets)
        for a, b in list(zip(data[0::2], data[1::2])) + [(data[1], data[6])]:
            packets[a][3], packets[b][3] = packets[b][3], packets[a][3]
            packets[a][2], packets[b][2] = packets[b][2], packets[a][2]
    elif variant == "duplicated":
        packets = [copy for p in packets for copy in ([p, p] if transport(p)[2] else [p])]
    elif variant == "lossy":
        del packets[with_data(packets)[int(argument or 5)]]
    elif variant == "without":
        del packets[carrying(packets, argument)]
    elif variant == "from":
        packets = packets[carrying(packets, argument):]
    elif variant == "damaged":
        # The last byte of the payload: of a tag, a MAC or the padding.
        packet = packets[carrying(packets, argument)]
        packet[3] = packet[3][:-1] + bytes([packet[3][-1] ^ 1])
    elif variant == "damaged-header":
        # The first byte of the payload: the content type of a record.
        packet = packets[carrying(packets, argument)]
        at = len(packet[3]) - transport(packet)[2]
        packet[3] = packet[3][:at] + bytes([packet[3][at] ^ 0x80]) + packet[3][at + 1:]
    elif variant == "injected":
        # Injected by an attacker on the path: a ServerHello of TLS 1.0 with RC4, in the clear, right after the packet.
        hello = bytes.fromhex("0301") + b"\x66" * 32 + bytes.fromhex("00000500")
        packets = injected(packets, carrying(packets, argument), bytes.fromhex("160301") + struct.pack(">HBxH", len(hello) + 4, 2, len(hello)) + hello)
    elif variant == "late-secrets":
        return late_secrets(target, link_type, packets, open(argument, "rb").read())
    elif variant == "f5-trailer":
        packets = f5_trailers(packets, [line for line in open(argument).read().splitlines() if line and line[0] != "#"])
    elif variant == "client-only":
        packets = [p for p in packets if transport(p)[0] != 443]
    elif variant == "server-only":
        packets = [p for p in packets if transport(p)[0] == 443]
    elif variant == "mid-stream":
        packets = packets[with_data(packets)[3]:]
    elif variant == "snapped":
        packets = [[s, m, o, d[:int(argument)]] for s, m, o, d in packets]
    elif variant == "cut-off":
        write(target, link_type, packets)
        whole = open(target, "rb").read()
        open(target, "wb").write(whole[:len(whole) * 2 // 3])
        return
    elif variant == "nanoseconds":
        return write(target, link_type, packets, magic=0xa1b23c4d, nanos=True)
    elif variant == "big-endian":
        return write(target, link_type, packets, order=">")
    elif variant == "modified":
        return write(target, link_type, packets, magic=0xa1b2cd34, modified=True)
    elif variant == "link-type":
        link_type = int(argument)
    elif variant == "wifi-amsdu":
        # Consecutive frames of the same sender are aggregated.
        link_type, together = 127, []
        for packet in packets:
            if together and transport(together[-1][-1])[0] == transport(packet)[0]:
                together[-1].append(packet)
            else:
                together.append([packet])
        packets = [[group[0][0], group[0][1], 0, aggregated([packet[3] for packet in group])] for group in together]
        packets = [[s, m, len(d), d] for s, m, _, d in packets]
    elif variant in ENCAPSULATIONS:
        link_type, wrap = ENCAPSULATIONS[variant]
        packets = reframe(packets, wrap)
    elif variant == "fragments":
        size = int(argument or 512)
        cut = []
        for number, (s, m, _, d) in enumerate(packets):
            parts = fragments_v6(d, size, number + 1) if d[12:14] == b"\x86\xdd" else fragments_v4(d, size)
            # Last first: the order of arrival is not the order of the bytes.
            cut += [[s, m, len(p), p] for p in reversed(parts)]
        packets = cut
    elif variant == "pcapng":
        return pcapng(target, link_type, packets)
    else:
        sys.exit(f"no variant {variant}")
    write(target, link_type, packets)


main()
