-- The day of a shift and the money after it.

-- What was said of a worker's hours: `value` is a moment for `in` and `out`, a number for `pieces`. A row is never changed;
-- who says something else adds one. `account_id` is whose hours they are, `written_by` who says so, `metres` how far from
-- the site they were where that was looked at: the position itself is not kept.
CREATE TABLE attendance (
    id BYTEA NOT NULL PRIMARY KEY,
    claim_id BYTEA NOT NULL REFERENCES claim (id),
    account_id BYTEA NOT NULL REFERENCES worker (account_id),
    entry TEXT NOT NULL,
    value BIGINT NOT NULL,
    way TEXT NOT NULL,
    side TEXT NOT NULL,
    written_by BYTEA NOT NULL REFERENCES account (id),
    metres BIGINT,
    reason BYTEA,
    written_at BIGINT NOT NULL
);
CREATE INDEX attendance_claim ON attendance (claim_id, written_at, id);

-- That somebody did not come: `side` is who says so of the other. `lifted` is what the staff decided on an appeal. One
-- that was taken back stays, with the time.
CREATE TABLE absence (
    id BYTEA NOT NULL PRIMARY KEY,
    claim_id BYTEA NOT NULL REFERENCES claim (id),
    account_id BYTEA NOT NULL REFERENCES worker (account_id),
    side TEXT NOT NULL,
    written_by BYTEA NOT NULL REFERENCES account (id),
    reason BYTEA NOT NULL,
    written_at BIGINT NOT NULL,
    ended_at BIGINT,
    appeal BYTEA,
    appealed_at BIGINT,
    lifted BOOLEAN,
    decided_by BYTEA REFERENCES account (id),
    decision BYTEA,
    decided_at BIGINT
);
CREATE UNIQUE INDEX absence_claim ON absence (claim_id) WHERE ended_at IS NULL;
CREATE INDEX absence_all ON absence (claim_id, written_at);

-- Everybody of a shift, also those who did not come.
CREATE INDEX claim_shift ON claim (shift_id, made_at, id);

-- What is owed for a claim, made when the hours are known and renewed when they are corrected. `payee` is who is paid, as
-- the ledger has to name them for three years, whatever becomes of the account. `paid` is the sum of the payments,
-- `receipt` what the worker says of them.
CREATE TABLE settlement (
    claim_id BYTEA NOT NULL PRIMARY KEY REFERENCES claim (id),
    organisation_id BYTEA NOT NULL REFERENCES organisation (id),
    account_id BYTEA NOT NULL REFERENCES worker (account_id),
    region TEXT NOT NULL,
    payee BYTEA,
    starts_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    pieces BIGINT NOT NULL,
    owed BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    receipt TEXT,
    receipt_at BIGINT,
    made_at BIGINT NOT NULL,
    CHECK (owed >= 0 AND paid >= 0)
);
CREATE INDEX settlement_organisation ON settlement (organisation_id, starts_at, claim_id);
CREATE INDEX settlement_open ON settlement (due_at, organisation_id) WHERE paid < owed;
CREATE INDEX settlement_account ON settlement (account_id);

-- What was paid. A row is never changed: a correction is a row below nothing. `key` names the form it came with.
CREATE TABLE payment (
    id BYTEA NOT NULL PRIMARY KEY,
    claim_id BYTEA NOT NULL REFERENCES settlement (claim_id),
    account_id BYTEA NOT NULL REFERENCES worker (account_id),
    key TEXT NOT NULL,
    amount BIGINT NOT NULL,
    method TEXT NOT NULL,
    day BIGINT NOT NULL,
    note BYTEA,
    file BYTEA,
    written_by BYTEA NOT NULL REFERENCES account (id),
    written_at BIGINT NOT NULL,
    UNIQUE (claim_id, key)
);

-- What every claim and every look at the ladder of warnings asks: what an employer has open, and since when.
CREATE INDEX settlement_late ON settlement (organisation_id, due_at) WHERE paid < owed;

-- Steps of the ladder of warnings that were taken, each once for the day since which the oldest wages are overdue.
CREATE TABLE arrears_step (
    organisation_id BYTEA NOT NULL REFERENCES organisation (id),
    since BIGINT NOT NULL,
    step TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, since, step)
);
