INSERT INTO typed VALUES(x'03', 3, 3, 'three', x'', '3');
UPDATE typed SET a = 1.0 WHERE i = 1;
UPDATE typed SET a = 2 WHERE i = 2;
