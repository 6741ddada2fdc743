#!/usr/bin/env bash
# Datagrams out of order, recorded at the server: the records of the server's flight, and the client's Finished before the rest of its flight. Mutual authentication. DTLS 1.3; decrypted with a key log. NSS 3.87, both sides; datagram-relay.py.
filter="udp port 443" deeds="server:0:late client:1:late" source "$(dirname "$0")/../../tools/stacks/nss-dtls.sh" client_certificate
