#!/usr/bin/env bash
# Git's own protocol through stunnel 5.68 on both sides: git 2.39 lists the branches of a repository.
port=9419
source "$(dirname "$0")/../../tools/lib.sh"
source "$tools/applications.sh"

traffic() {
  git -c init.defaultBranch=main init -q --bare "$work/hello.git"
  cat >"$work/server.conf" <<TEXT
foreground = yes
pid =
cert = $work/server.pem
key = $work/server.key
sslVersionMax = TLSv1.2
ciphers = AES128-GCM-SHA256
[git]
accept = 127.0.0.1:$port
exec = /usr/bin/git
execArgs = git daemon --inetd --export-all --base-path=$work
TEXT
  cat >"$work/client.conf" <<TEXT
foreground = yes
pid =
client = yes
[git]
accept = 127.0.0.1:9418
connect = 127.0.0.1:$port
TEXT
  port=9418 run_server stunnel4 "$work/client.conf"
  run_server stunnel4 "$work/server.conf"
  filter="tcp port $port" start_recording
  inside timeout 10 git ls-remote git://127.0.0.1/hello.git >"$work/client.log" 2>&1
  stop_recording
}

record traffic
