-- Settings with a date. A row is one value (JSON) that applies from `from_day` (days since 1970-01-01) at its place; rows
-- are never changed, but withdrawn if they were a mistake. `about` is the year of a list of holidays or the name of a
-- text, else empty. `number` counts the values for one place and day from 1: two who write at once cannot have the same.
-- Nobody's rows came with the program. Why a row was written or withdrawn stands in the audit trail.
CREATE TABLE setting (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    region TEXT NOT NULL,
    from_day INTEGER NOT NULL,
    number INTEGER NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    link TEXT NOT NULL,
    written_by BLOB,
    written_at INTEGER NOT NULL,
    withdrawn_by BLOB,
    withdrawn_at INTEGER,
    UNIQUE (kind, about, region, from_day, number)
) STRICT;
