#!/usr/bin/env bash
# Runs the commands that README.md and the pages below show: each ```sh block that stands right below a line <!-- run -->, one after the
# other in one fresh directory, with coven on the path and an identity of its own.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
if [ $# -eq 0 ]; then
  for page in README.md docs/write-a-plugin.md; do
    "${BASH_SOURCE[0]}" "$root/$page"
  done
  exit 0
fi
readme=$1
[ -f "$readme" ] || { echo "there is no $readme" >&2; exit 1; }

command -v sqlite3 >/dev/null || { echo "skipped: the README's walk needs the sqlite3 program, which is not installed"; exit 0; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" "$work/blocks" "$work/play"
ln -s "$root/coven" "$work/bin/coven"

awk -v folder="$work/blocks" '
  inside && /^```[[:space:]]*$/ { inside = 0; close(file); next }
  inside                        { print > file; next }
  marked && /^```sh[[:space:]]*$/ {
    inside = 1; marked = 0; count++
    file = sprintf("%s/%03d-line-%d.sh", folder, count, NR)
    printf "" > file
    next
  }
  /^<!-- run -->[[:space:]]*$/  { marked = 1; next }
  marked && NF                  { print "line " NR ": <!-- run --> without a ```sh block below it" > "/dev/stderr"; failed = 1; exit }
  END { if (!failed && (inside || marked)) { print "the last marked block does not end" > "/dev/stderr"; failed = 1 } exit failed }
' "$readme"

blocks=("$work"/blocks/*.sh)
[ -e "${blocks[0]}" ] || { echo "$readme has no block marked <!-- run -->; mark the ones a reader is to run" >&2; exit 1; }

export PATH=$work/bin:$PATH COVEN_HOME=$work/coven-home
cd "$work/play"
# One shell for all of them, as a reader has: a variable that one block sets is there in the next.
bash -euo pipefail -c '
  for block; do
    echo "-- $(basename "$block" .sh)"
    sed "s/^/   /" "$block"
    source "$block"
  done' docs "${blocks[@]}" </dev/null || { echo "the block of $(basename "$readme") shown last failed" >&2; exit 1; }
echo "${#blocks[@]} blocks of $(basename "$readme") run as they are shown"
