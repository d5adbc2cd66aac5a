CREATE TABLE typed(id ANY PRIMARY KEY, i INT, r REAL, t TEXT, b BLOB, a ANY) STRICT;
INSERT INTO typed VALUES(1, 1, 1.0, 'one', x'01', 1), ('two', 2, 2.0, 'two', x'02', 2.0);
