-- Regions and occupations as the staff have changed them. An entry lies over the one of the same code in the files of
-- the reference data, or adds to them; `ended` hides it from choices, while what was written under it keeps its name.
-- `lat` and `lng` are micro-degrees, GCJ-02. `version` counts the changes of an entry.
CREATE TABLE region_entry (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    lat BIGINT,
    lng BIGINT,
    ended BOOLEAN NOT NULL,
    changed_by BYTEA,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

CREATE TABLE occupation_entry (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    ended BOOLEAN NOT NULL,
    changed_by BYTEA,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
