-- Postings in the making, with the id that they keep on the list, and what readers report about them.

-- `sheet` is what was typed, whole; `note` what the staff said last. `print` is a mark of text, place and pay, and with the
-- time from the first start to the last end it finds what is published twice. `sampled` is one that came out at once
-- and waits to be looked at.
CREATE TABLE posting_draft (
    id BYTEA NOT NULL PRIMARY KEY,
    organisation_id BYTEA NOT NULL REFERENCES organisation (id),
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    sheet BYTEA NOT NULL,
    region TEXT NOT NULL,
    print TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    filed_by BYTEA REFERENCES account (id),
    filed_at BIGINT,
    published_at BIGINT,
    sampled BOOLEAN NOT NULL,
    note BYTEA
);
CREATE INDEX posting_draft_organisation ON posting_draft (organisation_id, changed_at, id);
CREATE INDEX posting_draft_print ON posting_draft (organisation_id, print);
