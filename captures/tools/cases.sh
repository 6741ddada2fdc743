# Sourced by the scripts that name cases. The working directory becomes captures/.

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# folder_of CASE: GROUP/CASE. CASE is a name, which is unique across groups, or a path to the folder.
folder_of() {
  local name=${1%/} folder
  name=${name##*/}
  for folder in */"$name"/; do
    case $folder in tools/*) continue ;; esac
    [ ! -d "$folder" ] || { echo "${folder%/}"; return; }
  done
  echo "no group has a case $name" >&2
  return 1
}

# comments: one line per case, in order: GROUP/CASE, a tab, what it shows and how it was made. That is the first comment of its
# make.sh, or the comment in its row of suites.tsv.
comments() {
  {
    tail -n +2 suites/suites.tsv | awk -F'\t' '{ print "suites/" $1 "\t" $5 }'
    awk 'FILENAME ~ /^tools\// { next }
      FNR == 1 { name = FILENAME; sub(/\/make.sh$/, "", name); first = 1; ended = 0; if (NR > 1) print ""; printf "%s", name "\t"; next }
      ended || !/^#/ { ended = 1; next }
      { sub(/^# ?/, ""); printf "%s%s", first ? "" : " ", $0; first = 0 }
      END { print "" }' */*/make.sh
  } | LC_ALL=C sort
}
