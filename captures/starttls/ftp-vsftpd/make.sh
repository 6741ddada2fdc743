#!/usr/bin/env bash
# FTP with AUTH TLS, on port 21: curl and vsftpd 3.0. The client asks for the features first. The data connection of the list is TLS at once and has another number.
port=21
source "$(dirname "$0")/../../tools/lib.sh"
use_key server.key
arguments --key server.key capture.pcap

traffic() {
  mkdir -p "$work/empty" "$work/files"
  cp "$keys/www/hello.html" "$work/files"
  chmod 755 "$work" "$work/files"
  cat >"$work/vsftpd.conf" <<TEXT
listen=YES
background=NO
listen_address=127.0.0.1
listen_port=$port
anonymous_enable=YES
anon_root=$work/files
no_anon_password=YES
allow_anon_ssl=YES
secure_chroot_dir=$work/empty
ssl_enable=YES
ssl_tlsv1=YES
ssl_ciphers=AES128-GCM-SHA256:@SECLEVEL=0
require_ssl_reuse=NO
rsa_cert_file=$keys/server.pem
rsa_private_key_file=$keys/server.key
TEXT
  run_server vsftpd "$work/vsftpd.conf"
  start_recording
  inside curl --silent --max-time 10 --ssl-reqd --insecure --tls-max 1.2 --ciphers AES128-GCM-SHA256 --disable-epsv \
    "ftp://127.0.0.1:$port/hello.html" >"$work/client.log" 2>&1 || true
  stop_recording
}

record traffic
