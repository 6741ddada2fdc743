# A draft of TLS 1.3: source draft.sh NUMBER. The server is h2o 2.2, whose picotls speaks 26, 27 and 28. The client is mint, from the year of the RFC. Its
# messages have not changed since draft 26 except for the version number, which is patched in a copy. See suite.sh. Needs h2o, golang and golang-github-bifurcation-mint-dev.
draft=$1
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"
unset OPENSSL_CONF

mint=$work/go/src/github.com/bifurcation/mint
mkdir -p "${mint%/*}"
cp -r /usr/share/gocode/src/github.com/bifurcation/mint "$mint"
sed -i "s/tls13Version .*/tls13Version uint16 = 0x7f$(printf %02x "$draft")/" "$mint/common.go"
GO111MODULE=off GOPATH=$work/go:/usr/share/gocode GOCACHE=$work/cache go build -o "$work/client" "$tools/stacks/mint.go"

cat >"$work/h2o.conf" <<CONF
user: root
listen:
  host: 127.0.0.1
  port: $port
  ssl:
    certificate-file: $keys/server.pem
    key-file: $keys/server.key
    max-version: TLSv1.3
hosts:
  default:
    paths:
      /:
        file.dir: $keys/www
CONF

draft_case() {
  run_server h2o -c "$work/h2o.conf"
  start_recording
  MINT_LOG=crypto inside timeout 10 "$work/client" "$port" >"$work/client.log" 2>"$work/secrets.log" || true
  stop_recording
}

# secret NAME: the secret in mint's log.
secret() { sed -n "s/.*\[crypto\] $1: \[[0-9]*\] //p" "$work/secrets.log" | tail -1; }

record draft_case
answered "$work/client.log"
opened keylog
random=$(tshark -r "$here/capture.pcap" -Y 'tls.handshake.type == 1' -T fields -e tls.handshake.random 2>/dev/null | head -1)
cat >"$here/keys.log" <<LOG
CLIENT_HANDSHAKE_TRAFFIC_SECRET $random $(secret "client handshake traffic secret")
SERVER_HANDSHAKE_TRAFFIC_SECRET $random $(secret "server handshake traffic secret")
CLIENT_TRAFFIC_SECRET_0 $random $(secret "client traffic secret")
SERVER_TRAFFIC_SECRET_0 $random $(secret "server traffic secret")
LOG
