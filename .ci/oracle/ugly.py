"""Random databases of the kind nobody tests with, and random edits of them, as SQL.

Everything follows from the seed. A schema is made in two forms: as the host has it, and bare (no UNIQUE, no foreign keys,
no triggers), into which SQLite's session extension can replay any changeset: it has no answer to two rows that exchange
a unique value, and needs none, as what constraints did at the origin is in the changeset.
"""

import random

NAMES = ["items", "or der", 'qu"ote', "it's", "select", "Zürich", "a.b", "tab[1]", "UPPER", "x-y"]
COLUMNS = ["v", "two words", 'd"q', "it's", "group", "größe", "A B", "old", "rowid_", "n0"]
TYPES = ["", "TEXT", "INTEGER", "REAL", "NUMERIC", "BLOB", "VARCHAR(10)"]
STRICT_TYPES = ["TEXT", "INTEGER", "INT", "REAL", "BLOB", "ANY"]
TEXTS = ["''", "'a'", "'A'", "'b'", "'it''s'", "'Ünï'", "'12'", "'1.0'", "'a '", "CAST(x'610062' AS TEXT)", "CAST(x'ff41' AS TEXT)", "'x'"]
BLOBS = ["x''", "x'00'", "x'61'", "x'41'", "x'ff00ff'"]
INTEGERS = ["0", "1", "2", "-1", "127", "128", "-32769", "9223372036854775807", "-9223372036854775807 - 1", "12"]
REALS = ["0.0", "-0.0", "1.0", "0.1", "-2.5", "1e308", "9e999", "-9e999", "9007199254740993.0", "5e-324"]


def quote(name):
    return '"' + name.replace('"', '""') + '"'


class Column:
    def __init__(self, name, type):
        self.name = name
        self.type = type
        self.collation = None
        self.default = None
        self.not_null = False
        self.generated = None
        self.pool = None

    def sql(self, bare):
        words = [quote(self.name), self.type]
        if self.collation:
            words.append("COLLATE " + self.collation)
        if self.not_null:
            words.append("NOT NULL")
        if self.default:
            words.append("DEFAULT (" + self.default + ")")
        if self.generated:
            words.append("GENERATED ALWAYS AS (%s) %s" % self.generated)
        return " ".join(word for word in words if word)


class Table:
    def __init__(self, name):
        self.name = name
        self.columns = []
        self.key = []
        self.autoincrement = False
        self.options = []
        self.uniques = []
        self.indexes = []
        self.references = []

    def stored(self):
        return [column for column in self.columns if not column.generated]

    def others(self):
        return [column for column in self.stored() if column not in self.key]

    def integer_key(self):
        return len(self.key) == 1 and self.key[0].type == "INTEGER"

    def sql(self, bare):
        parts = [column.sql(bare) for column in self.columns]
        if self.autoincrement:
            parts[self.columns.index(self.key[0])] += " PRIMARY KEY AUTOINCREMENT"
        else:
            parts.append("PRIMARY KEY(%s)" % ", ".join(quote(column.name) for column in self.key))
        if not bare:
            parts += ["UNIQUE(%s)" % ", ".join(quote(column.name) for column in unique) for unique in self.uniques]
            parts += self.references
        statement = "CREATE TABLE %s(%s) %s" % (quote(self.name), ", ".join(parts), ", ".join(self.options))
        return [statement.strip()] + ([] if bare else self.indexes)


