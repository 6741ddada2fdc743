#!/usr/bin/env bash
# Mutual TLS that fails: a client's certificate of another authority than the server names, and a client that has none of these; and one that has. TLS 1.2 and 1.3, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
authority clients "Clients Root"
authority other "Other Root"
certificate server root server.example "$server_extensions"
certificate stranger other client.example "$client_extensions"
certificate client clients client.example "$client_extensions"
demand=(-Verify 2 -verify_return_error -CAfile "$work/clients.pem")

everything() {
  visit server "${demand[@]}" -- -tls1_2 -cert "$work/stranger.pem" -key "$work/stranger.key"
  visit server "${demand[@]}" -- -tls1_3 -cert "$work/stranger.pem" -key "$work/stranger.key"
  visit server "${demand[@]}" -- -tls1_2
  visit server "${demand[@]}" -- -tls1_2 -cert "$work/client.pem" -key "$work/client.key"
  visit server -verify 2 -CAfile "$work/clients.pem" -- -tls1_2
}
visits everything
