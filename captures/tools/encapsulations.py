"""Headers around the packets of a capture: each takes an Ethernet frame and returns the packet as it would be captured."""
import struct
import zlib


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


def udp(port, payload):
    """An Ethernet frame whose payload is replaced by a datagram."""
    return ethernet(ipv4(17, struct.pack(">HHHH", 51000, port, 8 + len(payload), 0) + payload))


def ethernet(packet, ether_type=0x0800):
    return bytes.fromhex("020000000001" "020000000002") + struct.pack(">H", ether_type) + packet


def tagged(frame, ether_type, tag):
    """A tag after the addresses, which ends with the original EtherType."""
    return frame[:12] + struct.pack(">H", ether_type) + tag + frame[12:]


def llc(frame):
    """LLC with SNAP (RFC 1042): the EtherType and everything after it stay."""
    return bytes.fromhex("aaaa03000000") + frame[12:]


def wifi(frame, control="0801", rest="", body=None):
    """An 802.11 frame (IEEE 802.11-2020 9.3.2): control, three addresses, sequence control, the rest of the header."""
    return bytes.fromhex(control) + b"\0\0" + b"\x02" * 18 + b"\0\0" + bytes.fromhex(rest) + (llc(frame) if body is None else body)


def radiotap(frame, fields=b"", present=0):
    return struct.pack("<BBHI", 0, 0, 8 + len(fields), present) + fields + frame


def with_check_sequence(frame):
    return frame + struct.pack("<I", zlib.crc32(frame))


def aggregated(frames):
    """An 802.11 frame that aggregates all of these (A-MSDU, IEEE 802.11-2020 9.3.2.2)."""
    body = b""
    for frame in frames:
        body += bytes(-len(body) % 4) + b"\x02" * 12 + struct.pack(">H", len(llc(frame))) + llc(frame)
    return radiotap(wifi(None, "8801", "8000", body))


def nflog(frame):
    """Attributes in the byte order of the machine: a packet header, a prefix, the packet."""
    def attribute(kind, value):
        return struct.pack("<HH", 4 + len(value), kind) + value + bytes(-len(value) % 4)
    return struct.pack(">BBH", 2, 0, 30) + attribute(1, bytes.fromhex("08000300")) + attribute(10, b"tls\0") + attribute(9, frame[14:])


def pktap(frame):
    """Header length, the kind of record, its link type, the interface, flags, protocol family, sizes of link header and trailer, process."""
    header = struct.pack("<III", 108, 1, 1) + b"en0".ljust(24, b"\0") + struct.pack("<IIII", 0, 2, 14, 0) + struct.pack("<I", 99) + b"curl".ljust(20, b"\0")
    return header.ljust(108, b"\0") + frame


def pflog(frame):
    """Header length without its padding, family, action, reason, interface; the rest is zero."""
    return (bytes([61, 2, 0, 0]) + b"em0").ljust(64, b"\0") + frame[14:]


def gtp(frame):
    """3GPP TS 29.281 5.1: version 1 with an extension header (PDU session container), a user's packet."""
    packet = frame[14:]
    return struct.pack(">BBHI", 0x34, 0xFF, len(packet) + 8, 0x1234) + bytes.fromhex("00000085" "01100100") + packet


def teredo(frame):
    """RFC 4380 5.1.1: an authentication without identifiers, then IPv6."""
    return bytes.fromhex("00010000") + bytes(9) + frame[14:]


def macsec(frame):
    """IEEE 802.1AE 9.3, integrity only: flags, short length, packet number, channel; the check value at the end is not computed."""
    return frame[:12] + bytes.fromhex("88e5" "2000" "00000001" "0200000000020001") + frame[12:] + bytes(16)


