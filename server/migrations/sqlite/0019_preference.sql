-- "Mark" is what counts against somebody; whom an employer likes to have again, and whom no more, is a preference.
ALTER TABLE employer_mark RENAME TO employer_preference;
DROP INDEX employer_mark_one;
DROP INDEX employer_mark_account;
CREATE UNIQUE INDEX employer_preference_one ON employer_preference (organisation_id, account_id) WHERE lifted_at IS NULL;
CREATE INDEX employer_preference_account ON employer_preference (account_id);
