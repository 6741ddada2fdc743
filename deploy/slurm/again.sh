#!/usr/bin/env bash
# Submits the second pass, over the captures with a session that began in another capture: a job that merges the secrets,
# and an array that waits for it. Both wait for the array of the first pass. Prints the number of the second array.
#   again.sh FIRST_ARRAY TASKS SECRETS [arguments of the first pass, without --secrets-out]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
first=${1:?number of the first array job} tasks=${2:?number of tasks} secrets=${3:?folder of the secrets}
shift 3

# afterany: a task with a capture that cannot be read ends with 1, and the others' secrets are there.
index=$(sbatch --parsable --dependency="afterany:${first%%;*}" "$here/index.sbatch" "$secrets" "$secrets.idx")
# afterok: without the index there is nothing to do, and the array is cancelled instead of waiting for ever.
sbatch --parsable --dependency="afterok:${index%%;*}" --kill-on-invalid-dep=yes --array="1-$tasks" \
  "$here/scan.sbatch" "$@" --again resumed_from_unseen_session --keylog "$secrets.idx"
