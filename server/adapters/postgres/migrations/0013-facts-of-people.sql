-- What people say about facts: besides stating one they dispute one, or take back what they said. Nothing is changed
-- or removed: a row says what was done and by whom, and `target` is the row it is about.
ALTER TABLE case_fact
  ADD COLUMN kind text NOT NULL DEFAULT 'state' CHECK (kind IN ('state', 'dispute', 'withdraw')),
  ADD COLUMN target integer,
  ADD FOREIGN KEY (case_id, target) REFERENCES case_fact (case_id, seq),
  ADD CHECK (kind <> 'withdraw' OR target IS NOT NULL),
  ADD CHECK (kind <> 'state' OR target IS NULL);
CREATE UNIQUE INDEX case_fact_withdrawn_once ON case_fact (case_id, target) WHERE kind = 'withdraw';
