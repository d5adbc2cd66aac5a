#!/usr/bin/env bash
# One device adds large files and pushes them; the other one fetches them while it is killed with SIGKILL at random moments. A file
# that can be seen must be whole at every moment, and in the end every file is there.
#
# SEED=n .ci/checks/35-kill-files.sh replays the choices of a run (not its exact timing); KILLS=n sets how many.
set -euo pipefail

# shellcheck source=../scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scratch.sh"
seed=${SEED:-$(date +%s)}
kills=${KILLS:-12}
megabytes=40

command -v sqlite3 >/dev/null || { echo "skipped: the sqlite3 program is not installed"; exit 0; }
echo "seed $seed, $kills kills"

export COVEN_HOME=$work/coven-home
coven=${COVEN:-$root/coven}
mkdir "$work/store"

for device in a b; do
  mkdir -p "$work/$device.db.coven"
  printf 'coven.blobs.plan = content-addressed\ncoven.blobs.folder = "%s"\n' "$work/files.$device" \
    >"$work/$device.db.coven/coven.conf"
done

milliseconds() {
  printf '%d' $(($(date +%s%N) / 1000000))
}

# A file named by its content, then the row that names it.
add() {
  local hash file
  head -c $((megabytes * 1024 * 1024)) /dev/urandom >"$work/new"
  hash=$(sha256sum <"$work/new" | cut -d ' ' -f 1)
  file=$work/files.a/objects/${hash:0:2}/$hash
  mkdir -p "$(dirname "$file")"
  mv "$work/new" "$file"
  sqlite3 -cmd '.timeout 30000' "$work/a.db" "INSERT INTO pictures VALUES ('$1', 'sha256:$hash')"
}

# Every file that can be seen has the content that its name promises.
require_whole() {
  local file
  while IFS= read -r file; do
    [ "$(sha256sum <"$file" | cut -d ' ' -f 1)" = "$(basename "$file")" ] || {
      echo "$1: $file is there and not whole" >&2
      exit 1
    }
  done < <(find "$work/files.b" -path "$work/files.b/.coven-incoming" -prune -o -type f -print 2>/dev/null)
}

sqlite3 "$work/a.db" "CREATE TABLE pictures (id TEXT PRIMARY KEY, picture TEXT NOT NULL)"
"$coven" init "$work/a.db" --store "file://$work/store" >/dev/null
invite=$("$coven" invite "$work/a.db" "$("$coven" identity)")
"$coven" join "$work/b.db" "$invite" >/dev/null
"$coven" sync "$work/a.db" >/dev/null

add first
"$coven" sync "$work/a.db" >/dev/null
begin=$(milliseconds)
"$coven" sync "$work/b.db" >/dev/null
whole=$(($(milliseconds) - begin))
require_whole "before any kill"

RANDOM=$((seed % 32768))
killed=0
files=1
for ((round = 1; round <= kills; round++)); do
  if [ $((round % 3)) -eq 1 ]; then
    add "round-$round"
    files=$((files + 1))
    "$coven" sync "$work/a.db" >/dev/null
  fi
  moment=$(((RANDOM * 32768 + RANDOM) % (whole + whole / 4)))
  "$coven" sync "$work/b.db" >/dev/null 2>"$work/sync.err" &
  sync=$!
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  if kill -9 $sync 2>/dev/null; then
    killed=$((killed + 1))
  fi
  code=0
  { wait $sync; } 2>/dev/null || code=$?
  if [ $code -ne 0 ] && [ $code -ne 137 ]; then
    echo "round $round: coven sync of b ended with $code:" >&2
    cat "$work/sync.err" >&2
    exit 1
  fi
  require_whole "round $round"
done
echo "$killed of $kills syncs were still running when they were killed (a whole one took $whole ms)"

"$coven" sync "$work/b.db" >/dev/null
require_whole "in the end"
found=$(find "$work/files.b/objects" -type f | wc -l)
[ "$found" -eq $files ] || { echo "$found of $files files arrived" >&2; exit 1; }
[ -z "$(ls -A "$work/files.b/.coven-incoming")" ] || { echo "something is left of the transfers" >&2; exit 1; }
echo "$files files of $megabytes MB are there, and none was ever seen in part"
