#!/usr/bin/env bash
# The fuzzers run: a few seconds of one of the engine and of the kit's. docs/fuzzing.md says how they find something.
set -euo pipefail

# shellcheck source=../scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scratch.sh"

for name in code certificate; do
  "$root/fuzz/run" "$name" 5 >"$work/$name.log" 2>&1 || { tail -n 40 "$work/$name.log" >&2; exit 1; }
  units=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$name.log")
  [ "${units:-0}" -gt 0 ] || { echo "fuzz/run $name tried no input" >&2; exit 1; }
  echo "fuzz/run $name: $units inputs"
done
