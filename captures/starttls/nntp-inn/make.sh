#!/usr/bin/env bash
# NNTP with STARTTLS, on port 119: OpenSSL's s_client and nnrpd of INN 2.7. The client asks for the capabilities first.
port=119
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  chmod 755 "$work"
  mkdir -p "$work/run" "$work/db" "$work/spool" "$work/log" "$work/tmp"
  cp "$keys/server.pem" "$keys/server.key" "$work"
  touch "$work/db/active" "$work/db/newsgroups" "$work/db/history"
  cat >"$work/inn.conf" <<TEXT
mta: /usr/sbin/sendmail
domain: server.example
hismethod: hisv6
ovmethod: tradindexed
pathoverview: $work/db
pathhost: news.server.example
pathnews: /usr/lib/news
pathetc: $work
pathdb: $work/db
pathrun: $work/run
pathlog: $work/log
pathspool: $work/spool
pathtmp: $work/tmp
tlscertfile: $work/server.pem
tlskeyfile: $work/server.key
tlsciphers: "AES128-GCM-SHA256:@SECLEVEL=0"
tlsprotocols: [ TLSv1.2 ]
TEXT
  cat >"$work/readers.conf" <<TEXT
auth all { default: someone }
access all { users: someone newsgroups: * }
TEXT
  printf 'method trash { newsgroups: * class: 0 }\n' >"$work/storage.conf"
  # Creates an empty overview.
  INNCONF=$work/inn.conf /usr/lib/news/bin/overchan </dev/null
  chown -R news "$work"
  chmod 600 "$work/server.key"
  INNCONF=$work/inn.conf run_server /usr/lib/news/bin/nnrpd -D -f -b 127.0.0.1 -p "$port" -c "$work/readers.conf"
  start_recording
  { echo "CAPABILITIES"; sleep 0.5; echo "QUIT"; sleep 0.3; } |
    inside timeout 10 openssl s_client -starttls nntp -connect "127.0.0.1:$port" -tls1_2 -quiet >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
