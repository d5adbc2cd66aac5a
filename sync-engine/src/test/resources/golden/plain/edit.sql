INSERT INTO items VALUES('d', 'new', 4, 4.0, x'04ff'), ('e', 'also new', 5, NULL, NULL);
UPDATE items SET title = 'edited twice', qty = 7 WHERE id = 'b';
DELETE FROM items WHERE id = 'c';
UPDATE items SET qty = 9 WHERE id = 'a';
UPDATE items SET qty = 1 WHERE id = 'a';
