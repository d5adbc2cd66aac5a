#!/bin/sh
# Makes the golden files again: sh regenerate.sh ORACLE
#
# ORACLE is .ci/oracle/session_tool.c, built; what is used of it:
#   ORACLE record DB SQLFILE OUT runs SQL on DB with a session attached to all tables, writes the changeset to OUT
#   ORACLE invert IN OUT         sqlite3changeset_invert
#   ORACLE dump FILE             one line of JSON per change, as sqlite3changeset_next, _op, _pk, _old and _new tell it
# The committed files were made with SQLite 3.40.1. Each case is a folder: setup.sql makes the database as it was
# before, edit.sql is what the session saw; from these come edit.changeset, edit.inverse and edit.jsonl.
set -eu
oracle=${1:?usage: regenerate.sh ORACLE}
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for folder in */; do
    folder=${folder%/}
    "$oracle" record "$work/$folder.db" "$folder/setup.sql" "$work/setup.changeset" > "$work/log"
    "$oracle" record "$work/$folder.db" "$folder/edit.sql" "$folder/edit.changeset" > "$work/log"
    "$oracle" invert "$folder/edit.changeset" "$folder/edit.inverse"
    "$oracle" dump "$folder/edit.changeset" > "$folder/edit.jsonl"
done
