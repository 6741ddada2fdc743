# Shared by the cases with Exim. Source it after lib.sh.
use_key server.key
arguments --key server.key capture.pcap

letter=(--to someone@server.example --from client@client.example --helo client.example --quit-after RCPT)

# serve_exim LINE...: Exim on $port, with RSA key exchange so that the server's key decrypts, and with further lines of configuration.
serve_exim() {
  cp "$keys/server.pem" "$keys/server.key" "$work"
  chmod 755 "$work"
  chmod 644 "$work/server.key"
  {
    cat <<TEXT
primary_hostname = server.example
daemon_smtp_ports = $port
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = $work/server.pem
tls_privatekey = $work/server.key
tls_require_ciphers = NORMAL:-KX-ALL:+RSA:-CIPHER-ALL:+AES-128-GCM:-VERS-ALL:+VERS-TLS1.2
acl_smtp_rcpt = accept
pid_file_path =
spool_directory = $work/spool
log_file_path = $work/spool/%slog
host_lookup =
rfc1413_hosts =
TEXT
    printf '%s\n' "$@"
  } | awk -F' = ?' '{ line[$1] = $0 } END { for (name in line) print line[name] }' >"$work/exim.conf"
  mkdir "$work/spool"
  chown Debian-exim "$work/spool"
  run_server exim4 -C "$work/exim.conf" -bdf
}
