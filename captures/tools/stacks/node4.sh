# Like node.sh, with OpenSSL 1.0.2, which has static Diffie-Hellman. See node.sh.
node_version=4.9.1
source "$(dirname "${BASH_SOURCE[0]}")/node.sh" "$@"
