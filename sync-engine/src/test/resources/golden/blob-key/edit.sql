INSERT INTO digests VALUES(x'80', 4), ('', 5), ('text as key', 6);
UPDATE digests SET seen = 10 WHERE hash = x'';
UPDATE digests SET seen = 11 WHERE hash = x'00';
DELETE FROM digests WHERE hash = x'ff00ff';
