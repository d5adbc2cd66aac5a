INSERT INTO mango VALUES(2, 1);
UPDATE zebra SET v = 10 WHERE id = 'z1';
INSERT INTO apple VALUES(-3, 'c');
DELETE FROM zebra WHERE id = 'z2';
DELETE FROM mango WHERE b = 2;
UPDATE apple SET v = 'B' WHERE id = 2;
INSERT INTO keyless VALUES('a table without a key is never recorded');
INSERT INTO untouched VALUES(2);
DELETE FROM untouched WHERE id = 2;
