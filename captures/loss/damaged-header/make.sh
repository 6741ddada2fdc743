#!/usr/bin/env bash
# One bit of a record's header is flipped: the record is skipped and its bytes are counted, the next records are decrypted. TLS 1.2. OpenSSL 3.0, edit-pcap.py.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

path=small.txt record openssl_case -no_ticket -no_etm -max_send_frag 512 -- -tls1_2 -cipher AES128-GCM-SHA256 -no_etm
edited damaged-header server:9
