#!/usr/bin/env bash
# Extensions that other stacks do not send: status_request_v2 with a CertificateStatus of two OCSP responses, trusted_ca_keys, client_certificate_url, user_mapping with a SupplementalData, use_srtp, padding. TLS 1.2; decrypted with a key log. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../../tools/stacks/bouncycastle-extensions.sh" tls1_2
