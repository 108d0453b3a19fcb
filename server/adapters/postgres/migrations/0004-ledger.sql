-- Double entry, append-only. The database itself refuses what bookkeeping forbids, whoever writes.

CREATE TABLE journal (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text NOT NULL UNIQUE,
  kind text NOT NULL CHECK (kind ~ '^[a-z][a-z_.]{1,62}$'),
  currency text NOT NULL CHECK (currency = 'CNY'),
  case_id text,
  reverses bigint REFERENCES journal,
  at timestamptz NOT NULL DEFAULT now(),
  leaf_hash text NOT NULL UNIQUE CHECK (leaf_hash ~ '^[0-9a-f]{64}$'),
  -- The transaction that wrote it, the only one that may write its lines.
  written_by xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX journal_reverses ON journal (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX journal_case ON journal (case_id, id) WHERE case_id IS NOT NULL;

CREATE TABLE posting (
  journal_id bigint NOT NULL REFERENCES journal,
  line smallint NOT NULL CHECK (line >= 0),
  account text NOT NULL CHECK (
    account ~ '^(FUND|BOND_CUSTODY|SUSPENSE|CAPITAL|PLATFORM_LOSS|FEES|(RECV|DEBT|BOND|PAYABLE|PENALTY):[a-z0-9][a-z0-9-]{1,63})$'),
  debit_minor bigint NOT NULL CHECK (debit_minor >= 0),
  credit_minor bigint NOT NULL CHECK (credit_minor >= 0),
  CHECK ((debit_minor = 0) <> (credit_minor = 0)),
  PRIMARY KEY (journal_id, line)
);
CREATE INDEX posting_account ON posting (account) INCLUDE (debit_minor, credit_minor);

-- Deferred, because a journal is balanced only once all its lines are there.
CREATE FUNCTION journal_must_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target bigint;
  lines bigint;
  difference numeric;
BEGIN
  IF TG_TABLE_NAME = 'journal' THEN target := NEW.id; ELSE target := NEW.journal_id; END IF;
  SELECT count(*), coalesce(sum(debit_minor::numeric - credit_minor), 0) INTO lines, difference
    FROM posting WHERE journal_id = target;
  IF lines = 0 OR difference <> 0 THEN
    RAISE EXCEPTION 'journal % is not balanced: % lines, debits exceed credits by %', target, lines, difference
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_must_balance';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER journal_must_balance AFTER INSERT ON journal
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_must_balance();
CREATE CONSTRAINT TRIGGER posting_must_balance AFTER INSERT ON posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_must_balance();

-- A journal stands unless a reversal of it stands: a reversal may itself be undone, and then be made again.
CREATE FUNCTION journal_stands(target bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN NOT EXISTS (SELECT FROM journal r WHERE r.reverses = target AND journal_stands(r.id));
END $$;

CREATE FUNCTION journal_is_reversed_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Two reversals of one journal wait for each other here.
  PERFORM FROM journal WHERE id = NEW.reverses FOR UPDATE;
  IF NOT journal_stands(NEW.reverses) THEN
    RAISE EXCEPTION 'journal % is reversed already', NEW.reverses
      USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_is_reversed_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER journal_is_reversed_once BEFORE INSERT ON journal
  FOR EACH ROW WHEN (NEW.reverses IS NOT NULL) EXECUTE FUNCTION journal_is_reversed_once();

CREATE FUNCTION reversal_must_be_exact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM posting WHERE journal_id IN (NEW.id, NEW.reverses)
             GROUP BY account HAVING sum(debit_minor::numeric - credit_minor) <> 0) THEN
    RAISE EXCEPTION 'journal % is not the inverse of journal %', NEW.id, NEW.reverses
      USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_must_be_exact';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reversal_must_be_exact AFTER INSERT ON journal
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.reverses IS NOT NULL)
  EXECUTE FUNCTION reversal_must_be_exact();

-- A balanced pair of lines added to an old journal would change what its log entry says.
CREATE FUNCTION posting_only_with_its_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM journal WHERE id = NEW.journal_id AND written_by = pg_current_xact_id()) THEN
    RAISE EXCEPTION 'journal % is closed: lines are written with their journal', NEW.journal_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'posting_only_with_its_journal';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER posting_only_with_its_journal BEFORE INSERT ON posting
  FOR EACH ROW EXECUTE FUNCTION posting_only_with_its_journal();

CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only: % of % refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_is_append_only';
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON posting
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only();
