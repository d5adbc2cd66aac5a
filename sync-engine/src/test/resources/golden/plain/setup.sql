CREATE TABLE items(id TEXT PRIMARY KEY NOT NULL, title TEXT, qty INTEGER, price REAL, data BLOB);
INSERT INTO items VALUES('a', 'kept', 1, 1.5, x'01'), ('b', 'edited', 2, 2.5, x'02'), ('c', 'dropped', 3, 3.5, x'03');
