-- Staff, and what every session says of how it began.

-- `id` names the session to its owner, who can end it from elsewhere. `staff` means that it began with password and
-- one-time code; only such a session has the rights of the staff. `acting_for` is whom somebody of the staff acts for.
DROP TABLE session;
CREATE TABLE session (
    token_hash BLOB NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    account_id BLOB NOT NULL REFERENCES account (id),
    staff INTEGER NOT NULL,
    acting_for BLOB REFERENCES account (id),
    device TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_account ON session (account_id);

-- `password` is argon2id in PHC form, `totp` the secret of the one-time codes, sealed, and `totp_step` the half minute of
-- the last code that was used: none is good twice.
CREATE TABLE staff (
    account_id BLOB NOT NULL PRIMARY KEY REFERENCES account (id),
    name BLOB NOT NULL,
    role TEXT NOT NULL,
    region TEXT NOT NULL,
    password TEXT NOT NULL,
    totp BLOB NOT NULL,
    totp_step INTEGER NOT NULL,
    suspended_at INTEGER,
    since INTEGER NOT NULL
) STRICT;
CREATE INDEX staff_region ON staff (region, account_id);

CREATE TABLE recovery_code (
    code_hash BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES staff (account_id),
    used_at INTEGER
) STRICT;
CREATE INDEX recovery_code_account ON recovery_code (account_id);

-- A link by which somebody joins the staff, good once. Without a phone it is for whoever set the service up.
CREATE TABLE invitation (
    id BLOB NOT NULL PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    phone BLOB,
    phone_index BLOB,
    name BLOB,
    role TEXT NOT NULL,
    region TEXT NOT NULL,
    totp BLOB NOT NULL,
    invited_by BLOB REFERENCES account (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX invitation_region ON invitation (region, id);

-- Staff find the people of their region.
CREATE INDEX worker_home ON worker (home, account_id);

-- Where what was done lies, for those who watch over a region, and why it was done, sealed.
ALTER TABLE audit ADD COLUMN region TEXT NOT NULL DEFAULT '';
ALTER TABLE audit ADD COLUMN reason BLOB;
CREATE INDEX audit_at ON audit (at, id);
CREATE INDEX audit_subject ON audit (subject, id);
CREATE INDEX audit_actor ON audit (actor, id);

-- What waits for the staff, of all areas; a row goes when it is settled.
CREATE TABLE work_item (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    label TEXT NOT NULL,
    region TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    UNIQUE (kind, subject)
) STRICT;
CREATE INDEX work_item_due ON work_item (due_at, id);
