CREATE TABLE texts(id TEXT PRIMARY KEY, t TEXT, b BLOB);
INSERT INTO texts VALUES('empty', '', x''), ('nul', 'a' || char(0) || 'b', x'610062'), ('same', 'x', x'78');
