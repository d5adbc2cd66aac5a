INSERT INTO spots VALUES('south', -1, 0);
UPDATE spots SET name = 'EAST' WHERE x = 1;
DELETE FROM spots WHERE y = 1;
