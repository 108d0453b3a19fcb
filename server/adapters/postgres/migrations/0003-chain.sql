-- Calls to the chain, from the transaction that caused them until they are in a block, and what the chain told us.

CREATE TABLE chain_call (
  -- Order of enqueueing, which is the order of signing.
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  -- Both null for a transfer of nothing to oneself that fills a gap in the nonces.
  contract text,
  method text,
  args jsonb NOT NULL,
  calldata text NOT NULL CHECK (calldata ~ '^0x([0-9a-f]{2})*$'),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'mined', 'failed')),
  sender text CHECK (sender ~ '^0x[0-9a-f]{40}$'),
  nonce bigint CHECK (nonce >= 0),
  broadcast_at timestamptz,
  transaction text,
  block_number bigint,
  block_hash text,
  gas_used bigint,
  -- Name of the contract's error, and its arguments as text.
  error text,
  error_detail text,
  enqueued_at timestamptz NOT NULL DEFAULT now(),
  settled_at timestamptz,
  CHECK ((contract IS NULL) = (method IS NULL)),
  CHECK ((sender IS NULL) = (nonce IS NULL)),
  CHECK (state = 'failed' OR (state = 'queued') = (nonce IS NULL)),
  CHECK (state <> 'mined' OR block_number IS NOT NULL),
  CHECK ((block_number IS NULL) = (block_hash IS NULL)),
  -- Two senders that both believe to be elected cannot use one nonce for two calls.
  UNIQUE (sender, nonce)
);
CREATE INDEX chain_call_queued ON chain_call (id) WHERE state = 'queued';
CREATE INDEX chain_call_sent ON chain_call (sender, nonce) WHERE state = 'sent';
CREATE INDEX chain_call_block ON chain_call (block_number) WHERE block_number IS NOT NULL;

-- Every transaction ever signed for a call: one of them lands, and none is forgotten before it could.
CREATE TABLE chain_attempt (
  hash text PRIMARY KEY,
  call_id bigint NOT NULL REFERENCES chain_call,
  sender text NOT NULL,
  nonce bigint NOT NULL,
  raw text NOT NULL,
  gas_limit bigint NOT NULL,
  max_fee_per_gas numeric NOT NULL,
  -- Null on a chain without a base fee.
  max_priority_fee_per_gas numeric,
  signed_at timestamptz NOT NULL DEFAULT now(),
  signed_at_block bigint NOT NULL
);
CREATE INDEX chain_attempt_call ON chain_attempt (call_id);

-- How far the chain has been folded. One row; followers lock it, so that two take turns.
CREATE TABLE chain_cursor (
  chain_id bigint PRIMARY KEY,
  block_number bigint NOT NULL,
  block_hash text NOT NULL,
  -- Grows by one whenever blocks were undone.
  reorganisations bigint NOT NULL DEFAULT 0
);

-- Blocks that were the cursor once or carry events: the points a reorganisation is measured against.
CREATE TABLE chain_block (
  number bigint PRIMARY KEY,
  hash text NOT NULL UNIQUE,
  time timestamptz NOT NULL
);

-- Events as the contracts emitted them; a row goes away when its block is reorganised away.
CREATE TABLE chain_event (
  block_number bigint NOT NULL REFERENCES chain_block,
  log_index integer NOT NULL,
  transaction text NOT NULL,
  contract text NOT NULL,
  name text NOT NULL,
  topics text[] NOT NULL,
  data text NOT NULL,
  PRIMARY KEY (block_number, log_index)
);
CREATE INDEX chain_event_about ON chain_event ((topics[2]));

CREATE FUNCTION chain_call_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NOTIFY chain_call;
  RETURN NULL;
END $$;
CREATE TRIGGER chain_call_notify AFTER INSERT OR UPDATE OF state ON chain_call
  FOR EACH STATEMENT EXECUTE FUNCTION chain_call_notify();
