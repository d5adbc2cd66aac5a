#!/usr/bin/env bash
# SQLite's own session extension, in C, judges our changesets. What coven captures of random edits, the extension must be
# able to replay to equal tables; what the extension records of random edits, our codec must write back byte for byte and
# our merge must turn into equal tables.
#
# COVEN_ORACLE_SEEDS=n sets how many random databases (12); COVEN_ORACLE_FIRST=n the first seed (1).
set -euo pipefail

# shellcheck source=../scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scratch.sh"
seeds=${COVEN_ORACLE_SEEDS:-12}
first=${COVEN_ORACLE_FIRST:-1}

for program in sqlite3 gcc python3; do
  command -v "$program" >/dev/null || { echo "skipped: $program is not installed"; exit 0; }
done
# A pyenv shim stands in the path without a Python behind it.
python3 -c '' 2>/dev/null || { echo "skipped: python3 does not run"; exit 0; }

gcc -O1 -Wall -Wextra -o "$work/session_tool" "$root/.ci/oracle/session_tool.c" -lsqlite3 2>"$work/gcc.log" || {
  echo "skipped: there is no libsqlite3 with the session extension to build with ($(head -n 1 "$work/gcc.log"))"
  exit 0
}

numbers=$(seq "$first" $((first + seeds - 1)))
export PYTHONDONTWRITEBYTECODE=1
# shellcheck disable=SC2086
python3 "$root/.ci/oracle/replay.py" "$work/replay" "$work/session_tool" "$root/coven" $numbers
mkdir "$work/recorded"
# shellcheck disable=SC2086
python3 "$root/.ci/oracle/replay.py" --golden "$work/recorded" "$work/session_tool" $numbers
(cd "$root" && mvn -q -B -pl sync-engine -am -Dspotless.check.skip=true -Dtest=RecordedChangesetTest \
  -Dsurefire.failIfNoSpecifiedTests=false -Dcoven.recorded="$work/recorded" test) >"$work/merge.log" 2>&1 || {
  tail -n 60 "$work/merge.log" >&2
  exit 1
}
echo "$(find "$work/recorded" -name changes.changeset | wc -l) changesets of the session extension merged to equal tables"
