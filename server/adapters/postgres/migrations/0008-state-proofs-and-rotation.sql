-- Proofs of the chain's state taken while a node has it, and logs that go on from one another.

-- Answer of eth_getProof at the anchor's block: root slot, then the slots of the log's keys. Lower-case hex.
ALTER TABLE log_anchor ADD COLUMN state_proof jsonb;

-- Who opened a sealed document is asked by document; such entries are few.
CREATE INDEX log_entry_access ON log_entry (idempotency_key text_pattern_ops) WHERE idempotency_key LIKE 'access:%';

-- A log that is closed takes nothing more; its successor begins with its last checkpoint.
ALTER TABLE log ADD COLUMN predecessor bytea UNIQUE REFERENCES log;
ALTER TABLE log ADD COLUMN closed_at timestamptz;

-- An intake that read which log is open before it was closed, and writes after, has to begin again with the successor.
-- The key of the row it refers to is locked by then, so none slips through.
CREATE FUNCTION log_entry_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM log JOIN (SELECT DISTINCT log_id FROM fresh) f USING (log_id) WHERE log.closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the log is closed' USING ERRCODE = 'RD001';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER log_entry_open AFTER INSERT ON log_entry
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION log_entry_open();
