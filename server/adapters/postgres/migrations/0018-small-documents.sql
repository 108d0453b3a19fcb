-- Sealed documents too small for a file of their own: kept in the transaction that accepts them, which makes them as
-- durable as the promise at no further cost, and leaves nothing behind when it fails.
CREATE TABLE document_block (
  cid text PRIMARY KEY,
  bytes bytea NOT NULL
);
-- Sealed bytes do not get smaller.
ALTER TABLE document_block ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- How far a log is witnessed is asked with every state; of most checkpoints the answer is no.
CREATE INDEX log_checkpoint_witnessed ON log_checkpoint (log_id, size) WHERE witnessed_at IS NOT NULL;
