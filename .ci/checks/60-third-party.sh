#!/usr/bin/env bash
# What somebody else would do: build the samples from published artifacts alone, certify each plugin, put a distribution together
# and sync two devices with it, whose owners sign by different schemes.
#
# The artifacts are installed in a scratch repository, which borrows from the local one and never writes to it.
set -euo pipefail

# shellcheck source=../scratch.sh
source "$(dirname "${BASH_SOURCE[0]}")/../scratch.sh"

command -v sqlite3 >/dev/null || { echo "skipped: the sqlite3 program is not installed"; exit 0; }
local_repository=${MAVEN_LOCAL_REPOSITORY:-$HOME/.m2/repository}
[ -d "$local_repository" ] || { echo "there is no $local_repository; build once with mvn verify" >&2; exit 1; }
local_repository=$(cd "$local_repository" && pwd -P)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# Folders of its own, files by link. A file that is written anew replaces the link and not what it leads to.
mkdir "$work/repository"
cp -rs "$local_repository/." "$work/repository"
rm -rf "$work/repository/dev/coven" "$work/repository/org/example"
published=(-q -B "-Dmaven.repo.local=$work/repository")

# The one plugin that mvn verify does not bring along.
installer=$(sed -n '/maven-install-plugin/{n;s/.*<version>\(.*\)<.*/\1/p;}' "$root/pom.xml")
if [ -f "$local_repository/org/apache/maven/plugins/maven-install-plugin/$installer/maven-install-plugin-$installer.jar" ]; then
  install=(-o install)
else
  echo "maven-install-plugin $installer is not in $local_repository; Maven fetches it"
  install=(install)
fi
(cd "$root" && mvn "${published[@]}" -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmaven.source.skip=true \
  -pl sync-cli -am "${install[@]}") >"$work/install.log" 2>&1 || {
  tail -n 40 "$work/install.log" >&2
  exit 1
}

published_after=$SECONDS
cp -r "$root/samples" "$work/samples"
rm -rf "$work"/samples/*/target
begin=$(date +%s)
(cd "$work/samples" && mvn "${published[@]}" -o package) >"$work/samples.log" 2>&1 || {
  tail -n 60 "$work/samples.log" >&2
  exit 1
}
echo "samples built and tested in $(($(date +%s) - begin)) s"

for adoption in "$work"/samples/*/src/test/java/org/example/coven/*Test.java; do
  lines=$(sed -n '/^class /,$p' "$adoption" | grep -cv '^ *$')
  [ "$lines" -le 15 ] || { echo "$(basename "$adoption") needs $lines lines to adopt a contract, more than 15" >&2; exit 1; }
  echo "$(basename "$adoption" .java): $lines lines"
done

export COVEN_HOME=$work/coven-home
jars=$(ls "$work"/samples/{sqlite-store,ml-dsa,notes-plugins}/target/*.jar | tr '\n' ':')
certify() {
  COVEN_CLASS_PATH=${jars%:} "$root/coven" certify "$@" --out "$work/certificates" --level smoke
}
certified_from=$SECONDS
certify --plugin sqlitefile --config "$work/samples/sqlite-store/certify.conf"
echo "first certificate $((SECONDS - certified_from)) s later; $SECONDS s from a clone, of which $published_after s to publish to a repository"
certify --plugin ml-dsa-65 --config "$work/samples/ml-dsa/src/test/resources/ml-dsa-65.conf"
certify --plugin longest-text --config "$work/samples/notes-plugins/certify-policy.conf"
certify --plugin recordings --config "$work/samples/notes-plugins/certify-plan.conf"
for certificate in "$work"/certificates/*.json; do
  COVEN_CLASS_PATH=${jars%:} "$root/coven" certify --verify "$certificate"
done
# By jar, as the page on distributions says, without the plugin on the class path.
"$root/coven" certify --verify "$work/certificates/storage-sqlitefile.json" --jar "$work"/samples/sqlite-store/target/*.jar
"$root/coven" --json certify --verify "$work/certificates/storage-sqlitefile.json" --jar "$work"/samples/sqlite-store/target/*.jar |
  grep -q '"holds": *true' || { echo "certify does not answer after --json" >&2; exit 1; }

# The distribution: a folder of jars.
device() {
  local owner=$1
  shift
  COVEN_HOME=$work/home.$owner "$java" -Dcoven.identity.scheme="$scheme" -cp "$work/samples/distribution/target/lib/*" \
    dev.coven.cli.Main "$@"
}
ada() {
  scheme=ed25519 device ada "$@"
}
ben() {
  scheme=ml-dsa-65 device ben "$@"
}
plugins=$(scheme=ed25519 device ada plugins)
for plugin in sqlitefile ml-dsa-65 longest-text recordings; do
  grep -q "$plugin" <<<"$plugins" || { echo "the distribution does not list $plugin" >&2; exit 1; }
done
for owner in ada ben; do
  mkdir -p "$work/$owner.db.coven"
  printf 'coven.blobs.plan = recordings\ncoven.blobs.folder = "%s"\n' "$work/files.$owner" >"$work/$owner.db.coven/coven.conf"
done
sqlite3 "$work/ada.db" "CREATE TABLE notes(id TEXT PRIMARY KEY, body TEXT, recording TEXT);
  INSERT INTO notes VALUES ('n', 'short', NULL)"
ada init "$work/ada.db" --store "sqlitefile://${work// /%20}/store.db" --policy notes=longest-text >/dev/null
invite=$(ada invite "$work/ada.db" "$(ben identity)")
ben join "$work/ben.db" "$invite" >/dev/null
ada sync "$work/ada.db" >/dev/null
ben sync "$work/ben.db" >/dev/null

sqlite3 "$work/ada.db" "UPDATE notes SET body = 'the longest of the three' WHERE id = 'n'"
mkdir -p "$work/files.ben/recordings"
head -c 100000 /dev/urandom >"$work/files.ben/recordings/r0000001.wav"
sqlite3 "$work/ben.db" "UPDATE notes SET body = 'shorter' WHERE id = 'n'; INSERT INTO notes VALUES ('m', '', 'r0000001')"
for round in 1 2; do
  ben sync "$work/ben.db" >/dev/null
  ada sync "$work/ada.db" >/dev/null
done

for owner in ada ben; do
  sqlite3 "$work/$owner.db" "SELECT * FROM notes ORDER BY id" >"$work/rows.$owner"
done
diff "$work/rows.ada" "$work/rows.ben" || { echo "the copies differ" >&2; exit 1; }
grep -q 'n|the longest of the three|' "$work/rows.ada" || { echo "the longest text did not stay" >&2; exit 1; }
cmp "$work/files.ada/recordings/r0000001.wav" "$work/files.ben/recordings/r0000001.wav"
ada members "$work/ada.db"
echo "two devices, signing by ed25519 and ml-dsa-65, are equal over one SQLite file"
