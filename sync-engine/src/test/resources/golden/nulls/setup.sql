CREATE TABLE nulls(a TEXT, b INTEGER, c, d BLOB, PRIMARY KEY(b, a));
INSERT INTO nulls VALUES('x', 1, NULL, NULL), ('y', 2, 'full', x'01'), ('z', 3, NULL, x'02');
