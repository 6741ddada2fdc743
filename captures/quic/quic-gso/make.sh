#!/usr/bin/env bash
# The server hands the kernel up to 10 packets of a page at once (offload), as recorded on the server itself: datagrams larger than the MTU, with several packets behind each other; decrypted with a key log. ngtcp2 0.12 with GnuTLS, both sides.
source "$(dirname "$0")/../../tools/quic.sh"
pages=(medium.txt small.txt)

traffic() {
  ip -n "$ns" link set lo gso_max_segs 64
  quic_case --max-gso-dgrams=10 --
}

record traffic
