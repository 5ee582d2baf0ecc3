-- Organisations with their members, what is verified of organisations and of persons, and files.

-- An employer of the market is an organisation, as a training institution and an incubator's base are. `name` is public;
-- that of a household is sealed in `full_name`, and `name` is what is left when it is masked. `state` is what was done
-- last; a verification is in force while `verified_until` lies ahead, so nothing has to run for it to end.
ALTER TABLE employer RENAME TO organisation;
ALTER TABLE organisation ADD COLUMN full_name BYTEA;
ALTER TABLE organisation ADD COLUMN credit_code TEXT;
ALTER TABLE organisation ADD COLUMN contact_name BYTEA;
ALTER TABLE organisation ADD COLUMN contact_phone BYTEA;
ALTER TABLE organisation ADD COLUMN owners BIGINT NOT NULL DEFAULT 0;
ALTER TABLE organisation ADD COLUMN state TEXT NOT NULL DEFAULT 'draft';
ALTER TABLE organisation ADD COLUMN verified_until BIGINT;
ALTER TABLE organisation ADD COLUMN filed_at BIGINT;
ALTER TABLE organisation ADD COLUMN filed_by BYTEA REFERENCES account (id);
ALTER TABLE organisation ADD COLUMN reason BYTEA;
ALTER TABLE organisation ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
-- 1,095 days, in milliseconds.
UPDATE organisation SET state = 'verified', verified_until = created_at + 94608000000 WHERE verified;
ALTER TABLE organisation DROP COLUMN verified;
CREATE INDEX organisation_created ON organisation (created_at, id);
CREATE INDEX organisation_credit_code ON organisation (credit_code);

CREATE TABLE member (
    organisation_id BYTEA NOT NULL REFERENCES organisation (id),
    account_id BYTEA NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, account_id)
);
CREATE INDEX member_account ON member (account_id);

-- A link by which somebody joins an organisation, good once. Without a phone it is for whoever has it.
CREATE TABLE member_invitation (
    id BYTEA NOT NULL PRIMARY KEY,
    organisation_id BYTEA NOT NULL REFERENCES organisation (id),
    token_hash BYTEA NOT NULL UNIQUE,
    role TEXT NOT NULL,
    phone BYTEA,
    phone_index BYTEA,
    invited_by BYTEA NOT NULL REFERENCES account (id),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX member_invitation_organisation ON member_invitation (organisation_id, id);

-- A person's name and number as on the ID card. One number is verified for one account at most.
CREATE TABLE real_name (
    account_id BYTEA NOT NULL PRIMARY KEY REFERENCES account (id),
    name BYTEA NOT NULL,
    number BYTEA NOT NULL,
    number_index BYTEA NOT NULL,
    region TEXT NOT NULL,
    state TEXT NOT NULL,
    filed_at BIGINT NOT NULL,
    reason BYTEA,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX real_name_verified ON real_name (number_index) WHERE state = 'verified';
CREATE INDEX real_name_number ON real_name (number_index);

-- What is known of a file; its bytes lie outside, sealed with the key of this number and under a name made of both.
CREATE TABLE attachment (
    id BYTEA NOT NULL PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner BYTEA NOT NULL,
    name BYTEA NOT NULL,
    kind TEXT NOT NULL,
    size BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    sealed_by BIGINT NOT NULL,
    created_by BYTEA NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    UNIQUE (owner_kind, owner, digest)
);
