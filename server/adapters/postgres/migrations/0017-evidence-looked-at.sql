-- How much evidence was there when paying first was last looked at. A time would not tell: what was being taken in
-- during the look is older than its end.
ALTER TABLE case_advance ADD COLUMN evidence_seen integer NOT NULL DEFAULT 0;
