CREATE TABLE spots(name TEXT, y INTEGER, x INTEGER, PRIMARY KEY(x, y)) WITHOUT ROWID;
INSERT INTO spots VALUES('origin', 0, 0), ('east', 0, 1), ('north', 1, 0);
