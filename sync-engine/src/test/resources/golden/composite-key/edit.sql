INSERT INTO edges VALUES(2, 'h3', 3, 't3', x'00');
UPDATE edges SET weight = 0.75 WHERE head = 'h1' AND tail = 't1';
UPDATE edges SET kind = 20 WHERE head = 'h2';
DELETE FROM edges WHERE tail = 't2';
