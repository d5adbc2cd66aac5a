# Sourced by the checks that kill, with the number of kills: what scratch.sh gives, $seed, $kills, the $coven to run, and a
# library of two devices, a and b, in $work, of which each sync may be killed.
# shellcheck source=scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/scratch.sh"
seed=${SEED:-$(date +%s)}
kills=${KILLS:-$1}
killed=0
whole=0

command -v sqlite3 >/dev/null || { echo "skipped: the sqlite3 program is not installed"; exit 0; }
echo "seed $seed, $kills kills"

export COVEN_HOME=$work/coven-home
coven=${COVEN:-$root/coven}
mkdir "$work/store"

sql() {
  sqlite3 -bail -cmd '.timeout 30000' "$@"
}

milliseconds() {
  printf '%d' $(($(date +%s%N) / 1000000))
}

# Makes a library of a's database and b a copy of it.
make_library() {
  local invite
  "$coven" init "$work/a.db" --store "file://$work/store" >/dev/null
  invite=$("$coven" invite "$work/a.db" "$("$coven" identity)")
  "$coven" join "$work/b.db" "$invite" >/dev/null
}

# Syncs a device to the end and notes in $whole how many milliseconds that took.
time_sync() {
  local begin
  begin=$(milliseconds)
  "$coven" sync "$work/$1.db" >/dev/null
  whole=$(($(milliseconds) - begin))
  RANDOM=$((seed % 32768))
}

# Syncs a device and kills it at a random moment, in a quarter of the cases too late.
sync_killed() {
  local device=$1 what=$2 moment sync code=0
  moment=$(((RANDOM * 32768 + RANDOM) % (whole + whole / 4)))
  "$coven" sync "$work/$device.db" >/dev/null 2>"$work/sync.err" &
  sync=$!
  sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
  if kill -9 $sync 2>/dev/null; then
    killed=$((killed + 1))
  fi
  { wait $sync; } 2>/dev/null || code=$?
  if [ $code -ne 0 ] && [ $code -ne 137 ]; then
    echo "$what: coven sync of $device ended with $code:" >&2
    cat "$work/sync.err" >&2
    exit 1
  fi
}

say_killed() {
  echo "$killed of $kills syncs were still running when they were killed (a whole one took $whole ms)"
}
