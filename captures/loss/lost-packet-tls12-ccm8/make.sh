#!/usr/bin/env bash
# A packet of the server was not captured, but its acknowledgment was. TLS 1.2, CCM_8, records of 512 bytes. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

path=small.txt record openssl_case -no_ticket -no_etm -max_send_frag 512 -- -tls1_2 -cipher AES128-CCM8 -no_etm
edited without server:9
