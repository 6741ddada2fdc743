#!/usr/bin/env bash
# The server serves other.example only, and refuses the first client, which asks for server.example, with unrecognized_name. The second client asks for other.example. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key other.key
arguments --key server.key --key other.key capture.pcap

record openssl_clients -tls1_2 -cipher AES128-GCM-SHA256 -servername other.example -servername_fatal -cert2 "$keys/other.pem" -key2 "$keys/other.key" -- -servername server.example -- -servername other.example
