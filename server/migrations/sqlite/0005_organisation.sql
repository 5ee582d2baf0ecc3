-- Organisations with their members, what is verified of organisations and of persons, and files.

-- An employer of the market is an organisation, as a training institution and an incubator's base are. `name` is public;
-- that of a household is sealed in `full_name`, and `name` is what is left when it is masked. `state` is what was done
-- last; a verification is in force while `verified_until` lies ahead, so nothing has to run for it to end.
ALTER TABLE employer RENAME TO organisation;
ALTER TABLE organisation ADD COLUMN full_name BLOB;
ALTER TABLE organisation ADD COLUMN credit_code TEXT;
ALTER TABLE organisation ADD COLUMN contact_name BLOB;
ALTER TABLE organisation ADD COLUMN contact_phone BLOB;
ALTER TABLE organisation ADD COLUMN owners INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organisation ADD COLUMN state TEXT NOT NULL DEFAULT 'draft';
ALTER TABLE organisation ADD COLUMN verified_until INTEGER;
ALTER TABLE organisation ADD COLUMN filed_at INTEGER;
ALTER TABLE organisation ADD COLUMN filed_by BLOB REFERENCES account (id);
ALTER TABLE organisation ADD COLUMN reason BLOB;
ALTER TABLE organisation ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
-- 1,095 days, in milliseconds.
UPDATE organisation SET state = 'verified', verified_until = created_at + 94608000000 WHERE verified;
ALTER TABLE organisation DROP COLUMN verified;
CREATE INDEX organisation_created ON organisation (created_at, id);
CREATE INDEX organisation_credit_code ON organisation (credit_code);

CREATE TABLE member (
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    account_id BLOB NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, account_id)
) STRICT;
CREATE INDEX member_account ON member (account_id);

-- A link by which somebody joins an organisation, good once. Without a phone it is for whoever has it.
CREATE TABLE member_invitation (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    token_hash BLOB NOT NULL UNIQUE,
    role TEXT NOT NULL,
    phone BLOB,
    phone_index BLOB,
    invited_by BLOB NOT NULL REFERENCES account (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX member_invitation_organisation ON member_invitation (organisation_id, id);

-- A person's name and number as on the ID card. One number is verified for one account at most.
CREATE TABLE real_name (
    account_id BLOB NOT NULL PRIMARY KEY REFERENCES account (id),
    name BLOB NOT NULL,
    number BLOB NOT NULL,
    number_index BLOB NOT NULL,
    region TEXT NOT NULL,
    state TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    reason BLOB,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX real_name_verified ON real_name (number_index) WHERE state = 'verified';
CREATE INDEX real_name_number ON real_name (number_index);

-- What is known of a file; its bytes lie outside, sealed with the key of this number and under a name made of both.
CREATE TABLE attachment (
    id BLOB NOT NULL PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner BLOB NOT NULL,
    name BLOB NOT NULL,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest BLOB NOT NULL,
    sealed_by INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES account (id),
    created_at INTEGER NOT NULL,
    UNIQUE (owner_kind, owner, digest)
) STRICT;
