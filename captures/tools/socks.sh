# Shared by the cases with a SOCKS proxy. Source it after lib.sh.
use_key server.key
arguments --key server.key capture.pcap

# serve_proxy: Dante on $port, without a password. A case may have another.
serve_proxy() {
  cat >"$work/danted.conf" <<TEXT
logoutput: $work/danted.log
internal: 127.0.0.1 port = $port
external: 127.0.0.1
socksmethod: none
clientmethod: none
user.privileged: root
user.unprivileged: root
client pass { from: 0/0 to: 0/0 }
socks pass { from: 0/0 to: 0/0 }
TEXT
  run_server danted -f "$work/danted.conf"
}

# through_socks KIND OPTIONS...: a GET from curl through the proxy on $port, with curl's name of the proxy kind.
through_socks() {
  local kind=$1
  shift
  mkdir -p "/etc/netns/$ns"
  echo "127.0.0.1 localhost server.example" >"/etc/netns/$ns/hosts"
  (cd "$keys/www" && exec timeout 30 ip netns exec "$ns" openssl s_server -accept 4433 -cert "$keys/server.pem" -key "$keys/server.key" -WWW -no_ticket) >/dev/null 2>&1 &
  started+=("$!")
  serve_proxy
  filter="tcp port $port" start_recording
  inside curl --silent --max-time 10 --noproxy "" --proxy "$kind://${password:+$password@}127.0.0.1:$port" --cacert "$keys/ca.pem" --tls-max 1.2 \
    --ciphers AES128-GCM-SHA256 "$@" "https://server.example:4433/hello.html" >"$work/client.log"
  stop_recording
  rm -r "/etc/netns/$ns"
}
