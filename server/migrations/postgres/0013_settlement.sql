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
