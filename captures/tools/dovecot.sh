# Shared by the cases with Dovecot. Source it after lib.sh.

# serve_dovecot PROTOCOL: one protocol on $port, behind the PROXY protocol if $behind_proxy is yes, with RSA key exchange so that the server's key decrypts.
serve_dovecot() {
  chmod 755 "$work"
  cp "$keys/server.pem" "$keys/server.key" "$work"
  mkdir "$work/mail"
  chown mail:mail "$work/mail"
  cat >"$work/dovecot.conf" <<TEXT
base_dir = $work/run
log_path = $work/dovecot.log
listen = 127.0.0.1
haproxy_trusted_networks = 127.0.0.0/8
protocols = $1
ssl = required
ssl_cert = <$work/server.pem
ssl_key = <$work/server.key
ssl_min_protocol = TLSv1.2
ssl_cipher_list = AES128-GCM-SHA256:@SECLEVEL=0
mail_location = maildir:$work/mail/%u
first_valid_uid = 1
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=mail gid=mail home=$work/mail/%u
}
service imap-login {
  inet_listener imap {
    port = $([ "$1" = imap ] && echo "$port" || echo 0)
    haproxy = ${behind_proxy:-no}
  }
  inet_listener imaps {
    port = 0
  }
}
service pop3-login {
  inet_listener pop3 {
    port = $([ "$1" = pop3 ] && echo "$port" || echo 0)
  }
  inet_listener pop3s {
    port = 0
  }
}
service managesieve-login {
  inet_listener sieve {
    port = $port
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = $port
  }
}
TEXT
  run_server dovecot -F -c "$work/dovecot.conf"
}
