-- Postings in the making, with the id that they keep on the list, and what readers report about them.

-- `sheet` is what was typed, whole; `note` what the staff said last. `print` is a mark of text, place and pay, and with the
-- time from the first start to the last end it finds what is published twice. `sampled` is one that came out at once
-- and waits to be looked at.
CREATE TABLE posting_draft (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    sheet BLOB NOT NULL,
    region TEXT NOT NULL,
    print TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    filed_by BLOB REFERENCES account (id),
    filed_at INTEGER,
    published_at INTEGER,
    sampled INTEGER NOT NULL,
    note BLOB
) STRICT;
CREATE INDEX posting_draft_organisation ON posting_draft (organisation_id, changed_at, id);
CREATE INDEX posting_draft_print ON posting_draft (organisation_id, print);
