-- "Mark" is what counts against somebody; whom an employer likes to have again, and whom no more, is a preference.
ALTER TABLE employer_mark RENAME TO employer_preference;
ALTER INDEX employer_mark_one RENAME TO employer_preference_one;
ALTER INDEX employer_mark_account RENAME TO employer_preference_account;
ALTER INDEX employer_mark_pkey RENAME TO employer_preference_pkey;
ALTER TABLE employer_preference
    RENAME CONSTRAINT employer_mark_organisation_id_fkey TO employer_preference_organisation_id_fkey;
ALTER TABLE employer_preference RENAME CONSTRAINT employer_mark_account_id_fkey TO employer_preference_account_id_fkey;
ALTER TABLE employer_preference RENAME CONSTRAINT employer_mark_written_by_fkey TO employer_preference_written_by_fkey;
