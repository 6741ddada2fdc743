#!/usr/bin/env bash
# What certificates are for: a client's used by a server, any purpose, key usage without signatures (with ECDHE and with RSA key exchange), a server's used by a client, an intermediate for clients only. OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
certificate clients root server.example "${server_extensions/serverAuth/clientAuth}"
certificate any root server.example "${server_extensions/serverAuth/anyExtendedKeyUsage}"
keykind=rsa2048 certificate encipher root server.example "${server_extensions/digitalSignature/keyEncipherment}"
certificate server root server.example "$server_extensions"
certificate client root client.example "${client_extensions/clientAuth/serverAuth}"
certificate both root client.example "${client_extensions/clientAuth/clientAuth,serverAuth}"

everything() {
  visit clients -- -tls1_2
  visit any -- -tls1_2
  visit encipher -- -tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256
  visit encipher -- -tls1_2 -cipher AES128-GCM-SHA256
  visit server -verify 1 -- -tls1_3 -cert "$work/client.pem" -key "$work/client.key"
  visit server -verify 1 -- -tls1_3 -cert "$work/both.pem" -key "$work/both.key"
}
visits everything
