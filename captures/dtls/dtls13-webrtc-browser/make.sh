#!/usr/bin/env bash
# WebRTC of a browser: STUN, DTLS 1.3 and within it SCTP with a data channel. X25519MLKEM768, so that the ClientHello has two fragments; mutual authentication. Browsers write no key log for WebRTC, but the secrets of the application data, and only these, were found in its memory. Chromium 156, both sides.
source "$(dirname "$0")/../../tools/dtls.sh"
arguments --keylog keys.log capture.pcap

# find_secrets: the page's process keeps the secrets of the application data (epoch 3) as long as it is connected.
find_secrets() {
  local pid random side epoch samples secret
  rm -f "$here/keys.log"
  while read -r _ random side epoch samples; do
    [ "$epoch" = 3 ] || continue
    for pid in $(ip netns pids "$ns"); do
      grep -qz -- --type=renderer "/proc/$pid/cmdline" || continue
      secret=$("$work/memory-secrets" "$pid" $samples) || continue
      echo "${side^^}_TRAFFIC_SECRET_0 $random $secret" >>"$here/keys.log"
      break
    done
  done < <(python3 "$tools/decrypt-dtls13.py" "$here/capture.pcap")
}

traffic() {
  gcc -O2 -o "$work/memory-secrets" "$tools/stacks/memory-secrets.c" -lcrypto
  # Peers do not try the loopback device's addresses.
  ip -n "$ns" link add peers type veth peer name other
  ip -n "$ns" address add 192.0.2.1/24 dev peers
  ip -n "$ns" link set peers up
  ip -n "$ns" link set other up
  ip -n "$ns" route add default via 192.0.2.2
  start_recording
  HOME=$work ip netns exec "$ns" timeout 60 chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --disable-background-networking \
    --disable-features=WebRtcHideLocalIpsWithMdns --enable-logging=stderr "file://$tools/stacks/webrtc.html" >"$work/client.log" 2>&1 &
  started+=($!)
  until_true shows client "lines exchanged"
  stop_recording
  find_secrets
}

record traffic
# The browser does not say what it sent within DTLS, but each record that decrypts is authentic.
python3 "$tools/decrypt-dtls13.py" "$here/capture.pcap" "$here/keys.log" >"$here/sent.txt"
