-- The day of a shift and the money after it.

-- What was said of a worker's hours: `value` is a moment for `in` and `out`, a number for `pieces`. A row is never changed;
-- who says something else adds one. `account_id` is whose hours they are, `written_by` who says so, `metres` how far from
-- the site they were where that was looked at: the position itself is not kept.
CREATE TABLE attendance (
    id BLOB NOT NULL PRIMARY KEY,
    claim_id BLOB NOT NULL REFERENCES claim (id),
    account_id BLOB NOT NULL REFERENCES worker (account_id),
    entry TEXT NOT NULL,
    value INTEGER NOT NULL,
    way TEXT NOT NULL,
    side TEXT NOT NULL,
    written_by BLOB NOT NULL REFERENCES account (id),
    metres INTEGER,
    reason BLOB,
    written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attendance_claim ON attendance (claim_id, written_at, id);

-- That somebody did not come: `side` is who says so of the other. `lifted` is what the staff decided on an appeal. One
-- that was taken back stays, with the time.
CREATE TABLE absence (
    id BLOB NOT NULL PRIMARY KEY,
    claim_id BLOB NOT NULL REFERENCES claim (id),
    account_id BLOB NOT NULL REFERENCES worker (account_id),
    side TEXT NOT NULL,
    written_by BLOB NOT NULL REFERENCES account (id),
    reason BLOB NOT NULL,
    written_at INTEGER NOT NULL,
    ended_at INTEGER,
    appeal BLOB,
    appealed_at INTEGER,
    lifted INTEGER,
    decided_by BLOB REFERENCES account (id),
    decision BLOB,
    decided_at INTEGER
) STRICT;
CREATE UNIQUE INDEX absence_claim ON absence (claim_id) WHERE ended_at IS NULL;
CREATE INDEX absence_all ON absence (claim_id, written_at);

-- Everybody of a shift, also those who did not come.
CREATE INDEX claim_shift ON claim (shift_id, made_at, id);

-- What is owed for a claim, made when the hours are known and renewed when they are corrected. `payee` is who is paid, as
-- the ledger has to name them for three years, whatever becomes of the account. `paid` is the sum of the payments,
-- `receipt` what the worker says of them.
CREATE TABLE settlement (
    claim_id BLOB NOT NULL PRIMARY KEY REFERENCES claim (id),
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    account_id BLOB NOT NULL REFERENCES worker (account_id),
    region TEXT NOT NULL,
    payee BLOB,
    starts_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    owed INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    receipt TEXT,
    receipt_at INTEGER,
    made_at INTEGER NOT NULL,
    CHECK (owed >= 0 AND paid >= 0)
) STRICT;
CREATE INDEX settlement_organisation ON settlement (organisation_id, starts_at, claim_id);
CREATE INDEX settlement_open ON settlement (due_at, organisation_id) WHERE paid < owed;
CREATE INDEX settlement_account ON settlement (account_id);

-- What was paid. A row is never changed: a correction is a row below nothing. `key` names the form it came with.
CREATE TABLE payment (
    id BLOB NOT NULL PRIMARY KEY,
    claim_id BLOB NOT NULL REFERENCES settlement (claim_id),
    account_id BLOB NOT NULL REFERENCES worker (account_id),
    key TEXT NOT NULL,
    amount INTEGER NOT NULL,
    method TEXT NOT NULL,
    day INTEGER NOT NULL,
    note BLOB,
    file BLOB,
    written_by BLOB NOT NULL REFERENCES account (id),
    written_at INTEGER NOT NULL,
    UNIQUE (claim_id, key)
) STRICT;

-- What every claim and every look at the ladder of warnings asks: what an employer has open, and since when.
CREATE INDEX settlement_late ON settlement (organisation_id, due_at) WHERE paid < owed;

-- Steps of the ladder of warnings that were taken, each once for the day since which the oldest wages are overdue.
CREATE TABLE arrears_step (
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    since INTEGER NOT NULL,
    step TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, since, step)
) STRICT;
