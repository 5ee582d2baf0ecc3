-- What people have agreed to, and accounts that were deleted: the row stays, so that what was counted stays counted, and
-- nothing in it says whose it was.

ALTER TABLE account ADD COLUMN closed_at BIGINT;

CREATE TABLE consent (
    id BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL REFERENCES account (id),
    topic TEXT NOT NULL,
    version TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX consent_account ON consent (account_id, topic);
