-- Entries promised together, and documents that arrive in pieces.

-- One promise over a small tree of leaf hashes; see BulkPromise of IEvidenceLog.
CREATE TABLE log_bulk (
  bulk_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  log_id bytea NOT NULL REFERENCES log,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  -- Leaf hashes of the items in order, 32 bytes each: audit paths are worked out of them.
  leaves bytea NOT NULL CHECK (octet_length(leaves) BETWEEN 32 AND 320000 AND octet_length(leaves) % 32 = 0),
  promised_by timestamptz NOT NULL,
  promise_signer bytea NOT NULL CHECK (octet_length(promise_signer) = 20),
  promise_signature bytea NOT NULL CHECK (octet_length(promise_signature) = 65),
  -- Who signed for what was handed in, where somebody did: an address, and one signature over all or one for each item.
  submitter_signer bytea CHECK (octet_length(submitter_signer) = 20),
  submitter_signatures bytea CHECK (octet_length(submitter_signatures) % 65 = 0),
  CHECK ((submitter_signer IS NULL) = (submitter_signatures IS NULL))
);
ALTER TABLE log_bulk ALTER COLUMN leaves SET STORAGE EXTERNAL;

ALTER TABLE log_entry
  ALTER COLUMN promise_signer DROP NOT NULL,
  ALTER COLUMN promise_signature DROP NOT NULL,
  ADD COLUMN bulk_id bigint,
  ADD COLUMN bulk_index integer CHECK (bulk_index >= 0),
  ADD CHECK ((promise_signer IS NULL) = (promise_signature IS NULL)),
  ADD CHECK ((bulk_id IS NULL) = (bulk_index IS NULL)),
  ADD CHECK ((bulk_id IS NULL) = (promise_signature IS NOT NULL));

-- A check for each row of what is the same for all of a statement would cost more than the insert itself.
ALTER TABLE log_entry DROP CONSTRAINT log_entry_log_id_fkey;
CREATE FUNCTION log_entry_parents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT log_id FROM fresh) AS named
             WHERE NOT EXISTS (SELECT FROM log WHERE log.log_id = named.log_id))
     OR EXISTS (SELECT FROM (SELECT DISTINCT bulk_id FROM fresh WHERE bulk_id IS NOT NULL) AS named
                WHERE NOT EXISTS (SELECT FROM log_bulk WHERE log_bulk.bulk_id = named.bulk_id)) THEN
    RAISE EXCEPTION 'log_entry names a log or a bulk that is not there' USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER log_entry_parents AFTER INSERT ON log_entry REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION log_entry_parents();
CREATE FUNCTION log_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER log_keep BEFORE DELETE ON log FOR EACH ROW EXECUTE FUNCTION log_keep();
CREATE TRIGGER log_bulk_keep BEFORE UPDATE OR DELETE ON log_bulk FOR EACH ROW EXECUTE FUNCTION log_keep();

-- An entry comes into this index when it has a place, not before.
ALTER TABLE log_entry DROP CONSTRAINT log_entry_log_id_leaf_index_key;
CREATE UNIQUE INDEX log_entry_place ON log_entry (log_id, leaf_index) WHERE leaf_index IS NOT NULL;

-- History is not edited: neither is who promised what.
CREATE OR REPLACE FUNCTION log_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'log_entry is append-only';
  END IF;
  IF OLD.leaf_index IS NOT NULL OR NEW.leaf_index IS NULL
     OR (OLD.id, OLD.log_id, OLD.leaf_hash, OLD.entry, OLD.submitter, OLD.idempotency_key, OLD.promised_by,
         OLD.promise_signature, OLD.bulk_id, OLD.bulk_index)
        IS DISTINCT FROM
        (NEW.id, NEW.log_id, NEW.leaf_hash, NEW.entry, NEW.submitter, NEW.idempotency_key, NEW.promised_by,
         NEW.promise_signature, NEW.bulk_id, NEW.bulk_index) THEN
    RAISE EXCEPTION 'log_entry is append-only';
  END IF;
  RETURN NEW;
END $$;

-- A document on its way. Its bytes wait enciphered in a file named by the id; how many are there the file itself says.
CREATE TABLE upload (
  upload_id text PRIMARY KEY CHECK (upload_id ~ '^[0-9a-f]{32}$'),
  -- Party id, or case and claimant: nobody else sends to it, asks for it or hands it in.
  owner text NOT NULL,
  size_bytes bigint NOT NULL CHECK (size_bytes > 0),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX upload_of_owner ON upload (owner);
CREATE INDEX upload_expiry ON upload (expires_at);
