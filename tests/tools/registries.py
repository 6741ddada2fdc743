#!/usr/bin/env python3
"""Brings the registries of tests/TlsDissect.Tests/Registries up to date with the programs on this machine.

Each row keeps its number, name, messages and remark. The column of sources says who knows the number: IANA and the RFCs as the row has
them, and tshark, OpenSSL's headers and GnuTLS as found here, each with its own name if that is another one. A number that a program knows
and no row has is appended with that name: then the test asks for it. Needs tshark, libssl-dev and gnutls-bin.
"""
import collections, pathlib, re, subprocess

FOLDER = pathlib.Path(__file__).resolve().parent.parent / 'TlsDissect.Tests' / 'Registries'

TSHARK = {
    'extension-types': 'tls.handshake.extension.type',
    'handshake-types': 'tls.handshake.type',
    'cipher-suites': 'tls.handshake.ciphersuite',
    'supported-groups': 'tls.handshake.extensions_supported_group',
    'signature-schemes': 'tls.handshake.sig_hash_alg',
    'alerts': 'tls.alert_message.desc',
    'client-certificate-types': 'tls.handshake.cert_type',
    'certificate-types': 'tls.handshake.cert_type.type',
    'certificate-compression-algorithms': 'tls.compress_certificate.algorithm',
    'certificate-status-types': 'tls.handshake.extensions_status_request_type',
    'ec-point-formats': 'tls.handshake.extensions_ec_point_format',
    'ec-curve-types': 'tls.handshake.server_curve_type',
    'psk-key-exchange-modes': 'tls.extension.psk_ke_mode',
    'compression-methods': 'tls.handshake.comp_method',
    'content-types': 'tls.record.content_type',
    'heartbeat-modes': 'tls.handshake.extension.heartbeat.mode',
    'hash-algorithms': 'tls.handshake.sig_hash_hash',
    'signature-algorithms': 'tls.handshake.sig_hash_sig',
    'srtp-protection-profiles': 'dtls.use_srtp.protection_profile',
    'max-fragment-lengths': 'tls.handshake.max_fragment_length',
    'quic-transport-parameters': 'tls.quic.parameter.type',
}

# Numbers that a program knows and that are left out, with the reason.
LEFT_OUT = {
    'extension-types': [(lambda n, name: 'GREASE' in name, 'GREASE is told by its form')],
    'supported-groups': [
        (lambda n, name: 'GREASE' in name, 'GREASE is told by its form'),
        (lambda n, name: 0x0200 <= n < 0x0250 or 0x2F00 <= n < 0x3000, 'experiments of Open Quantum Safe, other ones in each release'),
    ],
    'signature-schemes': [(lambda n, name: 0xFE00 <= n < 0xFF00, 'experiments of Open Quantum Safe, other ones in each release')],
    'handshake-types': [(lambda n, name: n in (0, 5, 6, 7) or (n < 9 and 'Client' in name), "SSL 2.0's messages")],
    'client-certificate-types': [(lambda n, name: n == 0, 'none')],
    'cipher-suites': [
        (lambda n, name: 'GREASE' in name or name.startswith('Reserved'), 'GREASE is told by its form'),
        (lambda n, name: 0xE000 <= n < 0xE100, "GM/T 0024's own protocol"),
        (lambda n, name: 0xE410 <= n < 0xE420, 'a draft that was never registered, without a stack here'),
        (lambda n, name: n in (0x1C, 0x1D), 'FORTEZZA of SSL 3.0: its specification and its ciphers are not to be had'),
    ],
    'quic-transport-parameters': [(lambda n, name: n > 0xFFFF or 'GREASE' in name, 'drafts')],
    'hash-algorithms': [(lambda n, name: n == 7, "GM/T 0024's")],
    'signature-algorithms': [(lambda n, name: n == 4, "GM/T 0024's")],
}

