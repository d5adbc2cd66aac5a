#!/usr/bin/env bash
# A second S3 service of others' making, Ceph's gateway, judges the S3 plugin beside the one of the build: the whole contract of
# stores and of stores behind a bad network, with signatures checked and creation atomic; what the doctor says of it; and two
# devices that sync through it. Everything runs on 127.0.0.1 and keeps its objects in memory. Nothing is downloaded: it needs
# Debian's packages ceph-mon, ceph-osd, ceph-common and radosgw.
set -euo pipefail

# shellcheck source=../scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scratch.sh"
# shellcheck source=../rados_gateway.sh
source "$root/.ci/rados_gateway.sh"

for program in $gateway_programs sqlite3; do
  command -v "$program" >/dev/null || {
    echo "skipped: $program is not installed, of Ceph's gateway, the second S3 service (apt install ceph-mon ceph-osd ceph-common radosgw)"
    exit 0
  }
done
python3 -c '' 2>/dev/null || { echo "skipped: python3 does not run"; exit 0; }
curl --help all | grep -q aws-sigv4 || { echo "skipped: curl cannot sign for S3; it needs 7.75 or newer"; exit 0; }

trap 'status=$?; stop_gateway; end_check $status' EXIT
start_gateway
echo "$(radosgw --version | cut -d ' ' -f 1-3), $endpoint"

export COVEN_HOME=$work/home
export COVEN_S3_TEST_URL="s3://$bucket/contract?endpoint=$endpoint"
(cd "$root" && mvn -q -B -pl storage-s3 -am -Dspotless.check.skip=true -Dtest='S3Endpoint*Test' \
  -Dsurefire.failIfNoSpecifiedTests=false test) >"$work/contract.log" 2>&1 || {
  tail -n 80 "$work/contract.log" >&2
  exit 1
}
reports=$root/storage-s3/target/surefire-reports
for contract in S3EndpointContractTest S3EndpointFaultsTest; do
  summary=$(grep -h '^Tests run' "$reports/dev.coven.storage.s3.$contract.txt" | head -n 1)
  echo "$contract: ${summary%%, Time*}"
  case $summary in *"Skipped: 0"*) ;; *) echo "some of it did not run" >&2; exit 1 ;; esac
done

coven=${COVEN:-$root/coven}
store="s3://$bucket/library?endpoint=$endpoint"
"$coven" doctor --store "$store"

# A bucket whose conditions are said to be ignored is refused, and nothing is made of the database.
sqlite3 "$work/a.db" "CREATE TABLE item(id TEXT PRIMARY KEY, name TEXT)"
mkdir "$work/a.db.coven"
echo 'coven.store.settings.s3.conditional-create = false' >"$work/a.db.coven/coven.conf"
before=$(sha256sum <"$work/a.db")
if "$coven" init "$work/a.db" --store "$store" 2>"$work/refused"; then
  echo "init took a store that creates nothing safely" >&2
  exit 1
fi
cat "$work/refused"
grep -q 's3.conditional-create is false' "$work/refused" || { echo "the refusal does not name the setting" >&2; exit 1; }
[ "$before" = "$(sha256sum <"$work/a.db")" ] || { echo "init changed the database that it refused" >&2; exit 1; }
rm -r "$work/a.db.coven"

"$coven" init "$work/a.db" --store "$store" >/dev/null
"$coven" join "$work/b.db" "$("$coven" invite "$work/a.db" "$("$coven" identity)")" >/dev/null
sqlite3 "$work/a.db" "INSERT INTO item VALUES ('a', 'by a')"
sqlite3 "$work/b.db" "INSERT INTO item VALUES ('b', 'by b')"
for device in a b a; do
  "$coven" sync "$work/$device.db" >/dev/null
done
for device in a b; do
  sqlite3 "$work/$device.db" "SELECT * FROM item ORDER BY id" >"$work/rows.$device"
done
diff "$work/rows.a" "$work/rows.b"
[ "$(wc -l <"$work/rows.a")" -eq 2 ] || { echo "rows are missing" >&2; exit 1; }
echo "two devices are equal through Ceph's gateway"
