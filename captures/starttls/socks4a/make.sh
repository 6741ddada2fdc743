#!/usr/bin/env bash
# TLS through a SOCKS 4a proxy that is given a name, on port 1080: curl and OpenSSH 9.2 with dynamic forwarding.
port=1080
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/socks.sh"

# The proxy: ssh, which forwards through its own server.
serve_proxy() {
  ssh-keygen -q -t ed25519 -N "" -f "$work/key"
  cp "$work/key.pub" "$work/authorized"
  mkdir -p /run/sshd
  printf '%s\n' "HostKey $work/key" "AuthorizedKeysFile $work/authorized" "StrictModes no" "PidFile none" "UsePAM no" "ListenAddress 127.0.0.1:2222" >"$work/sshd.conf"
  (timeout 30 ip netns exec "$ns" /usr/sbin/sshd -D -f "$work/sshd.conf" >"$work/sshd.log" 2>&1) &
  started+=("$!")
  sleep 0.5
  run_server ssh -F none -N -D "127.0.0.1:$port" -i "$work/key" -o StrictHostKeyChecking=no -o "UserKnownHostsFile=$work/known" -p 2222 root@127.0.0.1
}

record through_socks socks4a
