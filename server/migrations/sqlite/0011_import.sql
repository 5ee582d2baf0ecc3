-- Imports: files of rows that staff bring in. `region` is whose rows they may be, `unknown` the names of columns that no
-- row was read from. `rows` counts the file's, `done` those that the present step is through with, and the four after it
-- what they came to. `due_at` is when somebody has to look at it: at once, or when the lease of whoever is at work ends;
-- nothing is left to do where there is none. `turn` grows with every lease, so that only the holder of the last one
-- writes, and `tries` counts those that came to nothing.
CREATE TABLE import (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    region TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    file BLOB,
    unknown TEXT NOT NULL,
    rows INTEGER NOT NULL,
    done INTEGER NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    again INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    due_at INTEGER
) STRICT;
CREATE INDEX import_created ON import (created_at, id);
CREATE INDEX import_due ON import (due_at, id) WHERE due_at IS NOT NULL;

-- What became of a line. `problems` names fields and what is wrong with them, never what was typed. `data` is what the
-- row says, sealed, while it waits to come into effect; `subject` is what it made or changes, `version` what that was
-- when it was judged, and `link` the secret of a link that it made, sealed, until that is handed over.
CREATE TABLE import_row (
    id BLOB NOT NULL PRIMARY KEY,
    import_id BLOB NOT NULL REFERENCES import (id),
    line INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    problems TEXT NOT NULL,
    data BLOB,
    subject BLOB,
    version INTEGER,
    link BLOB,
    UNIQUE (import_id, line)
) STRICT;
CREATE INDEX import_row_outcome ON import_row (import_id, outcome, line);
CREATE INDEX import_row_subject ON import_row (subject) WHERE subject IS NOT NULL;
CREATE INDEX import_row_data ON import_row (import_id, line) WHERE data IS NOT NULL;
CREATE INDEX import_row_link ON import_row (import_id, line) WHERE link IS NOT NULL;

-- The import that brought a posting in.
ALTER TABLE posting ADD COLUMN import_id BLOB;
