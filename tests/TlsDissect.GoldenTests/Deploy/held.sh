#!/usr/bin/env bash
# Stands for tlsdissect in tests: the first task that comes is stopped in the middle of its part, and the others wait until it is.
# REAL: the program. ROWS: where it writes. HELD: a folder of this run, for what has happened.
set -uo pipefail

if ! mkdir "$HELD/first" 2>/dev/null; then
  until [ -e "$HELD/stopped" ]; do sleep 0.05; done
  exec "$REAL" "$@"
fi

state() { sed 's/.*) //; s/ .*//' "/proc/$1/stat" 2>/dev/null; }

until [ -e "$HELD/stopped" ]; do
  rm -rf "$ROWS"
  # Slower than the loop that looks for what it writes.
  nice -n 19 "$REAL" "$@" &
  program=$!
  until compgen -G "$ROWS/*.jsonl.zst" >/dev/null || ! kill -0 "$program" 2>/dev/null; do :; done
  kill -STOP "$program" 2>/dev/null
  # T: stopped. Z, or nothing: it was faster after all, and begins again.
  until [[ $(state "$program") =~ ^[TZ]?$ ]]; do :; done
  [ "$(state "$program")" = T ] || continue
  echo "$program $SLURMD_NODENAME $SLURM_ARRAY_TASK_ID" >"$HELD/stopping"
  mv "$HELD/stopping" "$HELD/stopped"
done

wait "$program"
code=$?
echo "$code" >"$HELD/ending"
mv "$HELD/ending" "$HELD/ended"
exit "$code"
