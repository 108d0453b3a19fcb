-- Proofs that the block of an anchor has its transaction, and what came of it. Blocks are kept longer than states, so they
-- are asked for until they are had, for anchors of any age: each time the anchor has become twice as old.
ALTER TABLE log_anchor ADD COLUMN transaction_proof jsonb;
ALTER TABLE log_anchor ADD COLUMN transaction_asked_at timestamptz;
CREATE INDEX log_anchor_unproved ON log_anchor (block_number) WHERE transaction_proof IS NULL;
