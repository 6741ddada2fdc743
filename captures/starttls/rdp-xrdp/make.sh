#!/usr/bin/env bash
# RDP with a negotiation request, on port 3389: FreeRDP 2.11 and xrdp 0.9. The request has a cookie with the user's name. Cut after 40 packets.
port=3389
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  chmod 755 "$work"
  sed -e "s,^port=3389,port=tcp://127.0.0.1:$port," -e "s,^certificate=.*,certificate=$keys/server.pem," -e "s,^key_file=.*,key_file=$keys/server.key," \
    -e 's,^security_layer=.*,security_layer=tls,' -e 's/^ssl_protocols=.*/ssl_protocols=TLSv1.2/' -e 's/^#*tls_ciphers=.*/tls_ciphers=AES128-GCM-SHA256/' \
    -e "s,^LogFile=.*,LogFile=$work/xrdp.log," -e 's/^runtime_user=.*//' -e 's/^runtime_group=.*//' /etc/xrdp/xrdp.ini >"$work/xrdp.ini"
  run_server xrdp --nodaemon --config "$work/xrdp.ini"
  (timeout 20 ip netns exec "$ns" Xtigervnc :3 -rfbport 5903 -localhost -geometry 320x240 -SecurityTypes None >"$work/screen.log" 2>&1) &
  started+=("$!")
  sleep 1
  filter="tcp port $port" start_recording
  HOME=$work DISPLAY=:3 inside timeout 4 xfreerdp "/v:127.0.0.1:$port" /u:someone /p:secret /cert-ignore /sec:tls "/tls-ciphers:AES128-GCM-SHA256" /w:320 /h:240 >"$work/client.log" 2>&1 || true
  stop_recording
  tcpdump -r "$work/capture.pcap" -c 40 -w "$here/capture.pcap" 2>"$work/cut.log"
}

record traffic