class Ugly:
    """One random database.

    plain leaves out what the session extension cannot record, a changeset cannot name or a dump cannot tell: generated
    columns, NULL keys, -0.0.
    """

    def __init__(self, seed, plain=False):
        self.random = random.Random(seed)
        self.plain = plain
        self.triggers = []
        self.tables = []
        for name in self.random.sample(NAMES, self.random.randint(2, 4)):
            self.tables.append(self.table(name))
        if not plain:
            for table in self.tables:
                if self.maybe(0.2):
                    self.add_trigger(table)

    def maybe(self, chance):
        return self.random.random() < chance

    # Schema

    def table(self, name):
        table = Table(name)
        if self.maybe(0.3):
            table.options.append("STRICT")
        types = STRICT_TYPES if table.options else TYPES
        names = self.random.sample(COLUMNS, self.random.randint(3, 7))
        for column in names:
            table.columns.append(Column(column, self.random.choice(types)))
        self.choose_key(table)
        without_rowid = not table.autoincrement and self.maybe(0.35)
        if without_rowid:
            table.options.append("WITHOUT ROWID")
        for column in table.columns:
            self.dress(table, column)
        self.add_unique(table)
        self.add_reference(table)
        if not self.plain and self.maybe(0.4):
            self.add_generated(table)
        return table

    def choose_key(self, table):
        kind = self.random.choice(["text", "nocase", "blob", "integer", "composite", "composite", "untyped"])
        first, second = table.columns[0], table.columns[1]
        table.key = [first]
        if kind == "text":
            first.type = "TEXT"
        elif kind == "nocase":
            first.type, first.collation = "TEXT", "NOCASE"
        elif kind == "blob":
            first.type = "BLOB"
        elif kind == "integer":
            first.type = "INTEGER"
            table.autoincrement = self.maybe(0.3)
        elif kind == "composite":
            table.key = self.random.choice([[first, second], [second, first]])
        else:
            first.type = "ANY" if table.options else ""
        for column in table.key:
            column.pool = list(dict.fromkeys(self.value(table, column) for _ in range(12)))
            column.pool = [value for value in column.pool if value != "NULL"] or ["1"]

    def dress(self, table, column):
        key = column in table.key
        if not column.collation and column.type in ("TEXT", "VARCHAR(10)", "") and self.maybe(0.15):
            column.collation = self.random.choice(["NOCASE", "RTRIM"])
        if self.maybe(0.15) and not (key and table.autoincrement):
            value = self.value(table, column)
            if value != "NULL":
                column.default = value
        if self.maybe(0.2) and not (key and table.autoincrement):
            column.not_null = True
        if key and self.plain:
            column.not_null = True

    def add_unique(self, table):
        others = table.others()
        if not others:
            return
        for _ in range(self.random.randint(0, 2)):
            columns = self.random.sample(others, min(len(others), self.random.choice([1, 1, 2])))
            names = ", ".join(quote(column.name) for column in columns)
            form = self.random.choice(["constraint", "index", "nocase", "partial", "expression"])
            if form == "constraint":
                if columns not in table.uniques:
                    table.uniques.append(columns)
                continue
            index = quote("u%d %s" % (len(table.indexes), table.name))
            if form == "nocase":
                names = ", ".join(quote(column.name) + " COLLATE NOCASE" for column in columns)
            if form == "expression":
                names = "lower(" + quote(columns[0].name) + ")"
            where = ""
            if form == "partial":
                where = " WHERE typeof(%s) = 'text'" % quote(columns[0].name)
            table.indexes.append("CREATE UNIQUE INDEX %s ON %s(%s)%s" % (index, quote(table.name), names, where))

    def add_reference(self, table):
        parents = [parent for parent in self.tables + [table] if len(parent.key) <= len(table.others())]
        if not parents or not self.maybe(0.6):
            return
        parent = self.random.choice(parents)
        children = self.random.sample(table.others(), len(parent.key))
        for child, key in zip(children, parent.key):
            child.type = key.type if (key.type or "STRICT" not in table.options) else "ANY"
            child.type = "BLOB" if child.type == "ANY" and "STRICT" not in table.options else child.type
            if "STRICT" in table.options and child.type not in STRICT_TYPES:
                child.type = "ANY"
            child.pool = key.pool
            child.default = None
            child.not_null = False
        table.references.append(
            "FOREIGN KEY(%s) REFERENCES %s(%s) ON DELETE %s ON UPDATE %s%s"
            % (
                ", ".join(quote(child.name) for child in children),
                quote(parent.name),
                ", ".join(quote(key.name) for key in parent.key),
                self.random.choice(["CASCADE", "CASCADE", "SET NULL", "SET NULL", "SET DEFAULT", "NO ACTION"]),
                self.random.choice(["CASCADE", "CASCADE", "SET NULL", "NO ACTION"]),
                self.random.choice(["", "", " DEFERRABLE INITIALLY DEFERRED"]),
            )
        )

    def add_generated(self, table):
        for name, way in (("g virtual", "VIRTUAL"), ("g stored", "STORED")):
            if self.maybe(0.7):
                column = Column(name, "TEXT")
                source = quote(self.random.choice(table.stored()).name)
                # SQLite versions write reals as text in different ways.
                text = "CASE typeof(%s) WHEN 'real' THEN 'real' ELSE coalesce(hex(%s), '-') END" % (source, source)
                column.generated = (text, way)
                table.columns.insert(self.random.randint(0, len(table.columns)), column)

    def add_trigger(self, table):
        if not table.others():
            return
        column = self.random.choice(table.others())
        where = " AND ".join("%s IS NEW.%s" % (quote(key.name), quote(key.name)) for key in table.key)
        self.triggers.append(
            "CREATE TRIGGER %s AFTER UPDATE OF %s ON %s WHEN NEW.%s IS 'a' BEGIN UPDATE %s SET %s = 'b' WHERE %s; END"
            % (
                quote("t " + table.name),
                quote(column.name),
                quote(table.name),
                quote(column.name),
                quote(table.name),
                quote(column.name),
                where,
            )
        )

    def schema(self, bare=False):
        statements = [statement for table in self.tables for statement in table.sql(bare)]
        return statements + ([] if bare else self.triggers)

    # Values

    def value(self, table, column):
        if column.pool and self.maybe(0.95):
            return self.random.choice(column.pool)
        sources = [TEXTS, BLOBS, INTEGERS, REALS, ["NULL"]]
        fitting = {"TEXT": TEXTS, "INTEGER": INTEGERS, "INT": INTEGERS, "REAL": REALS, "BLOB": BLOBS}.get(column.type)
        if fitting and ("STRICT" in table.options or column is table.key[0] or self.maybe(0.7)):
            sources = [fitting, fitting, fitting, ["NULL"]]
        value = self.random.choice(self.random.choice(sources))
        # quote() tells -0.0 as 0.0, so no script can keep it.
        return "0.0" if self.plain and value == "-0.0" else value

    def key_value(self, table, column):
        if not self.plain and self.maybe(0.03):
            return "NULL"
        return self.random.choice(column.pool)

    def any_value(self, table, column):
        return self.key_value(table, column) if column in table.key else self.value(table, column)

    # Edits

    def row(self, table, columns):
        return "(" + ", ".join(self.any_value(table, column) for column in columns) + ")"

    def insert(self, table, verb=None):
        verb = verb or self.random.choice(["INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE", "UPSERT"])
        columns = [column for column in table.stored() if column in table.key or self.maybe(0.9)]
        if table.integer_key() and self.maybe(0.2) and len(columns) > 1:
            columns = [column for column in columns if column not in table.key]
        rows = ", ".join(self.row(table, columns) for _ in range(self.random.randint(1, 4)))
        names = ", ".join(quote(column.name) for column in columns)
        tail = ""
        if verb == "UPSERT":
            verb = "INSERT"
            tail = " ON CONFLICT DO NOTHING"
            others = [column for column in columns if column not in table.key]
            if others and self.maybe(0.8):
                chosen = self.random.sample(others, self.random.randint(1, len(others)))
                settings = ", ".join("%s = excluded.%s" % (quote(c.name), quote(c.name)) for c in chosen)
                keys = ", ".join(quote(column.name) for column in table.key)
                tail = " ON CONFLICT(%s) DO UPDATE SET %s" % (keys, settings)
        return "%s INTO %s(%s) VALUES %s%s" % (verb, quote(table.name), names, rows, tail)

    def where(self, table):
        column = self.random.choice(table.columns if self.maybe(0.3) else table.key)
        if column.generated or self.maybe(0.2):
            return " WHERE typeof(%s) = '%s'" % (quote(column.name), self.random.choice(["text", "integer", "null"]))
        return " WHERE %s IS %s" % (quote(column.name), self.any_value(table, column))

    def update(self, table):
        verb = self.random.choice(["UPDATE", "UPDATE", "UPDATE OR REPLACE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"])
        columns = table.key if self.maybe(0.35) else (table.others() or table.key)
        chosen = self.random.sample(columns, self.random.randint(1, len(columns)))
        settings = []
        for column in chosen:
            value = self.any_value(table, column)
            if self.maybe(0.1) and column.type in ("TEXT", "VARCHAR(10)"):
                value = "%s(%s)" % (self.random.choice(["upper", "lower"]), quote(column.name))
            settings.append("%s = %s" % (quote(column.name), value))
        where = "" if self.maybe(0.05) else self.where(table)
        return "%s %s SET %s%s" % (verb, quote(table.name), ", ".join(settings), where)

    def delete(self, table):
        where = "" if self.maybe(0.05) else self.where(table)
        return "DELETE FROM %s%s" % (quote(table.name), where)

    def edit(self):
        table = self.random.choice(self.tables)
        return self.random.choice([self.insert, self.insert, self.update, self.update, self.delete])(table)

    def rows(self):
        """The rows to begin with."""
        plain, self.plain = self.plain, True
        inserts = [self.insert(table, "INSERT OR IGNORE") for table in self.tables for _ in range(5)]
        self.plain = plain
        return ["PRAGMA foreign_keys = ON"] + inserts

    def batch(self):
        """What one process writes: a script with transactions, savepoints and single statements."""
        script = [
            "PRAGMA foreign_keys = ON",
            "PRAGMA recursive_triggers = " + self.random.choice(["ON", "OFF"]),
        ]
        for _ in range(self.random.randint(2, 6)):
            edits = [self.edit() for _ in range(self.random.randint(1, 6))]
            form = self.random.choice(["single", "transaction", "transaction", "savepoint", "rollback"])
            if form == "transaction":
                edits = ["BEGIN IMMEDIATE"] + edits + ["COMMIT", "ROLLBACK"]
            elif form == "rollback":
                edits = ["BEGIN IMMEDIATE"] + edits + ["ROLLBACK"]
            elif form == "savepoint":
                middle = ["SAVEPOINT s", self.edit(), self.edit(), "ROLLBACK TO s", "RELEASE s"]
                edits = ["BEGIN IMMEDIATE"] + edits + middle + [self.edit(), "COMMIT", "ROLLBACK"]
            script += edits
        return script
