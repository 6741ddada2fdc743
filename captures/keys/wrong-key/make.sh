#!/usr/bin/env bash
# RSA key exchange, and a key of another server. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key other.key
arguments --key other.key capture.pcap

record openssl_case -no_ticket -- -tls1_2 -cipher AES128-GCM-SHA256
