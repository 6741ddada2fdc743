# ngtcp2 1.11 with GnuTLS 3.8.9 instead of Debian 12's: a case sources this file instead of quic.sh. fetch.sh installs it.
source "$(dirname "${BASH_SOURCE[0]}")/../quic.sh"
PATH=$stacks/ngtcp2-1.11/bin:$PATH
# It has no such option.
without_offload=()
