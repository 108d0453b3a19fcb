-- Coins of the chain that go with a call: the bond of a seed, the cost of a ruling or an appeal.
ALTER TABLE chain_call
  ADD COLUMN value_wei numeric(78) NOT NULL DEFAULT 0 CHECK (value_wei >= 0);
