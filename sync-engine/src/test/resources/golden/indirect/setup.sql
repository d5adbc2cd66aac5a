PRAGMA foreign_keys = ON;
CREATE TABLE parent(id TEXT PRIMARY KEY, edits INTEGER DEFAULT 0);
CREATE TABLE child(id TEXT PRIMARY KEY, parent TEXT REFERENCES parent ON DELETE CASCADE, v);
CREATE TRIGGER count_edits AFTER UPDATE OF v ON child BEGIN
    UPDATE parent SET edits = edits + 1 WHERE id = new.parent;
END;
INSERT INTO parent VALUES('p1', 0), ('p2', 0);
INSERT INTO child VALUES('c1', 'p1', 1), ('c2', 'p2', 2), ('c3', 'p2', 3);
