-- What workers and employers have in hand when something goes wrong, and what they say of each other.

-- A worker's complaint about work of theirs (`case` is a word of SQL). `active` repeats what `state` says, so that one index
-- can promise a single open case of each category for each claim; `released` is whether the staff have shown the employer
-- a case that is kept from it otherwise. `key` names the form it came with.
CREATE TABLE rights_case (
    id BLOB NOT NULL PRIMARY KEY,
    claim_id BLOB NOT NULL REFERENCES claim (id),
    account_id BLOB NOT NULL REFERENCES worker (account_id),
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    region TEXT NOT NULL,
    category TEXT NOT NULL,
    state TEXT NOT NULL,
    active INTEGER NOT NULL,
    released INTEGER NOT NULL,
    version INTEGER NOT NULL,
    key TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    state_at INTEGER NOT NULL,
    due_at INTEGER,
    UNIQUE (claim_id, key)
) STRICT;
CREATE UNIQUE INDEX rights_case_active ON rights_case (claim_id, category) WHERE active;
CREATE INDEX rights_case_account ON rights_case (account_id, filed_at, id);
CREATE INDEX rights_case_organisation ON rights_case (organisation_id, filed_at, id);

-- What was done in a case, with the words that were said. A row is never changed. `account_id` is whose case it is.
CREATE TABLE rights_case_entry (
    id BLOB NOT NULL PRIMARY KEY,
    case_id BLOB NOT NULL REFERENCES rights_case (id),
    account_id BLOB NOT NULL REFERENCES worker (account_id),
    step TEXT NOT NULL,
    words BLOB,
    key TEXT NOT NULL,
    written_by BLOB NOT NULL REFERENCES account (id),
    at INTEGER NOT NULL,
    UNIQUE (case_id, key)
) STRICT;
CREATE INDEX rights_case_entry_account ON rights_case_entry (account_id);

-- An evidence pack: the file itself, sealed, and the SHA-256 of it that anybody can ask for. A row is never changed. `side`
-- is who made it, `key` names the form it came with.
CREATE TABLE evidence_pack (
    id BLOB NOT NULL PRIMARY KEY,
    claim_id BLOB NOT NULL REFERENCES claim (id),
    account_id BLOB NOT NULL REFERENCES worker (account_id),
    region TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    document BLOB NOT NULL,
    side TEXT NOT NULL,
    key TEXT NOT NULL,
    made_by BLOB NOT NULL REFERENCES account (id),
    made_at INTEGER NOT NULL,
    UNIQUE (claim_id, key)
) STRICT;
CREATE INDEX evidence_pack_account ON evidence_pack (account_id);

-- What one side says of the other after the work: five answers (0 no, 1 so-so, 2 yes) and words. `side` is who says it,
-- `account_id` the worker of the claim, `reveals_at` when it is shown even if the other side says nothing.
CREATE TABLE rating (
    id BLOB NOT NULL PRIMARY KEY,
    claim_id BLOB NOT NULL REFERENCES claim (id),
    account_id BLOB NOT NULL REFERENCES worker (account_id),
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    side TEXT NOT NULL,
    first INTEGER NOT NULL,
    second INTEGER NOT NULL,
    third INTEGER NOT NULL,
    fourth INTEGER NOT NULL,
    fifth INTEGER NOT NULL,
    words BLOB,
    words_state TEXT NOT NULL,
    reveals_at INTEGER NOT NULL,
    written_by BLOB NOT NULL REFERENCES account (id),
    written_at INTEGER NOT NULL,
    UNIQUE (claim_id, side)
) STRICT;
CREATE INDEX rating_organisation ON rating (organisation_id, side);
CREATE INDEX rating_account ON rating (account_id, side);