OPENSSL = {
    'extension-types': ('tls1.h', r'TLSEXT_TYPE_(\w+)\s+(0x[0-9a-fA-F]+|\d+)\b'),
    'handshake-types': ('ssl3.h', r'SSL3_MT_(\w+)\s+(\d+)\b'),
    'alerts': ('tls1.h', r'TLS1_AD_(\w+)\s+(\d+)\b'),
    'client-certificate-types': ('ssl3.h tls1.h', r'TLS_CT_((?!NUMBER)\w+)\s+(\d+)\b'),
    'compression-methods': ('ssl3.h', r'SSL3?_COMP_(\w+)\s+(\d+)\b'),
    'srtp-protection-profiles': ('srtp.h', r'(SRTP_(?:AES|AEAD|NULL)\w+)\s+(0x[0-9a-fA-F]+)\b'),
    'cipher-suites': ('tls1.h ssl3.h', r'(?:TLS1|SSL3)(?:_3)?_CK_(\w+)\s+(0x0300[0-9a-fA-F]{4})\b'),
    'ssl2-cipher-kinds': ('ssl2.h', r'SSL2_CK_(\w+)\s+0x02(\w{6})\b'),
}


def tshark():
    known = collections.defaultdict(dict)
    for line in subprocess.run(['tshark', '-G', 'values'], capture_output=True, text=True, errors='replace').stdout.splitlines():
        parts = line.split('\t')
        if parts[0] != 'V' or len(parts) < 4: continue
        try: known[parts[1]].setdefault(int(parts[2], 0), parts[3])
        except ValueError: pass
    return {registry: known[field] for registry, field in TSHARK.items()}


def openssl():
    known = {}
    for registry, (headers, pattern) in OPENSSL.items():
        known[registry] = {}
        for header in headers.split():
            path = pathlib.Path('/usr/include/openssl') / header
            text = path.read_text() if path.exists() else ''
            for name, number in re.findall(r'#\s*define\s+' + pattern, text):
                known[registry].setdefault(int(number, 0) & 0xFFFF if registry == 'cipher-suites' else int(number, 0), name)
    return known


def gnutls():
    suites = {}
    listed = subprocess.run(['gnutls-cli', '--list'], capture_output=True, text=True).stdout
    for name, high, low in re.findall(r'^(TLS_\w+)\s+0x(\w\w), 0x(\w\w)', listed, re.M): suites[int(high + low, 16)] = name
    return {'cipher-suites': suites}


def plain(name):
    return re.sub(r'[^a-z0-9]', '', name.lower().removeprefix('tls_'))


def main():
    programs = {'tshark': tshark(), 'openssl': openssl(), 'gnutls': gnutls()}
    for path in sorted(FOLDER.glob('*.tsv')):
        registry = path.stem
        lines = path.read_text(encoding='utf-8').splitlines()
        rows = [line.split('\t') for line in lines if not line.startswith('#')]
        head = [line for line in lines if line.startswith('#') and not line.startswith('# left out')]
        columns = head[-1].removeprefix('# ').split('\t')
        width = len(rows[0][0]) - 2 if rows[0][0].startswith('0x') else 0
        numbers = {int(row[0], 0) for row in rows}
        notes = set()
        for program, known in programs.items():
            for number, name in sorted(known.get(registry, {}).items()):
                reasons = [why for applies, why in LEFT_OUT.get(registry, []) if applies(number, name)]
                if number in numbers: continue
                if reasons: notes.add(f'# left out: {reasons[0]} ({program})'); continue
                print(f'{registry}: {program} knows {number:#x} {name}')
                rows.append([f'0x{number:0{width}X}' if width else str(number), name] + [''] * (len(columns) - 2))
                numbers.add(number)
        for row in rows:
            row += [''] * (len(columns) - len(row))
            number = int(row[0], 0)
            sources = [s for s in row[2].split(', ') if s and s.split('=')[0] not in programs]
            for program, known in programs.items():
                name = known.get(registry, {}).get(number)
                if name is None: continue
                if any(applies(number, name) for applies, _ in LEFT_OUT.get(registry, [])): continue
                # The other names of suites follow rules of their own.
                same = registry == 'cipher-suites' and program != 'tshark'
                sources.append(program if same or plain(name) in (plain(row[1]), plain(row[1]).removeprefix('old')) else f'{program}={name}')
            row[2] = ', '.join(sources)
        rows.sort(key=lambda row: int(row[0], 0))
        path.write_text('\n'.join(head + sorted(notes) + ['\t'.join(row).rstrip() for row in rows]) + '\n', encoding='utf-8')


main()
