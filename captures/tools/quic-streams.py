#!/usr/bin/env python3
"""What tshark decrypts of the streams of QUIC: a line for each connection, stream and side, with bytes and SHA-256.

usage: quic-streams.py CAPTURE [TSHARK_OPTION...]

"follow" of tshark repeats data that was sent again and keeps data out of order. This puts the data of the STREAM frames together by their offsets.
"""
import hashlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree


def fields(tree, name):
    """All fields of a name below a node, in order."""
    return [field for field in tree.iter("field") if field.get("name") == name]


def number(tree, name, otherwise=0):
    found = fields(tree, name)
    return int(found[0].get("show"), 0) if found else otherwise


def address(packet, end):
    host = fields(packet, f"ip.{end}") or fields(packet, f"ipv6.{end}")
    return host[0].get("show"), number(packet, f"udp.{end}port")


def main():
    command = ["tshark", "-r", sys.argv[1], *sys.argv[2:], "-Y", "quic", "-T", "pdml"]
    pdml = ElementTree.fromstring(subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout)
    sides, streams = {}, {}
    for packet in pdml.iter("packet"):
        source, destination = address(packet, "src"), address(packet, "dst")
        connection = number(packet, "quic.connection.number")
        for quic in (proto for proto in packet.iter("proto") if proto.get("name") == "quic"):
            # The first packet is the client's. Later ones may have other addresses on one end.
            ends = sides.setdefault(connection, {source: "client", destination: "server"})
            other = {"client": "server", "server": "client"}
            side = ends.get(source) or other[ends.get(destination, "server")]
            ends.setdefault(source, side)
            ends.setdefault(destination, other[side])
            for frame in fields(quic, "quic.frame"):
                if not fields(frame, "quic.stream.stream_id"):
                    continue
                data = b"".join(bytes.fromhex(field.get("value")) for field in fields(frame, "quic.stream_data"))
                offset = number(frame, "quic.stream.offset")
                stream = streams.setdefault((connection, number(frame, "quic.stream.stream_id"), side), {})
                stream.update(enumerate(data, offset))
    for (connection, stream, side), data in sorted(streams.items()):
        text = bytes(byte for _, byte in sorted(data.items()))
        if text:
            print(connection, stream, side, len(text), hashlib.sha256(text).hexdigest())


if __name__ == "__main__":
    main()
