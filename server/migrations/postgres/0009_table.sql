-- The console's tables: views that somebody of the staff keeps of them, and the orders that they are read in.

CREATE TABLE saved_view (
    id BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL REFERENCES account (id),
    table_name TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (account_id, table_name, name)
);

CREATE INDEX posting_published ON posting (published_at, id);
CREATE INDEX claim_starts ON claim (starts_at, id);
CREATE INDEX account_created ON account (created_at, id);
