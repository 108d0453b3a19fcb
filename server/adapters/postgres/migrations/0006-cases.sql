-- Parties, orders and cases. A case is the fold of its events; the columns beside them are what lists and clocks ask for.

CREATE TABLE party (
  party_id text PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  gln text UNIQUE,
  agreement_hash text,
  organization_id text UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE party_signer (
  party_id text NOT NULL REFERENCES party,
  -- ERC-7913 signer, 0x-hex.
  signer text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (party_id, signer)
);

CREATE TABLE shop_key (
  party_id text NOT NULL REFERENCES party,
  public_key text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (party_id, public_key)
);

CREATE TABLE shop_order (
  merchant text NOT NULL REFERENCES party,
  order_id text NOT NULL,
  body jsonb NOT NULL,
  -- Makes the references to its lines on chain unguessable, and the same in every claim.
  salt text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (merchant, order_id)
);

CREATE TABLE dispute_case (
  case_id text PRIMARY KEY,
  merchant text NOT NULL,
  order_id text NOT NULL,
  claim jsonb NOT NULL,
  -- Pseudonym of this case in public log entries; nothing else carries it.
  subject text NOT NULL UNIQUE,
  -- SHA-256 of the case token: whoever holds the token is the claimant.
  token_hash text NOT NULL UNIQUE,
  claimant_signer text NOT NULL,
  idempotency_key text NOT NULL,
  rule_pack_id text NOT NULL,
  rule_pack_hash text NOT NULL,
  status text NOT NULL,
  deadline_at timestamptz,
  turn text[] NOT NULL DEFAULT '{}',
  event_count integer NOT NULL DEFAULT 0,
  filed_at timestamptz NOT NULL,
  FOREIGN KEY (merchant, order_id) REFERENCES shop_order,
  UNIQUE (merchant, order_id, idempotency_key)
);
CREATE INDEX dispute_case_deadline ON dispute_case (deadline_at) WHERE deadline_at IS NOT NULL;

CREATE TABLE case_event (
  case_id text NOT NULL REFERENCES dispute_case,
  seq integer NOT NULL,
  type text NOT NULL,
  payload jsonb NOT NULL,
  at timestamptz NOT NULL,
  leaf_hash text NOT NULL,
  PRIMARY KEY (case_id, seq)
);

CREATE TABLE case_party (
  case_id text NOT NULL REFERENCES dispute_case,
  party_id text NOT NULL,
  role text NOT NULL,
  PRIMARY KEY (case_id, party_id)
);
CREATE INDEX case_party_of ON case_party (party_id);

CREATE TABLE case_line (
  case_id text NOT NULL REFERENCES dispute_case,
  merchant text NOT NULL,
  order_id text NOT NULL,
  line_id text NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  PRIMARY KEY (case_id, line_id)
);
CREATE INDEX case_line_order ON case_line (merchant, order_id, line_id);

CREATE TABLE evidence (
  evidence_id text PRIMARY KEY,
  case_id text NOT NULL REFERENCES dispute_case,
  meta jsonb NOT NULL,
  submitter text NOT NULL,
  size_bytes bigint NOT NULL,
  document_hash text NOT NULL,
  cid text NOT NULL,
  leaf_hash text NOT NULL UNIQUE,
  received_at timestamptz NOT NULL,
  -- What the submitter was answered, given again word for word when the same hand-in is repeated.
  accepted jsonb NOT NULL
);
CREATE UNIQUE INDEX evidence_idempotency ON evidence (case_id, submitter, (meta->>'idempotencyKey'));
CREATE INDEX evidence_same_document ON evidence (document_hash);
CREATE INDEX evidence_of_case ON evidence (case_id, received_at);

CREATE TABLE evidence_key (
  evidence_id text NOT NULL REFERENCES evidence,
  reader text NOT NULL,
  wrapped_key bytea NOT NULL,
  PRIMARY KEY (evidence_id, reader)
);

CREATE TABLE case_fact (
  case_id text NOT NULL REFERENCES dispute_case,
  seq integer NOT NULL,
  added_by text NOT NULL,
  path text NOT NULL,
  value jsonb NOT NULL,
  evidence_ids text[] NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (case_id, seq)
);

CREATE TABLE case_finding (
  case_id text NOT NULL REFERENCES dispute_case,
  number integer NOT NULL,
  by_party text NOT NULL,
  finding_hash text NOT NULL,
  -- Canonical finding and the facts it was decided from, byte for byte, so that it can be run again.
  document text NOT NULL,
  facts text NOT NULL,
  chain_hash text NOT NULL,
  chain_finding jsonb NOT NULL,
  counterfactuals jsonb NOT NULL,
  leaf_hash text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (case_id, number)
);

CREATE TABLE case_signature (
  case_id text NOT NULL REFERENCES dispute_case,
  step text NOT NULL,
  party_id text NOT NULL,
  signer text NOT NULL,
  signature text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, step, party_id)
);

CREATE TABLE case_advance (
  case_id text PRIMARY KEY REFERENCES dispute_case,
  state text NOT NULL CHECK (state IN ('refused', 'granted', 'paid')),
  amount_minor bigint NOT NULL,
  reasons jsonb NOT NULL,
  reserved jsonb NOT NULL DEFAULT '[]',
  transaction text,
  at timestamptz NOT NULL
);

CREATE TABLE case_chain (
  case_id text PRIMARY KEY REFERENCES dispute_case,
  -- Terms exactly as filed on chain: every later call repeats them.
  terms jsonb,
  opened_transaction text,
  dispute_id text,
  ruling integer,
  ruled_at timestamptz,
  ruled_transaction text,
  final_number integer,
  enforced_transaction text
);

CREATE TABLE marker (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
