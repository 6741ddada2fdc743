#!/usr/bin/env bash
# Records compressed with DEFLATE (RFC 3749): TLS 1.0, CBC. OpenSSL 1.0.1q in Node 0.12.9, both sides, with its zlib method restored.
compression=deflate
source "$(dirname "$0")/../../tools/stacks/node.sh" tls1 AES128-SHA
