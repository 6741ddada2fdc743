#!/usr/bin/env python3
"""Prints the extensions that extensions.c sends: a line each with the number, the messages and the data in hex.

The data has the form that the extension's RFC or draft gives it; its keys and signatures are of no meaning. OpenSSL carries them, and
makes what it knows itself: those are not here.
"""
import sys


def u8(n): return bytes([n])
def u16(n): return n.to_bytes(2, 'big')
def u24(n): return n.to_bytes(3, 'big')
def u32(n): return n.to_bytes(4, 'big')
def v8(b): return u8(len(b)) + b
def v16(b): return u16(len(b)) + b
def v24(b): return u24(len(b)) + b


def fill(n): return bytes(i * 7 & 0xFF for i in range(n))


NAME = bytes.fromhex('30143112301006035504030c094578616d706c6520') # CN=Example
SCT = v16(v16(u8(0) + fill(32) + u32(0x19B) + u32(0x76DA9C00) + v16(b'') + u16(0x0403) + v16(fill(71))))
ECH_CONFIGS = v16(u16(0xFE0D) + v16(u8(7) + u16(0x20) + v16(fill(32)) + v16(u16(1) + u16(1)) + u8(64) + v8(b'public.example') + v16(b'')))
QUIC = bytes.fromhex('010480007530' '0c00' '0f03aabbcc' '0408c000000000100000' '1108' '00000001' '6b3343cf')
SCT2 = u16(0x0102) + v8(bytes.fromhex('2b06010401')) + u32(0x19B) + u32(0x76DA9C00) + v16(b'') + v16(fill(71))
INCLUSION = u16(0x0106) + v8(bytes.fromhex('2b06010401')) + u32(0) + u32(1000) + u32(0) + u32(7) + v16(v8(fill(32)) + v8(fill(32)))
JPAKE = (v8(u8(4) + fill(64)) + v8(u8(4) + fill(64)) + v8(fill(32))) * 2
DRAFT_CONFIGS = v16(u16(0xFE0A) + v16(fill(80)))
TRUST = v16(v8(bytes.fromhex('82df130201')) + v8(bytes.fromhex('839a648c9b2d0107')))

