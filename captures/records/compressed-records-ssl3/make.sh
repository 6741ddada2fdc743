#!/usr/bin/env bash
# Records compressed with DEFLATE (RFC 3749): SSL 3.0, RC4. OpenSSL 1.0.1q in Node 0.12.9, both sides, with its zlib method restored.
compression=deflate
source "$(dirname "$0")/../../tools/stacks/node.sh" ssl3 RC4-SHA
