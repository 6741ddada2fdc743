#!/usr/bin/env bash
# Weak keys and signatures: RSA with 1,024 and 2,048 bits, P-192 and P-224, MD5 and SHA-1, and a root that signed itself with SHA-1. TLS 1.2, OpenSSL 3.0.
source "$(dirname "$0")/../../tools/lib.sh"
source "$(dirname "$0")/../../tools/authority.sh"
arguments --keylog keys.log capture.pcap

authority root "Lab Root"
md=sha1 authority oldroot "Old Root"
keykind=rsa1024 certificate rsa1024 root server.example "$server_extensions"
keykind=rsa2048 certificate rsa2048 root server.example "$server_extensions"
curve=prime192v1 certificate p192 root server.example "$server_extensions"
curve=secp224r1 certificate p224 root server.example "$server_extensions"
keykind=rsa2048 authority rsaroot "RSA Root"
md=md5 certificate md5 rsaroot server.example "$server_extensions"
md=sha1 certificate sha1 root server.example "$server_extensions"
certificate sha256 oldroot server.example "$server_extensions"

everything() {
  for name in rsa1024 rsa2048 md5 sha1; do visit $name -- -tls1_2; done
  for name in p192 p224; do visit $name -named_curve P-256 -- -tls1_2 -curves P-256:P-192:P-224; done
  visit sha256 -cert_chain "$work/oldroot.pem" -- -tls1_2
}
visits everything
