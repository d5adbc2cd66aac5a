INSERT INTO nulls VALUES(NULL, 4, 'a key with NULL is never recorded', NULL), ('w', 5, NULL, NULL);
UPDATE nulls SET c = 'filled' WHERE b = 1;
UPDATE nulls SET c = NULL, d = NULL WHERE b = 2;
DELETE FROM nulls WHERE b = 3;
