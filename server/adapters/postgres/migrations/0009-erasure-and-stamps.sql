-- Erasure of documents, held back while the law wants them kept; a log that may not go on; time stamps of others.

-- An erased item keeps its place in the case; what it said, and where it lay, is gone.
ALTER TABLE evidence ALTER COLUMN document_hash DROP NOT NULL;
ALTER TABLE evidence ALTER COLUMN cid DROP NOT NULL;
ALTER TABLE evidence ADD COLUMN erased_at timestamptz;

CREATE TABLE erasure (
  evidence_id text PRIMARY KEY REFERENCES evidence,
  case_id text NOT NULL REFERENCES dispute_case,
  leaf_hash text NOT NULL,
  -- Kept after the erasure, so that blocks an older copy brings back are found and removed again.
  cid text,
  requested_by text NOT NULL,
  basis text NOT NULL CHECK (basis IN ('owner', 'legal_request')),
  reason text NOT NULL,
  requested_at timestamptz NOT NULL,
  -- When to look again; a case that ends earlier is looked at then.
  look_at timestamptz NOT NULL,
  erased_at timestamptz,
  -- Leaf of the erasure's own entry.
  entry_leaf text,
  blocks_gone_at timestamptz,
  CHECK ((erased_at IS NULL) = (entry_leaf IS NULL)),
  CHECK (blocks_gone_at IS NULL OR erased_at IS NOT NULL)
);
CREATE INDEX erasure_of_case ON erasure (case_id);
CREATE INDEX erasure_due ON erasure (look_at) WHERE erased_at IS NULL;
CREATE INDEX erasure_blocks ON erasure (evidence_id) WHERE erased_at IS NOT NULL AND blocks_gone_at IS NULL;

-- Why the log takes nothing more: the chain knows a longer or another tree than this database.
ALTER TABLE log ADD COLUMN stopped text;

-- RFC 3161 tokens over signed notes, one an authority and checkpoint.
CREATE TABLE log_timestamp (
  log_id bytea NOT NULL,
  size bigint NOT NULL,
  token bytea NOT NULL,
  stamped_at timestamptz NOT NULL,
  PRIMARY KEY (log_id, size),
  FOREIGN KEY (log_id, size) REFERENCES log_checkpoint
);
