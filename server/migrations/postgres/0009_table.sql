-- The console's tables: views that somebody of the staff keeps of them, and the order that people are listed in.

CREATE TABLE saved_view (
    id BYTEA NOT NULL PRIMARY KEY,
    account_id BYTEA NOT NULL REFERENCES account (id),
    table_name TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (account_id, table_name, name)
);

CREATE INDEX account_created ON account (created_at, id);