# By name: the link type and the packet.
ENCAPSULATIONS = {
    "vlan": (1, lambda frame: frame[:12] + bytes.fromhex("81000064") + frame[12:]),
    "qinq": (1, lambda frame: frame[:12] + bytes.fromhex("88a8000a" "81000064") + frame[12:]),
    "raw-ip": (101, lambda frame: frame[14:]),
    "null": (0, lambda frame: struct.pack("<I", 2) + frame[14:]),
    "linux-cooked": (113, lambda frame: struct.pack(">HHHQ", 0, 1, 6, 0) + frame[12:]),
    "linux-cooked-2": (276, lambda frame: frame[12:14] + struct.pack(">HIHBBQ", 0, 1, 1, 0, 6, 0) + frame[14:]),
    "radiotap": (127, lambda frame: radiotap(wifi(frame))),
    # QoS Data and its variants. radiotap has flags for a frame check sequence and a padded header.
    "wifi-qos": (127, lambda frame: radiotap(wifi(frame, "8801", "0000"))),
    "wifi-qos-fcs": (127, lambda frame: radiotap(with_check_sequence(wifi(frame, "8802", "0500")), b"\x10", 2)),
    "wifi-ht-control": (127, lambda frame: radiotap(wifi(frame, "8881", "0000" "00000000"))),
    "wifi-four-addresses": (105, lambda frame: wifi(frame, "8803", "020000000004" "0000")),
    "wifi-data-pad": (127, lambda frame: radiotap(wifi(frame, "8801", "0000" "0000"), bytes(8) + b"\x20", 3)),
    "wifi-mesh": (105, lambda frame: wifi(frame, "8803", "020000000004" "0001" "001f01000000")),
    "ppi": (192, lambda frame: struct.pack("<BBHI", 0, 0, 8, 105) + wifi(frame, "8801", "0000")),
    "prism": (119, lambda frame: struct.pack("<II", 0x44, 144) + bytes(136) + wifi(frame)),
    "avs": (163, lambda frame: struct.pack(">II", 0x80211001, 64) + bytes(56) + wifi(frame)),
    # Operating systems.
    "nflog": (239, nflog),
    "pktap": (258, pktap),
    "pktap-apple": (149, pktap),
    "pflog": (117, pflog),
    "enc": (109, lambda frame: struct.pack("<III", 2, 0x1234, 0) + frame[14:]),
    "ipnet": (226, lambda frame: struct.pack(">BBHIIIII", 1, 2, 1, len(frame) - 14, 1, 1, 0, 0) + frame[14:]),
    # Other physical networks.
    "ipoib": (242, lambda frame: bytes([0x60]) + bytes(39) + frame[12:14] + b"\0\0" + frame[14:]),
    "cisco-hdlc": (104, lambda frame: bytes.fromhex("0f00") + frame[12:]),
    "frame-relay": (107, lambda frame: bytes.fromhex("1841" "03" "cc") + frame[14:]),
    "ppp-direction": (204, lambda frame: bytes.fromhex("01" "ff03" "0021") + frame[14:]),
    "pppd": (166, lambda frame: bytes.fromhex("00" "03" "0021") + frame[14:]),
    # Tags.
    "vn-tag": (1, lambda frame: tagged(frame, 0x8926, bytes.fromhex("80001005"))),
    "e-tag": (1, lambda frame: tagged(frame, 0x893F, bytes.fromhex("e00110050000"))),
    "ttag": (1, lambda frame: tagged(frame, 0x8988, bytes.fromhex("000102030405"))),
    "cisco-metadata": (1, lambda frame: tagged(frame, 0x8909, bytes.fromhex("0101" "0001" "0064"))),
    "hsr": (1, lambda frame: tagged(frame, 0x892F, struct.pack(">HH", 0x1000 | len(frame) - 14 + 6, 7))),
    "pbb": (1, lambda frame: ethernet(bytes.fromhex("00000009") + frame, 0x88E7)),
    "fabricpath": (1, lambda frame: with_check_sequence(ethernet(bytes.fromhex("0060") + frame, 0x8903))),
    "trill": (1, lambda frame: ethernet(bytes.fromhex("0005" "0001" "0002") + frame, 0x22F3)),
    "nsh": (1, lambda frame: ethernet(bytes.fromhex("0fc2" "0203" "000001ff") + frame, 0x894F)),
    "macsec": (1, macsec),
    # Tunnels.
    "etherip": (1, lambda frame: ethernet(ipv4(97, bytes.fromhex("3000") + frame))),
    "wccp": (1, lambda frame: ethernet(ipv4(47, struct.pack(">HH", 0, 0x883E) + frame[14:]))),
    "wccp-2": (1, lambda frame: ethernet(ipv4(47, struct.pack(">HH", 0, 0x883E) + bytes.fromhex("00000007") + frame[14:]))),
    "aruba-gre": (1, lambda frame: ethernet(ipv4(47, struct.pack(">HH", 0, 0x8200) + wifi(frame)))),
    "vxlan-8472": (1, lambda frame: udp(8472, bytes.fromhex("0800000000002a00") + frame)),
    "vxlan-other-port": (1, lambda frame: udp(8473, bytes.fromhex("0800000000002a00") + frame)),
    "vxlan-gpe": (1, lambda frame: udp(4790, bytes.fromhex("0c00000100002a00") + frame[14:])),
    "tzsp": (1, lambda frame: udp(37008, bytes.fromhex("01000001" "0a01c8" "01") + frame)),
    "tzsp-wifi": (1, lambda frame: udp(37008, bytes.fromhex("01000012" "01") + wifi(frame, "8801", "0000"))),
    "gtp-u": (1, lambda frame: udp(2152, gtp(frame))),
    "mpls-udp": (1, lambda frame: udp(6635, bytes.fromhex("00010040" "00020140") + frame[14:])),
    "gre-udp": (1, lambda frame: udp(4754, struct.pack(">HHI", 0x2000, 0x6558, 9) + frame)),
    "lisp": (1, lambda frame: udp(4341, bytes.fromhex("8000000100000001") + frame[14:])),
    "capwap": (1, lambda frame: udp(5247, bytes.fromhex("0010020000000000") + frame)),
    "capwap-wifi": (1, lambda frame: udp(5247, bytes.fromhex("0010030000000000") + wifi(frame, "0288", "0000"))),
    "l2tp": (1, lambda frame: udp(1701, struct.pack(">HHHH", 0x4002, 12 + len(frame) - 14, 1, 2) + bytes.fromhex("ff030021") + frame[14:])),
    "teredo": (1, lambda frame: udp(3544, teredo(frame))),
    "gre": (1, lambda frame: frame[:14] + ipv4(47, struct.pack(">HH", 0, 0x0800) + frame[14:])),
}
