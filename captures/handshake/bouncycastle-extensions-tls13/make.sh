#!/usr/bin/env bash
# Extensions of the messages of TLS 1.3: use_srtp in EncryptedExtensions, signature_algorithms_cert and certificate_authorities in a CertificateRequest, an OCSP response for each certificate of the chain. Decrypted with a key log. BouncyCastle 2.7, both sides.
source "$(dirname "$0")/../../tools/stacks/bouncycastle-extensions.sh" tls1_3
