-- What was asked of a log through its contract is looked for among all events every few seconds; it is seldom there.
CREATE INDEX chain_event_log_question ON chain_event (name, block_number, log_index)
  WHERE name IN ('PromiseChallenged', 'InclusionRequested', 'InclusionRequestedByCid');

-- How far each witness has signed is asked witness by witness; one that has been silent for long must not cost a walk.
CREATE INDEX log_cosignature_newest ON log_cosignature (log_id, witness, size DESC);
