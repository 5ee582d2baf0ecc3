-- Regions and occupations as the staff have changed them. An entry lies over the one of the same code in the files of
-- the reference data, or adds to them; `ended` hides it from choices, while what was written under it keeps its name.
-- `lat` and `lng` are micro-degrees, GCJ-02. `version` counts the changes of an entry.
CREATE TABLE region_entry (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    lat INTEGER,
    lng INTEGER,
    ended INTEGER NOT NULL,
    changed_by BLOB,
    changed_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE occupation_entry (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    ended INTEGER NOT NULL,
    changed_by BLOB,
    changed_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

-- Which files go with which revision of a policy, under which name. A file lies once, however many revisions name it; its
-- row in `attachment` goes with the last of them.
CREATE TABLE policy_file (
    revision_id BLOB NOT NULL REFERENCES policy_revision (id),
    attachment_id BLOB NOT NULL REFERENCES attachment (id),
    name TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (revision_id, attachment_id)
) STRICT;
CREATE INDEX policy_file_attachment ON policy_file (attachment_id);
