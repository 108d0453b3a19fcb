-- Labels made for serials, inner codes, tags, and who looked at an item: phones by pseudonyms that turn, places by city.

CREATE TABLE label_batch (
  batch_id text PRIMARY KEY,
  party_id text NOT NULL,
  gtin text NOT NULL,
  -- Printed beneath the code; empty: nothing is.
  product_name text NOT NULL,
  label_count integer NOT NULL,
  -- SHA-256 of the key inner codes are made with. The key itself is told once and not kept. Null: no inner codes.
  inner_key_hash text,
  -- ISO 3166-1 countries the goods are sold for; null: everywhere.
  countries text[],
  created_at timestamptz NOT NULL
);
CREATE INDEX label_batch_of ON label_batch (party_id, created_at DESC);

CREATE TABLE item_label (
  epc text COLLATE "C" PRIMARY KEY,
  batch_id text NOT NULL REFERENCES label_batch,
  position integer NOT NULL,
  serial text NOT NULL,
  -- SHA-256 of the inner code's secret.
  inner_hash text,
  UNIQUE (batch_id, position)
);

-- One line for each phone that looked at an item. Its pseudonym is of this item alone and is replaced every day.
CREATE TABLE item_device (
  epc text COLLATE "C" NOT NULL,
  device text NOT NULL,
  -- For phones that keep no cookie: a hash with a salt that dies with the day.
  alias text NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  renewed_at timestamptz NOT NULL,
  -- It came back with its token once. Such a phone is never again known by its alias, which many phones share.
  has_token boolean NOT NULL DEFAULT false,
  -- When it opened the inner code, or answered by the tag; null: never.
  opened_at timestamptz,
  tag_at timestamptz,
  PRIMARY KEY (epc, device)
);
CREATE INDEX item_device_alias ON item_device (epc, alias);

CREATE TABLE item_sighting (
  epc text COLLATE "C" NOT NULL,
  device text NOT NULL,
  at timestamptz NOT NULL,
  -- Key of `domain/provenance/cities.ts`; a place is never known more finely.
  city text,
  place_from text CHECK (place_from IN ('device', 'edge')),
  code text NOT NULL CHECK (code IN ('outer', 'inner')),
  FOREIGN KEY (epc, device) REFERENCES item_device ON UPDATE CASCADE
);
CREATE INDEX item_sighting_of ON item_sighting (epc, at);
CREATE INDEX item_sighting_device ON item_sighting (epc, device);

-- What happened to an item's codes besides: scans beyond the bound, wrong and used inner codes, repeated tag messages.
CREATE TABLE item_code_count (
  epc text COLLATE "C" NOT NULL,
  kind text NOT NULL CHECK (kind IN ('scan_overflow', 'inner_wrong', 'inner_replayed', 'tag_replayed', 'tag_wrong')),
  times integer NOT NULL,
  first_at timestamptz NOT NULL,
  last_at timestamptz NOT NULL,
  PRIMARY KEY (epc, kind)
);

CREATE TABLE item_tag (
  -- 7 bytes of the tag, lower-case hex.
  uid text PRIMARY KEY,
  epc text COLLATE "C" NOT NULL,
  party_id text NOT NULL,
  -- Highest count a message of the tag carried; a message must carry a higher one.
  counter integer NOT NULL DEFAULT -1
);

INSERT INTO item_device (epc, device, alias, first_at, last_at, renewed_at)
  SELECT epc, device, device, at, at, at FROM item_scan;
INSERT INTO item_sighting (epc, device, at, city, place_from, code)
  SELECT epc, device, at, NULL, NULL, 'outer' FROM item_scan;
DROP TABLE item_scan;
