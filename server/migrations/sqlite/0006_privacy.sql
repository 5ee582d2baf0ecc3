-- What people have agreed to, and accounts that were deleted: the row stays, so that what was counted stays counted, and
-- nothing in it says whose it was.

ALTER TABLE account ADD COLUMN closed_at INTEGER;

CREATE TABLE consent (
    id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account (id),
    topic TEXT NOT NULL,
    version TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    withdrawn_at INTEGER
) STRICT;
CREATE INDEX consent_account ON consent (account_id, topic);
