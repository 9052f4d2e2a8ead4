BEGIN TRANSACTION;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL DEFAULT 1,
  sha256 TEXT NOT NULL UNIQUE, title TEXT NOT NULL, characters INTEGER NOT NULL,
  blocks TEXT NOT NULL, pages TEXT NOT NULL, metadata TEXT NOT NULL,
  added_at TEXT NOT NULL) STRICT;
INSERT INTO "documents" VALUES(1,1,'3bc403e59405ae2f114fae28a7db53f186e83701ac41c445841f09b06799b2b2','خطط القاهرة',65,'[{"kind":"heading","start":0,"end":11,"level":1}]','[{"start":0,"label":"1"},{"start":39,"label":"2"}]','{}','2026-11-27T14:17:31+00:00');
CREATE TABLE files (
  path BLOB PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  sha256 TEXT NOT NULL, size INTEGER NOT NULL, encoding TEXT NOT NULL) STRICT;
INSERT INTO "files" VALUES(X'2fd983d8aad8a82fd8aed8b7d8b72e747874',1,'3bc403e59405ae2f114fae28a7db53f186e83701ac41c445841f09b06799b2b2',112,'utf-8');
CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, lsn INTEGER NOT NULL,
  event TEXT NOT NULL, details TEXT NOT NULL) STRICT;
INSERT INTO "history" VALUES(1,'2026-11-27T14:17:31+00:00',1,'add','{"document":1,"title":"خطط القاهرة","path":"/كتب/خطط.txt"}');
CREATE TABLE passages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, headings TEXT NOT NULL,
  lsn INTEGER NOT NULL UNIQUE) STRICT;
INSERT INTO "passages" VALUES(1,1,0,64,'[]',1);
CREATE TABLE removed (lsn INTEGER PRIMARY KEY, passage_id INTEGER NOT NULL UNIQUE) STRICT;
CREATE TABLE slices (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE (document_id, number)) STRICT;
INSERT INTO "slices" VALUES(1,0,'خطط القاهرة

بُنيت القاهرة سنة 358 هـ.
وبُني الأزهر بعدها بسنة.
');
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "state" VALUES('identity','1a3a9450a1aaf8c760415b5e21e4375a');
INSERT INTO "state" VALUES('embedder','builtin');
INSERT INTO "state" VALUES('splitting_version','2');
CREATE TABLE vectors (
  passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
  vector BLOB NOT NULL) STRICT;
CREATE INDEX files_of_document ON files (document_id);
CREATE INDEX passages_of_document ON passages (document_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('documents',1);
INSERT INTO "sqlite_sequence" VALUES('passages',1);
INSERT INTO "sqlite_sequence" VALUES('history',1);
COMMIT;
PRAGMA user_version = 1;
