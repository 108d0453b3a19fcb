-- What the history of an item climbs, and what standing queries and their subscribers need.

-- Which thing was put into which, by the event that said so. Asked for by the thing; the events themselves stay the word.
CREATE TABLE epcis_containment (
  child text COLLATE "C" NOT NULL,
  parent text COLLATE "C" NOT NULL,
  PRIMARY KEY (child, parent)
);
INSERT INTO epcis_containment (child, parent)
SELECT DISTINCT child.epc, parent.epc
FROM epcis_event e
JOIN epcis_event_epc child ON child.seq = e.seq AND child.role = 'epc'
JOIN epcis_event_epc parent ON parent.seq = e.seq AND parent.role = 'parent'
WHERE e.type = 'AggregationEvent' AND e.action = 'ADD';

-- Which entry a submission became is the log's to say, by its own key; keeping it twice cost a second write of each row.
ALTER TABLE epcis_submission DROP COLUMN leaf_hash;

-- Values of the top-level resources that a reader has seen: a party by its id, a GLN, or '*' who reads everything. A
-- few hundred rows, where looking through all events of a reader would take as long as the reader has events.
CREATE TABLE epcis_value (
  reader text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('type', 'biz_step', 'disposition', 'read_point', 'biz_location')),
  value text COLLATE "C" NOT NULL,
  PRIMARY KEY (reader, kind, value)
);
INSERT INTO epcis_value (reader, kind, value)
SELECT DISTINCT r.reader, v.kind, v.value
FROM epcis_event e
CROSS JOIN LATERAL (
  SELECT '*' UNION SELECT 'party:' || e.submitter UNION SELECT 'gln:' || e.signer
  UNION SELECT 'gln:' || gln FROM unnest(e.parties) AS gln
) r (reader)
CROSS JOIN LATERAL (
  VALUES ('type', e.type), ('biz_step', e.biz_step), ('disposition', e.disposition), ('read_point', e.read_point),
         ('biz_location', e.biz_location)
) v (kind, value)
WHERE r.reader IS NOT NULL AND v.value IS NOT NULL;

-- Queries go by record time unless they say otherwise; without this every page would sort all events.
CREATE INDEX epcis_event_record_time ON epcis_event (record_time, seq);

-- Places within a place, as its master data names them.
ALTER TABLE epcis_master_data ADD COLUMN children text[] NOT NULL DEFAULT '{}';

-- A query kept under a name. Each party has names of its own, so that one cannot find out another's.
CREATE TABLE epcis_query (
  party_id text NOT NULL,
  name text NOT NULL,
  -- As it was handed in.
  definition jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (party_id, name)
);

CREATE TABLE epcis_subscription (
  subscription_id text PRIMARY KEY,
  party_id text NOT NULL,
  query_name text NOT NULL,
  dest text NOT NULL,
  -- The subscriber's secret, which signs deliveries; encrypted under a key of the server.
  sealed_token bytea NOT NULL,
  -- Null: every match is reported as it comes.
  schedule jsonb,
  report_if_empty boolean NOT NULL,
  initial_record_time timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  last_notified_at timestamptz,
  -- Place in the operator's line of logs up to which everything was reported: 2^40 a log, plus the leaf's index. Indexes
  -- are given after commit and without gaps, so no event that commits late is passed over.
  reported_index bigint NOT NULL,
  -- When to look again: the next time of the schedule, or the end of a wait after a failure.
  due_at timestamptz NOT NULL,
  -- One delivery on its way, kept until it is acknowledged, so that every try sends the same bytes under the same id.
  pending_id text,
  pending_body text,
  pending_index bigint,
  failures integer NOT NULL DEFAULT 0,
  last_error text,
  -- Set while a process is at it; another may take over when it has passed.
  leased_until timestamptz,
  -- Given up after too many failures; the subscriber sees why and subscribes anew.
  suspended_at timestamptz,
  FOREIGN KEY (party_id, query_name) REFERENCES epcis_query ON DELETE CASCADE
);
CREATE INDEX epcis_subscription_due ON epcis_subscription (due_at) WHERE suspended_at IS NULL;
CREATE INDEX epcis_subscription_of ON epcis_subscription (party_id, query_name, created_at, subscription_id);
