CREATE TABLE edges(weight REAL, head TEXT, kind INTEGER, tail TEXT, note, PRIMARY KEY(tail, kind, head));
INSERT INTO edges VALUES(0.5, 'h1', 1, 't1', 'x'), (0.25, 'h2', 2, 't1', 'y'), (1, 'h1', 1, 't2', NULL);
