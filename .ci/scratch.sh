# Sourced by the checks: $root is the project, $work a new folder that goes away, unless the check fails.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
work=$(mktemp -d)

end_check() {
  local status=${1:-$?}
  if [ $status -eq 0 ]; then
    rm -rf "$work"
  else
    echo "FAILED${seed:+ with seed $seed}; everything is kept in $work" >&2
  fi
}
trap end_check EXIT
