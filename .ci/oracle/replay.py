"""Has SQLite's session extension judge our changesets.

    replay.py WORK TOOL COVEN SEED...        capture random edits with COVEN, replay them with TOOL, compare
    replay.py --golden DIRECTORY TOOL SEED...  let TOOL record random edits, for the merge's own test

TOOL is session_tool. A failing seed leaves its databases and scripts in WORK/SEED.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import threading

from ugly import Ugly, quote

# What an edit may run into: a constraint (19), a value that is no integer key (20), no number left for a key (13), and a
# COMMIT or ROLLBACK whose transaction is over.
EXPECTED = re.compile(r"\((19|20|13)\)$|no transaction is active|^$|^ +(\^--- )?|too many levels of trigger recursion")


class Failure(Exception):
    pass


def run(words, script=None):
    done = subprocess.run(words, input=script, capture_output=True, encoding="utf-8", errors="replace")
    return done.returncode, done.stdout, done.stderr


def must(words, script=None):
    code, out, err = run(words, script)
    if code != 0:
        raise Failure("%s ended with %d:\n%s%s" % (" ".join(map(str, words)), code, out, err))
    return out


def script_of(statements):
    return ";\n".join(statements) + ";\n"


def write(database, statements):
    """Runs statements as a process of its own, each by itself: what fails is left out."""
    words = ["sqlite3", "-cmd", ".timeout 30000", "-cmd", "PRAGMA synchronous = OFF", str(database)]
    _, _, err = run(words, script_of(statements))
    for line in err.splitlines():
        if not EXPECTED.search(line):
            raise Failure("sqlite3 said: %s" % err)


def create(database, ugly, bare=False):
    must(["sqlite3", "-bail", "-cmd", "PRAGMA synchronous = OFF", str(database)], script_of(ugly.schema(bare)))


def canonical(name):
    column = quote(name)
    return (
        "CASE typeof(%s) WHEN 'text' THEN 't' || hex(%s) WHEN 'blob' THEN 'b' || hex(%s)"
        " WHEN 'null' THEN 'null' ELSE substr(typeof(%s), 1, 1) || quote(%s) END" % ((column,) * 5)
    )


def contents(database, ugly):
    """Every table's rows with storage classes and bytes; a row with NULL in its key is nobody else's, and left out."""
    tables = {}
    for table in ugly.tables:
        values = " || ' ' || ".join(canonical(column.name) for column in table.columns)
        whole = " AND ".join(quote(column.name) + " IS NOT NULL" for column in table.key)
        sql = "SELECT %s FROM %s WHERE %s" % (values, quote(table.name), whole)
        tables[table.name] = sorted(must(["sqlite3", str(database), sql]).splitlines())
    return tables


def compare(what, expected, found):
    for table in expected:
        missing = [row for row in expected[table] if row not in found[table]]
        surplus = [row for row in found[table] if row not in expected[table]]
        if missing or surplus or len(expected[table]) != len(found[table]):
            lines = ["  < " + row for row in missing] + ["  > " + row for row in surplus]
            raise Failure("%s: table %s differs (< as written, > as found)\n%s" % (what, table, "\n".join(lines)))


class Replay:
    def __init__(self, folder, tool, coven, seed):
        self.folder = folder
        self.tool = tool
        self.coven = coven
        self.ugly = Ugly(seed)
        self.host = folder / "host.db"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        os.environ["COVEN_HOME"] = str(folder.parent / "coven-home")

    def coven_json(self, *words):
        return json.loads(must([self.coven, *map(str, words), "--json"]))

    def changesets(self, device):
        listed = self.coven_json("changeset", "list", self.host, "--device", device, "--limit", 100000)
        return sorted(entry["seq"] for entry in listed)

    def bare(self, name, filled):
        """A database without constraints: empty, or with the rows that were there before capture began."""
        database = self.folder / name
        create(database, self.ugly, bare=True)
        if filled:
            copies = ["ATTACH %s AS host" % ("'" + str(self.host).replace("'", "''") + "'")]
            for table in self.ugly.tables:
                names = ", ".join(quote(column.name) for column in table.stored())
                copies.append("INSERT INTO main.%s(%s) SELECT %s FROM host.%s"
                              % (quote(table.name), names, names, quote(table.name)))
            must(["sqlite3", "-bail", "-cmd", "PRAGMA synchronous = OFF", str(database)], script_of(copies))
        return database

    def edit(self, number):
        """Some edits by two processes at once, noted beside the databases."""
        batches = [self.ugly.batch() for _ in range(self.ugly.random.choice([1, 1, 2]))]
        failures = []

        def one(batch):
            try:
                write(self.host, batch)
            except Failure as failure:
                failures.append(failure)

        threads = []
        for index, batch in enumerate(batches):
            (self.folder / ("edits-%d-%d.sql" % (number, index))).write_text(script_of(batch))
            threads.append(threading.Thread(target=one, args=(batch,)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def apply(self, database, changesets):
        for changeset in changesets:
            code, out, err = run([self.tool, "apply", str(database), str(changeset)])
            if code != 0:
                raise Failure("%s does not fit %s:\n%s%s" % (changeset.name, database.name, out, err))

    def run(self):
        """Gives how many changesets were replayed."""
        create(self.host, self.ugly)
        write(self.host, self.ugly.rows())
        before = self.bare("before.db", filled=True)
        empty = self.bare("empty.db", filled=False)
        made = self.coven_json("init", self.host, "--store", "file://%s" % (self.folder / "store"), "--allow-integer-keys")
        device = made["deviceId"]
        found = len(self.changesets(device))
        for number in range(4):
            self.edit(number)
            self.coven_json("sync", self.host)
        expected = contents(self.host, self.ugly)
        files = []
        for seq in self.changesets(device):
            file = self.folder / ("%d.changeset" % seq)
            must([self.coven, "changeset", "export", str(self.host), "--seq", str(seq), "--out", str(file)])
            files.append(file)
        self.join(expected)
        self.apply(empty, files)
        compare("all changesets on empty tables", expected, contents(empty, self.ugly))
        self.apply(before, files[found:])
        compare("later changesets on the rows found", expected, contents(before, self.ugly))
        return len(files)

    def join(self, expected):
        """Another device, which gets it all through our own merge."""
        invite = must([self.coven, "invite", str(self.host), must([self.coven, "identity"]).strip()]).strip()
        other = self.folder / "joined.db"
        self.coven_json("join", other, invite)
        parked = self.coven_json("parked", other)
        compare("another device (parked there: %s)" % parked, expected, contents(other, self.ugly))
        if parked:
            raise Failure("rows are parked on another device: %s" % parked)


def judge(work, tool, coven, seeds):
    replayed = 0
    failed = []
    for seed in seeds:
        folder = work / str(seed)
        try:
            replayed += Replay(folder, tool, coven, seed).run()
            shutil.rmtree(folder)
        except Failure as failure:
            failed.append(seed)
            print("seed %d: %s" % (seed, failure), flush=True)
    print("%d seeds, %d changesets replayed by the session extension, %d seeds failed" % (len(seeds), replayed, len(failed)))
    if failed:
        print("failed: %s; what they left is in %s" % (" ".join(map(str, failed)), work))
    return 1 if failed else 0


def literal(name):
    """The SQL of an expression that tells a value as a literal, whatever bytes a text holds; quote() says Inf."""
    return (
        "CASE typeof({0}) WHEN 'text' THEN 'CAST(x\'\'' || hex({0}) || '\'\' AS TEXT)'"
        " WHEN 'real' THEN replace(quote({0}), 'Inf', '9e999') ELSE quote({0}) END"
    ).format(quote(name))


def dump(database, ugly):
    lines = list(ugly.schema())
    for table in ugly.tables:
        names = ", ".join(quote(column.name) for column in table.stored())
        values = " || ', ' || ".join(literal(column.name) for column in table.stored())
        begin = "INSERT INTO %s(%s) VALUES(" % (quote(table.name), names)
        sql = "SELECT '%s' || %s || ')' FROM %s" % (begin.replace("'", "''"), values, quote(table.name))
        lines += sorted(must(["sqlite3", str(database), sql]).splitlines())
    return script_of(lines)


def golden(directory, tool, seeds):
    """Folders with base.sql, changes.changeset and expected.sql, one per seed whose edits changed anything."""
    for seed in seeds:
        ugly = Ugly(seed, plain=True)
        folder = directory / ("random-%d" % seed)
        folder.mkdir(parents=True, exist_ok=True)
        database = folder / "host.db"
        database.unlink(missing_ok=True)
        create(database, ugly)
        write(database, ugly.rows())
        (folder / "base.sql").write_text(dump(database, ugly))
        script = folder / "edits.sql"
        script.write_text(script_of(["PRAGMA synchronous = OFF"] + [edit for _ in range(4) for edit in ugly.batch()]))
        must([tool, "record", str(database), str(script), str(folder / "changes.changeset")])
        (folder / "expected.sql").write_text(dump(database, ugly))
        # The merge keeps rows that dangle out of their tables, so those are no case of equal tables.
        dangling = must(["sqlite3", str(database), "PRAGMA foreign_key_check"])
        database.unlink()
        script.unlink()
        if dangling or not is_ours(must([tool, "dump", str(folder / "changes.changeset")])):
            shutil.rmtree(folder)


def is_ours(changes):
    """Whether there is anything, and no UPDATE of a key: so the extension tells of a key that came to differ in letter
    case or number class alone, where a changeset of ours has DELETE and INSERT and our codec takes nothing else."""
    for line in changes.splitlines():
        change = json.loads(line)
        values = zip(change["pk"], change["new"])
        if change["op"] == "UPDATE" and any(key and value["t"] != "undefined" for key, value in values):
            return False
    return changes != ""


def main(words):
    if words[0] == "--golden":
        golden(pathlib.Path(words[1]), words[2], [int(seed) for seed in words[3:]])
        return 0
    return judge(pathlib.Path(words[0]), words[1], words[2], [int(seed) for seed in words[3:]])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
