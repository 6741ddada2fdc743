#!/usr/bin/env bash
# VNC with the security type VeNCrypt, subtype X509None, on port 5901: the viewer and server of TigerVNC 1.12. The key log is the viewer's. Cut after 40 packets.
port=5901
source "$(dirname "$0")/../../tools/lib.sh"
rm -f "$here/keys.log"
arguments --keylog keys.log capture.pcap

traffic() {
  run_server Xtigervnc :1 -rfbport "$port" -localhost -geometry 64x64 -depth 16 -SecurityTypes X509None -X509Cert "$keys/server.pem" -X509Key "$keys/server.key"
  (timeout 20 ip netns exec "$ns" Xtigervnc :2 -rfbport 5902 -localhost -geometry 320x240 -SecurityTypes None >"$work/screen.log" 2>&1) &
  started+=("$!")
  sleep 1
  filter="tcp port $port" start_recording
  HOME=$work DISPLAY=:2 SSLKEYLOGFILE=$here/keys.log inside timeout 3 xtigervncviewer -SecurityTypes X509None -X509CA "$keys/ca.pem" \
    "127.0.0.1::$port" >"$work/client.log" 2>&1 || true
  stop_recording
  tcpdump -r "$work/capture.pcap" -c 40 -w "$here/capture.pcap" 2>"$work/cut.log"
}

record traffic
