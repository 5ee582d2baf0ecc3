-- Laws, policies and notices. A row is a revision; `policy_id` is the id of the first one. The fields of the form are
-- kept as they were typed. `audiences` is a set of bits, none for everybody; `national` means the whole country, and then
-- `region` is the city. `dated` is the day of issue (days since 1970-01-01), by which lists are sorted. It is read from
-- `from_at` until `until_at` if its stage is approved, and applies until `expires_at`; the end of time is 2^63 - 1.
CREATE TABLE policy_revision (
    id BYTEA NOT NULL PRIMARY KEY,
    policy_id BYTEA NOT NULL,
    number BIGINT NOT NULL,
    stage TEXT NOT NULL,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    document TEXT NOT NULL,
    issued TEXT NOT NULL,
    effective TEXT NOT NULL,
    expires TEXT NOT NULL,
    source TEXT NOT NULL,
    audiences BIGINT NOT NULL,
    national BOOLEAN NOT NULL,
    region TEXT NOT NULL,
    body TEXT NOT NULL,
    dated BIGINT NOT NULL,
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    edited_by BYTEA,
    edited_at BIGINT NOT NULL,
    filed_by BYTEA,
    UNIQUE (policy_id, number)
);
CREATE INDEX policy_revision_dated ON policy_revision (dated, id) WHERE stage = 'approved';
CREATE INDEX policy_revision_from ON policy_revision (from_at, id) WHERE stage = 'approved';
CREATE INDEX policy_revision_edited ON policy_revision (edited_at, id);

-- What somebody typed over a revision that somebody else had changed meanwhile.
CREATE TABLE policy_typed (
    revision_id BYTEA NOT NULL REFERENCES policy_revision (id),
    account_id BYTEA NOT NULL REFERENCES account (id),
    draft TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (revision_id, account_id)
);

CREATE TABLE policy_words (
    revision_id BYTEA NOT NULL PRIMARY KEY REFERENCES policy_revision (id),
    words TSVECTOR NOT NULL
);
CREATE INDEX policy_words_words ON policy_words USING GIN (words);
