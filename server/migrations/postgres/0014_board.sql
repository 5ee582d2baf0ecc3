-- A session that began at a screen which others use afterwards ends soon.
ALTER TABLE session ADD COLUMN shared BOOLEAN NOT NULL DEFAULT FALSE;
