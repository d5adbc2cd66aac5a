CREATE TABLE "it's a ""table"", really"("primary key" TEXT PRIMARY KEY, "a b" TEXT, "c""d" INTEGER);
CREATE TABLE "Übersicht 🗺"([select] INTEGER PRIMARY KEY, `from` TEXT);
INSERT INTO "it's a ""table"", really" VALUES('k', 'v', 1);
INSERT INTO "Übersicht 🗺" VALUES(1, 'x');
