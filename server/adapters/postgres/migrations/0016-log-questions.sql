-- What was asked of a log through its contract is looked for among all events every few seconds; it is seldom there.
CREATE INDEX chain_event_log_question ON chain_event (name, block_number, log_index)
  WHERE name IN ('PromiseChallenged', 'InclusionRequested', 'InclusionRequestedByCid');
