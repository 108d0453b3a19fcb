-- The evidence log: what was accepted, where it stands in the tree, the tree itself, and what was signed about it.

CREATE TABLE log (
  log_id bytea PRIMARY KEY CHECK (octet_length(log_id) = 32),
  origin text NOT NULL UNIQUE,
  -- Head of the tree. The sequencer locks this row, so that even two that both believe to be elected take turns.
  size bigint NOT NULL DEFAULT 0 CHECK (size >= 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  sealed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE log_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  log_id bytea NOT NULL REFERENCES log,
  leaf_hash bytea NOT NULL UNIQUE CHECK (octet_length(leaf_hash) = 32),
  -- Public canonical JSON, exactly the bytes that were hashed.
  entry bytea NOT NULL CHECK (octet_length(entry) BETWEEN 1 AND 65535),
  -- Null until sequenced; then never changed.
  leaf_index bigint CHECK (leaf_index >= 0),
  submitter text NOT NULL,
  idempotency_key text NOT NULL,
  -- SHA-256 over everything the submitter gave, to tell a repetition from another body under a used key.
  request_hash bytea NOT NULL CHECK (octet_length(request_hash) = 32),
  accepted_at timestamptz NOT NULL,
  promised_by timestamptz NOT NULL,
  promise_signer bytea NOT NULL CHECK (octet_length(promise_signer) = 20),
  promise_signature bytea NOT NULL CHECK (octet_length(promise_signature) = 65),
  UNIQUE (submitter, idempotency_key),
  UNIQUE (log_id, leaf_index)
);
-- The sequencer's queue: stays as small as what waits, however long the log grows.
CREATE INDEX log_entry_pending ON log_entry (log_id, id) WHERE leaf_index IS NULL;

-- What only the owner may see. Kept apart from the entry, so that erasing it touches nothing a proof needs.
CREATE TABLE log_statement (
  leaf_hash bytea PRIMARY KEY REFERENCES log_entry (leaf_hash),
  statement bytea,
  salt bytea CHECK (octet_length(salt) = 32),
  public boolean NOT NULL,
  erased_at timestamptz,
  CHECK ((erased_at IS NULL) = (salt IS NOT NULL)),
  CHECK ((erased_at IS NULL) = (statement IS NOT NULL))
);

-- C2SP tlog-tiles of height 8; one row a tile, growing from 1 to 256 hashes. A partial tile is a prefix of its row.
CREATE TABLE log_tile (
  log_id bytea NOT NULL REFERENCES log,
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  tile_index bigint NOT NULL CHECK (tile_index >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) BETWEEN 32 AND 8192 AND octet_length(hashes) % 32 = 0),
  PRIMARY KEY (log_id, level, tile_index)
);
-- Hashes do not compress; trying costs time on every append.
ALTER TABLE log_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

CREATE TABLE log_checkpoint (
  log_id bytea NOT NULL REFERENCES log,
  size bigint NOT NULL CHECK (size > 0),
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  -- The signed note with the log's own lines, without cosignatures.
  note text NOT NULL,
  -- EIP-712 signature of (logId, size, root), as the contract takes it.
  log_signature bytea NOT NULL CHECK (octet_length(log_signature) = 65),
  created_at timestamptz NOT NULL,
  witnessed_at timestamptz,
  -- Outbox key of the call that anchors it; written with the call, so that one is in flight and none is forgotten.
  anchor_key text UNIQUE,
  PRIMARY KEY (log_id, size)
);

CREATE TABLE log_cosignature (
  log_id bytea NOT NULL,
  size bigint NOT NULL,
  witness text NOT NULL,
  line text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (log_id, size, witness),
  FOREIGN KEY (log_id, size) REFERENCES log_checkpoint
);

-- Anchors as the chain told them; a row goes away again when its block is reorganised away.
CREATE TABLE log_anchor (
  log_id bytea NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  transaction text NOT NULL,
  block_number bigint NOT NULL,
  block_hash text NOT NULL,
  block_time timestamptz NOT NULL,
  gas_used bigint,
  PRIMARY KEY (log_id, size)
);

-- Where each tile was copied before an anchor over it was sent; level -1 names bundles of entries.
CREATE TABLE log_tile_copy (
  log_id bytea NOT NULL REFERENCES log,
  level smallint NOT NULL CHECK (level BETWEEN -1 AND 7),
  tile_index bigint NOT NULL,
  width smallint NOT NULL CHECK (width BETWEEN 1 AND 256),
  cid text NOT NULL,
  PRIMARY KEY (log_id, level, tile_index)
);

CREATE FUNCTION log_notify_pending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY log_pending;
  RETURN NULL;
END $$;
CREATE TRIGGER log_entry_notify AFTER INSERT ON log_entry
  FOR EACH STATEMENT EXECUTE FUNCTION log_notify_pending();

-- History is not edited: an entry only ever receives its index, once.
CREATE FUNCTION log_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'log_entry is append-only';
  END IF;
  IF OLD.leaf_index IS NOT NULL OR NEW.leaf_index IS NULL
     OR (OLD.id, OLD.log_id, OLD.leaf_hash, OLD.entry, OLD.submitter, OLD.idempotency_key)
        IS DISTINCT FROM (NEW.id, NEW.log_id, NEW.leaf_hash, NEW.entry, NEW.submitter, NEW.idempotency_key) THEN
    RAISE EXCEPTION 'log_entry is append-only';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER log_entry_guard BEFORE UPDATE OR DELETE ON log_entry
  FOR EACH ROW EXECUTE FUNCTION log_entry_guard();
