-- Commitments handed in together stay together: one row for all that they share, and one narrow row to find each by.

CREATE TABLE log_batch (
  bulk_id bigint PRIMARY KEY REFERENCES log_bulk,
  log_id bytea NOT NULL REFERENCES log,
  submitter text NOT NULL,
  idempotency_key text NOT NULL,
  -- Tells a repetition from another body under a used key.
  request_hash bytea NOT NULL CHECK (octet_length(request_hash) = 32),
  accepted_at timestamptz NOT NULL,
  -- In order, as an entry bundle of C2SP tlog-tiles: each behind its length in two bytes.
  entries bytea NOT NULL,
  count integer NOT NULL CHECK (count BETWEEN 1 AND 10000),
  -- Where each of them begins in `entries`, its length included, counted from 1; last, where the next one would.
  starts integer[] NOT NULL CHECK (cardinality(starts) = count + 1),
  -- Index of the first entry once they have their places, which follow each other.
  first_index bigint CHECK (first_index >= 0),
  UNIQUE (submitter, idempotency_key)
);
-- Hashes do not compress, and a piece can be cut out of what is not compressed.
ALTER TABLE log_batch ALTER COLUMN entries SET STORAGE EXTERNAL;
CREATE INDEX log_batch_pending ON log_batch (log_id, bulk_id) WHERE first_index IS NULL;
CREATE UNIQUE INDEX log_batch_place ON log_batch (log_id, first_index) WHERE first_index IS NOT NULL;

CREATE TABLE log_batch_leaf (
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  bulk_id bigint NOT NULL,
  bulk_index integer NOT NULL
);
-- Not unique: who commits to the same twice within a minute has two entries that read the same.
CREATE INDEX log_batch_leaf_hash ON log_batch_leaf (leaf_hash);

-- Every entry of every log, however it is stored.
CREATE VIEW log_leaf AS
  SELECT log_id, leaf_hash, leaf_index, entry, submitter, accepted_at, promised_by, promise_signer, promise_signature,
         bulk_id, bulk_index
  FROM log_entry
  UNION ALL
  SELECT b.log_id, l.leaf_hash, b.first_index + l.bulk_index,
         substring(b.entries FROM starts[bulk_index + 1] + 2 FOR starts[bulk_index + 2] - starts[bulk_index + 1] - 2),
         b.submitter, b.accepted_at, p.promised_by, NULL, NULL, l.bulk_id, l.bulk_index
  FROM log_batch_leaf l JOIN log_batch b USING (bulk_id) JOIN log_bulk p USING (bulk_id);

CREATE FUNCTION log_batch_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'log_batch is append-only';
END $$;
CREATE TRIGGER log_batch_kept BEFORE DELETE ON log_batch FOR EACH ROW EXECUTE FUNCTION log_batch_guard();
-- A place is given once, and nothing else ever changes.
CREATE TRIGGER log_batch_placed BEFORE UPDATE OF first_index ON log_batch FOR EACH ROW
  WHEN (OLD.first_index IS NOT NULL OR NEW.first_index IS NULL) EXECUTE FUNCTION log_batch_guard();
CREATE TRIGGER log_batch_fixed
  BEFORE UPDATE OF bulk_id, log_id, submitter, idempotency_key, request_hash, accepted_at, entries, count, starts
  ON log_batch
  FOR EACH ROW EXECUTE FUNCTION log_batch_guard();
CREATE TRIGGER log_batch_leaf_kept BEFORE UPDATE OR DELETE ON log_batch_leaf FOR EACH ROW EXECUTE FUNCTION log_keep();
CREATE TRIGGER log_batch_notify AFTER INSERT ON log_batch FOR EACH STATEMENT EXECUTE FUNCTION log_notify_pending();

-- Who writes holds on to the log's row until its commit, so that closing the log waits for it. Who waited for the closing
-- sees it here.
CREATE OR REPLACE FUNCTION log_entry_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM log WHERE log_id IN (SELECT log_id FROM fresh) FOR KEY SHARE;
  IF EXISTS (SELECT FROM log WHERE log_id IN (SELECT log_id FROM fresh) AND closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the log is closed' USING ERRCODE = 'RD001';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER log_batch_open AFTER INSERT ON log_batch
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION log_entry_open();
