# Shared by the stacks/*.sh: one cipher suite, one GET, the same stack on both sides.
#
# suites/make.sh, or another case, sources a stack's script with the version and the suite by the stack's names. It selects the
# certificate by the suite's name.

psk=00112233445566778899aabbccddeeff
identity=alice
stacks=${TLSDISSECT_STACKS:-$HOME/.cache/tlsdissect-stacks}

# answered FILE...: fails unless the page arrived.
answered() {
  grep -qs -e 'Hello from inside TLS' -e "${hello:-Hello from inside TLS}" "$@" || { echo "no answer arrived:" >&2; tail -n 5 "$@" >&2; exit 1; }
}

# opened HOW: rsa (with server.key, or $key), keylog (with keys.log), psk, rsa_psk, dh (with the static Diffie-Hellman key $key). If tshark cannot use that,
# oracle.log is its key log.
opened() {
  case $1 in
    rsa) cp "$key" "$here/server.key"; chmod 644 "$here/server.key"; arguments --key server.key capture.pcap ;;
    keylog) arguments --keylog keys.log capture.pcap ;;
    psk) arguments --psk $psk capture.pcap ;;
    dh) cp "$key" "$here/server.key"; arguments --dh-key server.key capture.pcap ;;
    rsa_psk) cp "$key" "$here/server.key"; arguments --key server.key --psk $psk capture.pcap ;;
  esac
}
