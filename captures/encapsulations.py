"""Headers around the packets of a capture: each takes an Ethernet frame and gives the packet as it would be captured."""
import struct


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def ipv4(protocol, payload):
    header = bytearray(struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), 1, 0, 64, protocol, 0) + bytes([192, 0, 2, 1, 192, 0, 2, 2]))
    header[10:12] = struct.pack(">H", checksum(bytes(header)))
    return bytes(header) + payload


def radiotap(frame):
    """radiotap without fields, an 802.11 data frame to the access point, LLC with SNAP: the EtherType and what follows it stay."""
    return struct.pack("<BBHI", 0, 0, 8, 0) + bytes.fromhex("08010000") + b"\x02" * 18 + b"\0\0" + bytes.fromhex("aaaa03000000") + frame[12:]


# By name: the link type and the packet.
ENCAPSULATIONS = {
    "vlan": (1, lambda frame: frame[:12] + bytes.fromhex("81000064") + frame[12:]),
    "qinq": (1, lambda frame: frame[:12] + bytes.fromhex("88a8000a" "81000064") + frame[12:]),
    "raw-ip": (101, lambda frame: frame[14:]),
    "null": (0, lambda frame: struct.pack("<I", 2) + frame[14:]),
    "linux-cooked": (113, lambda frame: struct.pack(">HHHQ", 0, 1, 6, 0) + frame[12:]),
    "linux-cooked-2": (276, lambda frame: frame[12:14] + struct.pack(">HIHBBQ", 0, 1, 1, 0, 6, 0) + frame[14:]),
    "radiotap": (127, radiotap),
    "gre": (1, lambda frame: frame[:14] + ipv4(47, struct.pack(">HH", 0, 0x0800) + frame[14:])),
}
