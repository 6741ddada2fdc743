# Sourced by the cases of OpenVPN over TCP, after lib.sh: two peers without a tunnel device, which send each other pings as data.

# openvpn_case SECONDS OPTIONS...: runs both peers with these options, for this time.
openvpn_case() {
  local seconds=$1 common server client
  shift
  common=(--dev null --ca "$keys/ca.pem" --ping 1 --verb 3 --tls-version-max 1.2 --tls-cert-profile insecure "$@")
  server=(--tls-server --dh none --proto tcp-server --lport "$port" --cert "$keys/server.pem" --key "$keys/server.key")
  client=(--tls-client --proto tcp-client --remote 127.0.0.1 "$port" --nobind --cert "$keys/client.pem" --key "$keys/client.key")
  run_server openvpn "${server[@]}" "${common[@]}"
  start_recording
  inside timeout "$seconds" openvpn "${client[@]}" "${common[@]}" >"$work/client.log" 2>&1 || true
  stop_recording
}
