UPDATE wide SET c1 = 'one', c65 = NULL, c128 = 12.8;
INSERT INTO wide(c0, c64, c129, c100) VALUES('a', 'b', 'c', x'64');
