# Erlang's TLS implementation: source erlang.sh VERSION SUITES. See suite.sh and page.erl. Needs erlang-ssl and erlang-base.
version=$1 suites=$2
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$tools/stacks/suite.sh"

erlang_case() {
  start_recording
  HOME=$work inside timeout 20 escript "$tools/stacks/page.erl" "$port" "$keys" "$here/keys.log" "$version" "$suites" >"$work/client.log" 2>&1 || true
  stop_recording
}

record erlang_case
answered "$work/client.log"
opened keylog
