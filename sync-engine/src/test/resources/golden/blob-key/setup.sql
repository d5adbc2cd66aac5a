CREATE TABLE digests(hash BLOB PRIMARY KEY, seen INTEGER);
INSERT INTO digests VALUES(x'', 0), (x'00', 1), (x'0000', 2), (x'ff00ff', 3);
