-- CID of the newest list of copies of tiles; each list names the one before.
ALTER TABLE log ADD COLUMN copies text;

-- A log read back after a restore says that a document was erased, and not who asked for it or why.
ALTER TABLE erasure DROP CONSTRAINT erasure_basis_check;
ALTER TABLE erasure ADD CONSTRAINT erasure_basis_check CHECK (basis IN ('owner', 'legal_request', 'unknown'));
