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
