#!/usr/bin/env bash
# Certifies every plugin of this project, as its users would certify theirs, and examines each certificate. S3 and Google Cloud
# Storage are the servers of storage-servers, on free ports of this machine.
#
#   COVEN_CERTIFY_LEVEL=full   looks longer; COVEN_CERTIFY_OUT=DIR keeps the certificates there
set -euo pipefail

# shellcheck source=../scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scratch.sh"

level=${COVEN_CERTIFY_LEVEL:-smoke}
out=${COVEN_CERTIFY_OUT:-$work/certificates}
coven=${COVEN:-$root/coven}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
export COVEN_HOME=$work/home
begin=$SECONDS

"$coven" plugins >"$work/plugins"
build=$root/dist/$(cat "$root/dist/current")

# A certificate speaks of the pages that its kit carries: those of this source, to the letter.
mkdir "$work/kit"
unzip -q -d "$work/kit" "$build"/kit/coven-conformance-tests-*.jar 'dev/coven/conformance/spec/*'
diff -r "$root/docs/spec" "$work/kit/dev/coven/conformance/spec" || { echo "the kit's jar has other pages" >&2; exit 1; }

[ -f "$root/storage-servers/target/servers/s3proxy.jar" ] && [ -f "$root/storage-servers/target/classes/servers.properties" ] || {
  (cd "$root" && mvn -q -B -Dspotless.check.skip=true -pl storage-servers -am compile) >"$work/servers.build" 2>&1 || {
    tail -n 40 "$work/servers.build" >&2
    exit 1
  }
}
mkfifo "$work/end"
"$java" -Dsun.net.httpserver.nodelay=true -cp "$root/storage-servers/target/classes:$build/lib/*:$build/kit/*" \
  "$root/.ci/certify/TestServers.java" <"$work/end" >"$work/ports" 2>"$work/servers.log" &
servers=$!
exec 9>"$work/end"
trap 'status=$?; exec 9>&-; wait $servers || true; end_check $status' EXIT
until [ -s "$work/ports" ]; do
  kill -0 $servers 2>/dev/null || { cat "$work/servers.log" >&2; exit 1; }
  sleep 0.2
done
read -r S3_PORT GCS_PORT <"$work/ports"
export S3_PORT GCS_PORT

# The store in memory is the kit's, and for tests: only here a service file names it.
mkdir -p "$work/memory/META-INF/services"
echo dev.coven.conformance.storage.InMemoryProvider >"$work/memory/META-INF/services/dev.coven.spi.storage.StorageProvider"

certify() {
  local kind=$1 id=$2 config=$3 started=$SECONDS
  "$coven" certify --plugin "$id" --kind "$kind" --config "$config" --level "$level" --out "$out" >"$work/said" || {
    cat "$work/said" >&2
    exit 1
  }
  echo "$(head -n 1 "$work/said"), $((SECONDS - started)) s"
}
certify signature ed25519 "$root/crypto-ed25519/src/test/resources/ed25519.conf"
for config in "$root"/.ci/certify/*.conf; do
  plugin=$(basename "$config" .conf)
  case $plugin in
    storage-memory) COVEN_CLASS_PATH=$work/memory certify storage memory "$config" ;;
    *) certify "${plugin%%-*}" "${plugin#*-}" "$config" ;;
  esac
done

# Every plugin that the distribution brings along is among them.
while read -r kind id _; do
  case $kind in
    storage | signature | policy | blobplan)
      [ -f "$out/$kind-$id.json" ] || { echo "$kind $id is not certified: .ci/certify lacks $kind-$id.conf" >&2; exit 1; } ;;
  esac
done <"$work/plugins"

for certificate in "$out"/*.json; do
  case $certificate in
    */storage-memory.json) COVEN_CLASS_PATH=$work/memory "$coven" certify --verify "$certificate" ;;
    *) "$coven" certify --verify "$certificate" ;;
  esac
done
# One that was changed by hand does not hold.
sed -e 's/"level":"[a-z]*"/"level":"soak"/' -e 's/"seeds":\[[-0-9,]*\]/"seeds":[1]/' "$out/storage-file.json" >"$work/forged.json"
if "$coven" certify --verify "$work/forged.json" >"$work/objections" 2>&1; then
  echo "a certificate that was changed by hand holds" >&2
  exit 1
fi
grep -q 'its level has 3 seeds' "$work/objections" || { cat "$work/objections" >&2; exit 1; }
echo "$(ls "$out"/*.json | wc -l) certificates at level $level in $((SECONDS - begin)) s"
