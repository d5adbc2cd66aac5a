#!/usr/bin/env bash
# One device adds large files and pushes them; the other one fetches them while it is killed with SIGKILL at random moments. A file
# that can be seen must be whole at every moment, and in the end every file is there.
#
# SEED=n .ci/checks/35-kill-files.sh replays the choices of a run (not its exact timing); KILLS=n sets how many.
set -euo pipefail

# shellcheck source=../killing.sh
source "$(dirname "${BASH_SOURCE[0]}")/../killing.sh" 12
megabytes=40

for device in a b; do
  mkdir -p "$work/$device.db.coven"
  printf 'coven.blobs.plan = content-addressed\ncoven.blobs.folder = "%s"\n' "$work/files.$device" \
    >"$work/$device.db.coven/coven.conf"
done

# A file named by its content, then the row that names it.
add() {
  local hash file
  head -c $((megabytes * 1024 * 1024)) /dev/urandom >"$work/new"
  hash=$(sha256sum <"$work/new" | cut -d ' ' -f 1)
  file=$work/files.a/objects/${hash:0:2}/$hash
  mkdir -p "$(dirname "$file")"
  mv "$work/new" "$file"
  sql "$work/a.db" "INSERT INTO pictures VALUES ('$1', 'sha256:$hash')"
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

sql "$work/a.db" "CREATE TABLE pictures (id TEXT PRIMARY KEY, picture TEXT NOT NULL)"
make_library
"$coven" sync "$work/a.db" >/dev/null

add first
"$coven" sync "$work/a.db" >/dev/null
time_sync b
require_whole "before any kill"

files=1
for ((round = 1; round <= kills; round++)); do
  if [ $((round % 3)) -eq 1 ]; then
    add "round-$round"
    files=$((files + 1))
    "$coven" sync "$work/a.db" >/dev/null
  fi
  sync_killed b "round $round"
  require_whole "round $round"
done
say_killed

"$coven" sync "$work/b.db" >/dev/null
require_whole "in the end"
found=$(find "$work/files.b/objects" -type f | wc -l)
[ "$found" -eq $files ] || { echo "$found of $files files arrived" >&2; exit 1; }
[ -z "$(ls -A "$work/files.b/.coven-incoming")" ] || { echo "something is left of the transfers" >&2; exit 1; }
echo "$files files of $megabytes MB are there, and none was ever seen in part"