# Messages: CH client hello, SH server hello up to TLS 1.2, S3 that of TLS 1.3, HRR hello retry request, EE encrypted extensions, CT the server's certificate, CR certificate
# request, NST ticket.
ROWS = [
    (2, 'CH SH', b''),
    (3, 'CH', v16(u8(0) + u8(1) + fill(20) + u8(2) + v16(NAME) + u8(3) + fill(20))),
    (3, 'SH', b''),
    (6, 'CH SH', v8(u8(64))),
    (7, 'CH SH', v8(u8(0) + u8(1))),
    (8, 'CH SH', v8(u8(2) + u8(3))),
    (9, 'CH', v8(u8(1) + u8(0))),
    (9, 'SH', u8(0)),
    (15, 'CH SH EE', u8(1)),
    (17, 'SH', b''),
    (17, 'CH', v16(u8(2) + v16(v16(b'') + v16(b'')) + u8(1) + v16(v16(v16(fill(9))) + v16(b'')))),
    (18, 'CH CR', b''),
    (18, 'SH CT', SCT),
    (19, 'CH', v8(u8(2) + u8(0))),
    (19, 'SH EE', u8(0)),
    (20, 'CH', v8(u8(2) + u8(0))),
    (20, 'SH EE', u8(0)),
    (24, 'CH', u8(1) + u8(0) + v8(u8(2) + u8(1))),
    (24, 'SH', u8(1) + u8(0) + v8(u8(2))),
    (25, 'CH', v16(u8(1) + v8(fill(32)) + u8(2) + v8(fill(32)))),
    (25, 'SH EE', v16(u8(1))),
    (26, 'CH SH', b''),
    (27, 'CH CR', v8(u16(2) + u16(1) + u16(3))),
    (28, 'CH SH EE', u16(0x4001)),
    (29, 'CH', v8(fill(48))),
    (30, 'CH', v8(b'alice')),
    (31, 'CH SH', v16(fill(16))),
    (32, 'CH', v16(fill(40))),
    (32, 'EE', v8(fill(32)) + v16(fill(40)) + u32(2592000)),
    (33, 'CH S3', b''),
    (34, 'CH CR', v16(u16(0x0403) + u16(0x0807))),
    (39, 'CH', v8(u8(1) + u8(2))),
    (39, 'EE', u8(1)),
    (48, 'CR', v16(v8(bytes.fromhex('551d25')) + v16(bytes.fromhex('300a06082b06010505070302')))),
    (46, 'NST', u32(16384)),
    (52, 'CH CR', b''),
    (52, 'CT SH', v16(v16(SCT2) + v16(INCLUSION))),
    (53, 'CH SH', v8(fill(8))),
    (54, 'CH SH', v8(fill(8))),
    (55, 'CH SH EE', v8(fill(32))),
    (56, 'CH SH EE', v8(fill(20))),
    (57, 'CH EE', QUIC),
    (58, 'CH', u8(2) + u8(1)),
    (58, 'EE', u8(2)),
    (59, 'CH', u16(443)),
    (59, 'CT SH', u16(24) + v16(fill(90))),
    (61, 'CH SH', b''),
    (62, 'CH S3 EE CT CR NST', v8(bytes.fromhex('0180'))),
    (256, 'CH SH', JPAKE),
    (17513, 'CH', v16(v8(b'h2'))),
    (17513, 'EE', fill(12)),
    (17613, 'CH', v16(v8(b'h2'))),
    (17613, 'EE', fill(12)),
    (30031, 'CH SH', b''),
    (30032, 'CH SH', b''),
    (51764, 'CH EE CR', TRUST),
    (51764, 'CT', b''),
    (55817, 'CH', b''),
    (64768, 'CH', v8(u16(10) + u16(51))),
    (65032, 'CH', u16(1) + u16(1) + v8(fill(32)) + v16(fill(32)) + v16(fill(144))),
    (65033, 'CH', u16(1) + u16(1) + v8(fill(32)) + v16(fill(32)) + v16(fill(144))),
    (65034, 'CH', u16(1) + u16(1) + u8(7) + v16(fill(32)) + v16(fill(144))),
    (65032, 'EE', DRAFT_CONFIGS),
    (65033, 'EE', DRAFT_CONFIGS),
    (65034, 'EE', DRAFT_CONFIGS),
    (65037, 'CH', u8(0) + u16(1) + u16(1) + u8(7) + v16(fill(32)) + v16(fill(144))),
    (65037, 'EE', ECH_CONFIGS),
    (65282, 'CH', u16(1) + u16(1) + v16(fill(32)) + v16(fill(32)) + v16(fill(144))),
    (65282, 'EE', DRAFT_CONFIGS),
    (65283, 'CH', fill(16)),
    (65284, 'CH', v8(u16(10) + u16(51)) + v8(fill(32))),
    (65445, 'CH EE', QUIC),
    (65486, 'CH', u16(0x1301) + u16(29) + v16(fill(32)) + v16(fill(32)) + v16(fill(60))),
    (65486, 'EE', u8(0) + fill(16)),
]

# For a HelloRetryRequest.
RETRY = [
    (31, 'CH HRR', v16(fill(16))),
    (62, 'CH HRR', v8(bytes.fromhex('0180'))),
    (65037, 'CH', u8(0) + u16(1) + u16(1) + u8(7) + v16(fill(32)) + v16(fill(144))),
    (65037, 'HRR', fill(8)),
]

for number, messages, data in RETRY if 'retry' in sys.argv[1:] else ROWS:
    # damaged: the last byte is missing, or one is too many if there is none.
    if 'damaged' in sys.argv[1:]: data = data[:-1] if data else b'\xff'
    for message in messages.split(): print(number, message, data.hex() or '-')
