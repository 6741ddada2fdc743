#!/usr/bin/env python3
"""Compares the findings with the risks of nDPI (Debian: libndpi-bin), connection by connection. Prints the table in docs/findings.md.

usage: findings-beside-ndpi.py [-v] [TLSDISSECT]    default: the program as `dotnet build -c Release` leaves it
-v also lists the connections in which only one of the two has something.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

CAPTURES = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = CAPTURES.parent / "src/TlsDissect.Cli/bin/Release/net10.0/tlsdissect"

# nDPI's name of a risk, and our findings that say the same.
SAME = {
    "Obsolete TLS Version (1.1 or older)": ["obsolete_version", "obsolete_version_offered"],
    "Weak TLS Cipher": ["no_forward_secrecy", "anonymous_key_exchange", "null_cipher", "export_cipher", "rc4_cipher", "des_cipher",
                        "small_block_cipher"],
    "Self-signed Certificate": ["self_signed_certificate"],
    "TLS Expired Certificate": ["certificate_expired", "certificate_not_yet_valid"],
    "TLS Certificate About To Expire": ["certificate_expires_soon"],
    "TLS Certificate Mismatch": ["name_mismatch"],
    "TLS Certificate Validity Too Long": ["long_certificate_lifetime"],
}
FLOW = re.compile(r"^\t\d+\tTCP (\S+) (?:<->|->|<-) (\S+) \[proto: [^/\]]*/?([^\]]*)\].*?(?:\[Risk: (.*?)\]|$)")
# The client also offers an old version, or it asked for no name.
NOT_COUNTED = {("obsolete_version_offered", "info"), ("name_mismatch", "info")}


def endpoint(side):
    address = f"[{side['address']}]" if ":" in side["address"] else side["address"]
    return f"{address}:{side['port']}"


def ours(program):
    """Finding ids of each connection, by capture and endpoints."""
    command = [program, "read", "-r", "--apart", ".", "--format", "json", "-q"]
    lines = subprocess.run(command, cwd=CAPTURES, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout.splitlines()
    found = collections.defaultdict(lambda: collections.defaultdict(set))
    for connection in (row for row in map(json.loads, lines) if row["type"] == "connection"):
        ends = frozenset(endpoint(connection[side]) for side in ("client", "server"))
        counted = {finding["id"] for finding in connection["findings"] if (finding["id"], finding["severity"]) not in NOT_COUNTED}
        found[connection["capture"]][ends] |= counted
    return found


def risks(capture):
    """nDPI's risks of each connection that it takes for TLS, by endpoints."""
    command = ["timeout", "60", "ndpiReader", "-i", CAPTURES / capture, "-v", "2"]
    text = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout.decode(errors="replace")
    flows = (flow for flow in map(FLOW.match, text.splitlines()) if flow and "TLS" in flow[3])
    return {frozenset(flow.group(1, 2)): set(re.findall(r"\*\* ([^*]+) \*\*", flow[4] or "")) for flow in flows}


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "-v"]
    counts = collections.defaultdict(collections.Counter)
    total = known = 0
    for capture, connections in sorted(ours(arguments[0] if arguments else PROGRAM).items()):
        flows = risks(capture)
        total += len(connections)
        for ends, findings in connections.items():
            if ends not in flows:
                continue
            known += 1
            for risk, same in SAME.items():
                here, there = bool(findings & set(same)), risk in flows[ends]
                counts[risk][here, there] += 1
                if here != there and "-v" in sys.argv:
                    print(f"{risk}: only {'tlsdissect' if here else 'nDPI'}: {capture} {' '.join(sorted(findings))}", file=sys.stderr)

    print(f"nDPI takes {known} of {total} TLS connections for TLS.\n")
    print("| risk of nDPI | findings | both | only nDPI | only tlsdissect |")
    print("|---|---|---|---|---|")
    for risk, same in SAME.items():
        numbers = " | ".join(str(counts[risk][key]) for key in ((True, True), (False, True), (True, False)))
        print(f"| {risk} | {', '.join(f'`{name}`' for name in same)} | {numbers} |")


main()
