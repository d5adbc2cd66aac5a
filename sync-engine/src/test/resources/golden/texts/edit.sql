INSERT INTO texts VALUES('', 'the key is empty', NULL);
INSERT INTO texts VALUES('lone nul', char(0), x'00');
INSERT INTO texts VALUES('127', printf('%.127c', 'x'), zeroblob(127));
INSERT INTO texts VALUES('128', printf('%.128c', 'y'), zeroblob(128));
INSERT INTO texts VALUES('16384', printf('%.16384c', 'z'), NULL);
INSERT INTO texts VALUES('unicode', 'ä ß 漢字 🗺 e' || char(0x301) || char(0x10FFFF) || char(0xFEFF), NULL);
UPDATE texts SET t = 'c' || char(0) || 'd' WHERE id = 'nul';
UPDATE texts SET t = x'78' WHERE id = 'same';
DELETE FROM texts WHERE id = 'empty';
