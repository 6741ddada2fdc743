#!/usr/bin/env python3
"""Writes Diffie-Hellman parameters (PKCS#3) as PEM. The generator is 2, unless it is read.

usage: dh-parameters.py oakley-2|composite|integers

  oakley-2   RFC 2409 §6.2: 2^1024 - 2^960 - 1 + 2^64 * (floor(2^894 pi) + 129093)
  composite  a product of two primes of 1,024 bits
  integers   the first two integers that `openssl asn1parse` shows on standard input: p and g of X9.42
"""
import base64
import re
import subprocess
import sys


def pi(bits):
    """floor(pi * 2^bits), by Machin's formula."""
    one = 1 << (bits + 64)

    def arctan(x):
        total = term = one // x
        n, sign = 3, -1
        while term:
            term //= x * x
            total += sign * (term // n)
            n, sign = n + 2, -sign
        return total

    return (16 * arctan(5) - 4 * arctan(239)) >> 64


def integer(value):
    body = value.to_bytes(value.bit_length() // 8 + 1, "big")
    return element(2, body)


def element(tag, body):
    length = bytes([len(body)]) if len(body) < 128 else bytes([0x82]) + len(body).to_bytes(2, "big")
    return bytes([tag]) + length + body


def prime(bits):
    return int(subprocess.run(["openssl", "prime", "-generate", "-bits", str(bits)], capture_output=True, text=True, check=True).stdout)


generator = 2
if sys.argv[1] == "oakley-2":
    modulus = 2**1024 - 2**960 - 1 + 2**64 * (pi(894) + 129093)
elif sys.argv[1] == "composite":
    modulus = prime(1024) * prime(1024)
else:
    modulus, generator = (int(digits, 16) for digits in re.findall(r"INTEGER +:([0-9A-F]+)", sys.stdin.read())[:2])
der = element(0x30, integer(modulus) + integer(generator))
print("-----BEGIN DH PARAMETERS-----")
print(base64.encodebytes(der).decode(), end="")
print("-----END DH PARAMETERS-----")
