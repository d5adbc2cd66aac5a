#!/usr/bin/env bash
# Two devices over a folder store, both written to all the time by the plain sqlite3 program, while coven sync is killed
# with SIGKILL at random moments. In the end both copies must be equal and hold every write that sqlite3 acknowledged.
#
# SEED=n .ci/checks/30-kill.sh replays the choices of a run (not its exact timing); KILLS=n sets how many.
set -euo pipefail

# shellcheck source=../killing.sh
source "$(dirname "${BASH_SOURCE[0]}")/../killing.sh" 30
transactions=5

# One batch of transactions on one device. Each device writes a column of its own on rows of both, so what it wrote last
# must be there in the end. Rows that end in -doomed are only inserted and deleted. What a committed transaction
# returned is noted as acknowledged.
write_batch() {
  local device=$1 round=$2 other=a parity=1 id value answer number
  if [ "$device" = a ]; then
    other=b
    parity=0
  fi
  RANDOM=$(((seed + round * 2 + parity) % 32768))
  for ((number = 0; number < transactions; number++)); do
    value=$((round * 100 + number))
    id=$device-$round-$number
    answer=$(sql "$work/$device.db" "
      BEGIN IMMEDIATE;
      INSERT INTO items (id, by_$device) VALUES ('$id', $value) RETURNING id, by_$device;
      INSERT INTO items (id, by_$device) VALUES ('$id-doomed', $value);
      UPDATE items SET by_$device = $value + 50 WHERE id IN (
        '$device-$((RANDOM % (round + 1)))-$((RANDOM % transactions))',
        '$other-$((RANDOM % (round + 1)))-$((RANDOM % transactions))') RETURNING id, by_$device;
      COMMIT;")
    printf '%s\n' "$answer" >>"$work/acknowledged.$device"
    sql "$work/$device.db" "DELETE FROM items WHERE id = '$id-doomed'"
  done
}

sql "$work/a.db" "CREATE TABLE items (id TEXT PRIMARY KEY, by_a INTEGER, by_b INTEGER)"
make_library

write_batch a 0
write_batch b 0
time_sync a

for ((round = 1; round <= kills; round++)); do
  device=a
  [ $((RANDOM % 2)) -eq 0 ] || device=b
  write_batch a $round &
  writer_a=$!
  write_batch b $round &
  writer_b=$!
  sync_killed $device "round $round"
  wait $writer_a
  wait $writer_b
done
say_killed

quiet=0
for ((cycle = 0; cycle < 20 && quiet < 2; cycle++)); do
  device=a
  [ $((cycle % 2)) -eq 0 ] || device=b
  answer=$("$coven" sync "$work/$device.db" --json)
  case $answer in
    *'"pushed":0,"changesetsApplied":0,'*) quiet=$((quiet + 1)) ;;
    *) quiet=0 ;;
  esac
done
[ $quiet -eq 2 ] || { echo "the devices do not come to rest: $answer" >&2; exit 1; }

for device in a b; do
  sql "$work/$device.db" "SELECT * FROM items ORDER BY id" >"$work/rows.$device"
  check=$(sql "$work/$device.db" "PRAGMA integrity_check")
  [ "$check" = ok ] || { echo "$device.db: $check" >&2; exit 1; }
done
diff "$work/rows.a" "$work/rows.b" >"$work/difference" || {
  echo "the copies differ:" >&2
  head -n 20 "$work/difference" >&2
  exit 1
}

for device in a b; do
  # The last acknowledged value of each row, against what the table holds.
  awk -F '|' 'NF == 2 { last[$1] = $2 } END { for (id in last) print id "|" last[id] }' \
    "$work/acknowledged.$device" | sort >"$work/expected.$device"
  sql "$work/a.db" "SELECT id, by_$device FROM items WHERE by_$device IS NOT NULL" | sort >"$work/found.$device"
  diff "$work/expected.$device" "$work/found.$device" >"$work/difference" || {
    echo "acknowledged writes of $device (<) against what the copies hold (>):" >&2
    head -n 20 "$work/difference" >&2
    exit 1
  }
done
echo "equal: $(wc -l <"$work/rows.a") rows on both sides, every acknowledged write is there"
