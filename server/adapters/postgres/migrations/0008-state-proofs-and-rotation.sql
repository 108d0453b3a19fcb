-- Proofs of the chain's state taken while a node has it, and logs that go on from one another.

-- Answer of eth_getProof at the anchor's block: root slot, then the slots of the log's keys. Lower-case hex.
ALTER TABLE log_anchor ADD COLUMN state_proof jsonb;

-- Who opened a sealed document is asked by document; such entries are few.
CREATE INDEX log_entry_access ON log_entry (idempotency_key text_pattern_ops) WHERE idempotency_key LIKE 'access:%';

-- A log that is closed takes nothing more; its successor begins with its last checkpoint.
ALTER TABLE log ADD COLUMN predecessor bytea UNIQUE REFERENCES log;
ALTER TABLE log ADD COLUMN closed_at timestamptz;
