PRAGMA foreign_keys = ON;
UPDATE child SET v = 11 WHERE id = 'c1';
DELETE FROM parent WHERE id = 'p2';
