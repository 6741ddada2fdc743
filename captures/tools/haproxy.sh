# Shared by the cases with the PROXY protocol. Source it after lib.sh.
use_key server.key
arguments --key server.key capture.pcap

# through_haproxy OPTIONS: a GET from curl to HAProxy, which ends TLS and begins it again behind the header, to another HAProxy on
# $port. Only the second connection is recorded.
through_haproxy() {
  cat "$keys/server.pem" "$keys/server.key" >"$work/both.pem"
  cat >"$work/haproxy.cfg" <<TEXT
global
  tune.ssl.default-dh-param 2048
  ssl-default-server-ciphers AES128-GCM-SHA256
  ssl-default-server-options ssl-max-ver TLSv1.2
defaults
  timeout connect 5s
  timeout client 5s
  timeout server 5s
listen first
  mode tcp
  bind 127.0.0.2:443 ssl crt $work/both.pem
  server second 127.0.0.1:$port ssl verify none sni ssl_fc_sni $1
listen second
  mode http
  bind 127.0.0.1:$port accept-proxy ssl crt $work/both.pem ssl-max-ver TLSv1.2 ciphers AES128-GCM-SHA256
  http-request return status 200 content-type text/plain string "for %[src]"
TEXT
  run_server haproxy -db -f "$work/haproxy.cfg"
  filter="tcp port $port" start_recording
  inside curl --silent --max-time 10 --interface 127.0.0.3 --cacert "$keys/ca.pem" --connect-to "server.example:443:127.0.0.2:443" "https://server.example/" >"$work/client.log"
  stop_recording
}
