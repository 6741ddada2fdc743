#!/usr/bin/env bash
# The dialogue before TLS of each protocol that starttls names, with an answer that refuses TLS or a byte that is not its own. TLS still follows, and starttls is absent. OpenSSL, behind these bytes in Python: no program goes on after such an answer.
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

c() { printf 'client:%s' "$(printf -- "$1" | od -An -v -tx1 | tr -d ' \n')"; }
s() { printf 'server:%s' "$(printf -- "$1" | od -An -v -tx1 | tr -d ' \n')"; }

# after PORT STEP...: TLS after these bytes. The steps are of c and s.
after() {
  port=$1
  shift
  run_server python3 "$tools/preface-tls.py" server "$port" "$work/both.pem" "$@"
  inside timeout 10 python3 "$tools/preface-tls.py" client "$port" "$@" >>"$work/client.log"
  wait "$server" || true
}

tls=urn:ietf:params:xml:ns:xmpp-tls
ldap='0\x1d\x02\x01\x01w\x18\x80\x161.3.6.1.4.1.1466.20037'
rdp='\x03\0\0\x13\x0e\xe0\0\0\0\0\0\x01\0\x08\0\x03\0\0\0'
tds='\0\0\x0b\0\x06\x01\0\x11\0\x01\xff\x0f\0\0\0\0\0\x02'
vnc='RFB 003.008\n'

traffic() {
  cat "$keys/server.pem" "$keys/server.key" >"$work/both.pem"
  start_recording
  after 25 "$(s '220 server.example ESMTP\r\n')" "$(c 'EHLO client.example\r\n')" "$(s '250-server.example\r\n250 STARTTLS\r\n')" \
    "$(c 'STARTTLS\r\n')" "$(s '454 4.7.0 TLS is not available\r\n')"
  after 24 "$(s '220 server.example LMTP\r\n')" "$(c 'LHLO client.example\r\n')" "$(s '250-server.example\r\n250 STARTTLS\r\n')" \
    "$(c 'STARTTLS\r\n')" "$(s '454 4.7.0 TLS is not available\r\n')"
  after 143 "$(s '* OK ready\r\n')" "$(c 'a1 STARTTLS\r\n')" "$(s 'a1 NO TLS is not available\r\n')"
  after 110 "$(s '+OK ready\r\n')" "$(c 'STLS\r\n')" "$(s '-ERR TLS is not available\r\n')"
  after 4190 "$(s '"IMPLEMENTATION" "captures"\r\n"STARTTLS"\r\nOK\r\n')" "$(c 'STARTTLS\r\n')" "$(s 'NO "TLS is not available"\r\n')"
  after 21 "$(s '220 server.example\r\n')" "$(c 'AUTH TLS\r\n')" "$(s '530 Please login with USER and PASS.\r\n')"
  after 119 "$(s '200 server.example\r\n')" "$(c 'STARTTLS\r\n')" "$(s '580 TLS is not available\r\n')"
  after 5222 "$(c "<starttls xmlns='$tls'/>")" "$(s "<failure xmlns='$tls'/>")"
  after 6667 "$(c 'STARTTLS\r\n')" "$(s ':server.example 691 * :TLS is not available\r\n')"
  after 389 "$(c "$ldap")" "$(s '0\x0c\x02\x01\x01x\x07\x0a\x01\x02\x04\0\x04\0')"
  after 5432 "$(c '\0\0\0\x08\x04\xd2\x16\x2f')" "$(s N)"
  after 3306 "$(s '\x08\0\0\0\x0a10.11.0')" "$(c '\x20\0\0\x01\x05\x02\xbf\0\0\0\0\x01\x21\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0')"
  after 1433 "$(c "\x12\x01\0\x1a\0\0\0\0$tds")" "$(s "\x04\x01\0\x1a\0\0\0\0$tds")"
  after 3389 "$(c "$rdp")" "$(s '\x03\0\0\x13\x0e\xd0\0\0\x124\0\x03\0\x08\0\x05\0\0\0')"
  after 5672 "$(c 'AMQP\x03\x01\0\0')" "$(s 'AMQP\x03\x01\0\0')"
  after 3128 "$(c 'CONNECT server.example:443 HTTP/1.1\r\nHost: server.example:443\r\n\r\n')" \
    "$(s 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')"
  after 631 "$(c 'OPTIONS * HTTP/1.1\r\nHost: server.example\r\nConnection: Upgrade\r\nUpgrade: TLS/1.0\r\n\r\n')" \
    "$(s 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')"
  after 1080 "$(c '\x04\x01\x01\xbb\x7f\0\0\x01\0')" "$(s '\0\x5b\0\0\0\0\0\0')"
  after 1081 "$(c '\x05\x01\0')" "$(s '\x05\0')" "$(c '\x05\x01\0\x01\x7f\0\0\x01\x01\xbb')" "$(s '\x05\x05\0\x01\0\0\0\0\0\0')"
  after 8001 "$(c 'PROXY TCP4 192.0.2.300 192.0.2.2 50000 443\r\n')"
  after 8002 "$(c '\r\n\r\n\0\r\nQUIT\n\x31\x11\0\x0c\xc0\0\x02\x01\xc0\0\x02\x02\xc3\x50\x01\xbb')"
  after 5900 "$(s "$vnc")" "$(c "$vnc")" "$(s '\x01\x13')" "$(c '\x13')" "$(s '\0\x02')" "$(c '\0\x02')" "$(s '\0\x01\0\0\x01\x04')" \
    "$(c '\0\0\x01\x04')" "$(s '\0')"
  after 23 "$(s '\xff\xfd\x2e')" "$(c '\xff\xfb\x2e')" "$(s '\xff\xfe\x2e')"
  after 10809 "$(s 'NBDMAGICIHAVEOPT\0\x03')" "$(c '\0\0\0\x03IHAVEOPT\0\0\0\x05\0\0\0\0')" \
    "$(s '\0\x03\xe8\x89\x04\x55\x65\xa9\0\0\0\x05\x80\0\0\x01\0\0\0\0')"
  stop_recording
}

record traffic
