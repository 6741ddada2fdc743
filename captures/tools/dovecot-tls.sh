# Sourced after applications.sh: Dovecot with one user and an empty mailbox.

# run_dovecot PROTOCOL: its TLS listener on $port.
run_dovecot() {
  mkdir -m 777 "$work/mail"
  cat >"$work/dovecot.conf" <<TEXT
base_dir = $work/run
state_dir = $work/run
log_path = $work/dovecot.log
protocols = $1
listen = 127.0.0.1
ssl = required
ssl_cert = <$work/server.pem
ssl_key = <$work/server.key
ssl_min_protocol = TLSv1.2
ssl_cipher_list = AES128-GCM-SHA256
disable_plaintext_auth = no
mail_location = maildir:$work/mail
first_valid_uid = 1
passdb {
  driver = static
  args = password=captures
}
userdb {
  driver = static
  args = uid=mail gid=mail home=$work/mail
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
service ${1%s}-login {
  inet_listener ${1} {
    port = 0
  }
  inet_listener ${1}s {
    port = $port
    ssl = yes
  }
}
TEXT
  run_server dovecot -F -c "$work/dovecot.conf"
}
