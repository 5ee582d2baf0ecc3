-- Laws, policies and notices. A row is a revision; `policy_id` is the id of the first one. The fields of the form are
-- kept as they were typed. `audiences` is a set of bits, none for everybody; `national` means the whole country, and then
-- `region` is the city. `dated` is the day of issue (days since 1970-01-01), by which lists are sorted. It is read from
-- `from_at` until `until_at` if its stage is approved, and applies until `expires_at`; the end of time is 2^63 - 1.
CREATE TABLE policy_revision (
    id BLOB NOT NULL PRIMARY KEY,
    policy_id BLOB NOT NULL,
    number INTEGER NOT NULL,
    stage TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    document TEXT NOT NULL,
    issued TEXT NOT NULL,
    effective TEXT NOT NULL,
    expires TEXT NOT NULL,
    source TEXT NOT NULL,
    audiences INTEGER NOT NULL,
    national INTEGER NOT NULL,
    region TEXT NOT NULL,
    body TEXT NOT NULL,
    dated INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    edited_by BLOB,
    edited_at INTEGER NOT NULL,
    filed_by BLOB,
    UNIQUE (policy_id, number)
) STRICT;
CREATE INDEX policy_revision_dated ON policy_revision (dated, id) WHERE stage = 'approved';
CREATE INDEX policy_revision_from ON policy_revision (from_at, id) WHERE stage = 'approved';
CREATE INDEX policy_revision_edited ON policy_revision (edited_at, id);

-- What somebody typed over a revision that somebody else had changed meanwhile.
CREATE TABLE policy_typed (
    revision_id BLOB NOT NULL REFERENCES policy_revision (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    draft TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (revision_id, account_id)
) STRICT;

CREATE VIRTUAL TABLE policy_words USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'unicode61 remove_diacritics 0'
);
