INSERT INTO "it's a ""table"", really" VALUES('it''s', '"quoted"', 2);
UPDATE "it's a ""table"", really" SET "a b" = 'w' WHERE "primary key" = 'k';
INSERT INTO "Übersicht 🗺" VALUES(-5, 'line
break	tab \ slash');
DELETE FROM "Übersicht 🗺" WHERE [select] = 1;
