-- Product events, kept byte for byte as they came, and what queries and the scan page ask of them.

CREATE TABLE epcis_capture (
  capture_id text PRIMARY KEY,
  submitter text NOT NULL,
  created_at timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  error_behaviour text NOT NULL CHECK (error_behaviour IN ('rollback', 'proceed')),
  -- SHA-256 of the whole document as received.
  document_hash text NOT NULL,
  event_count integer NOT NULL,
  errors jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX epcis_capture_of ON epcis_capture (submitter, created_at DESC, capture_id);

-- One line for each thing somebody handed in: the same words again, however they are spaced, are the same event.
CREATE TABLE epcis_submission (
  submitter text NOT NULL,
  -- SHA-256 of the event as canonical JSON; the CBV hash is no key, it forgets too much.
  canonical_hash text NOT NULL,
  leaf_hash text,
  PRIMARY KEY (submitter, canonical_hash)
);

CREATE TABLE epcis_event (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Leaf of the log entry that commits to it; also its name inside this house.
  leaf_hash text NOT NULL UNIQUE,
  -- Given by its maker, or the CBV event hash. Not unique: a declaration of error carries the id of what it withdraws.
  event_id text NOT NULL,
  event_hash text NOT NULL,
  capture_id text NOT NULL REFERENCES epcis_capture,
  submitter text NOT NULL,
  -- GLN whose registered key signed it; null: unsigned.
  signer text,
  type text NOT NULL,
  action text,
  biz_step text,
  disposition text,
  read_point text,
  biz_location text,
  declares_error boolean NOT NULL,
  -- GLNs named as source or destination: they may read it.
  parties text[] NOT NULL,
  event_time timestamptz NOT NULL,
  record_time timestamptz NOT NULL,
  -- Prefixes in force where the event stood.
  namespaces jsonb NOT NULL,
  bytes text NOT NULL,
  statement text NOT NULL,
  salt text NOT NULL
);
CREATE INDEX epcis_event_id ON epcis_event (event_id);
CREATE INDEX epcis_event_capture ON epcis_event (capture_id);

-- Canonical identifiers an event names. C collation, so that all serials of a product are one range.
CREATE TABLE epcis_event_epc (
  epc text COLLATE "C" NOT NULL,
  seq bigint NOT NULL REFERENCES epcis_event,
  role text NOT NULL CHECK (role IN ('epc', 'parent', 'input', 'output', 'class', 'input_class', 'output_class')),
  PRIMARY KEY (epc, seq, role)
);

-- Pseudonyms things go by in public log entries, made fresh for each.
CREATE TABLE epcis_subject (
  epc text COLLATE "C" PRIMARY KEY,
  subject text NOT NULL UNIQUE
);

CREATE TABLE epcis_master_data (
  kind text NOT NULL,
  id text NOT NULL,
  submitter text NOT NULL,
  attributes jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (id, kind, submitter)
);

-- Keys events are signed with. A key is never taken away: what it signed stays signed; retired keys sign nothing new.
CREATE TABLE event_key (
  public_key text PRIMARY KEY,
  party_id text NOT NULL,
  gln text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz
);
CREATE INDEX event_key_of ON event_key (gln);

-- One line for each device that looked at an item. The device is a hash that cannot be made again the next day.
CREATE TABLE item_scan (
  epc text COLLATE "C" NOT NULL,
  device text NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  place text,
  PRIMARY KEY (epc, device)
);
CREATE TABLE item_scan_salt (
  day date PRIMARY KEY,
  salt bytea NOT NULL
);
