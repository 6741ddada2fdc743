#!/usr/bin/env bash
# WebRTC: STUN, DTLS 1.2, SRTP (whose keys come from DTLS) and SRTCP in one flow. Inside DTLS is SCTP with a data channel. Mutual authentication with self-signed certificates; decrypted with a key log. aiortc 1.4 with OpenSSL 3.0, both sides.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

traffic() {
  # Peers do not try loopback addresses.
  ip -n "$ns" address add 192.0.2.1/24 dev lo
  start_recording
  inside timeout 20 /usr/bin/python3 "$tools/stacks/webrtc.py" "$work/keys.log" "$here/sent.txt" >"$work/client.log" 2>&1
  stop_recording
}

record traffic
use_log
