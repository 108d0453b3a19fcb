/** Starts what runs beside requests: sequencing, anchoring, sending, following, clocks, reconciliation. */
import type { Logger } from "pino";
import { openElection } from "./adapters/chain/election.ts";
import { openLogTail, readTailHead } from "./adapters/log-tail.ts";
import { keepNewestList } from "./adapters/newest-list.ts";
import { readGasUsed } from "./adapters/postgres/chain-calls.ts";
import { listenChainCalls } from "./adapters/postgres/chain-notices.ts";
import { createAnchorBook } from "./adapters/postgres/log-anchor-book.ts";
import { createAnchorHandler } from "./adapters/postgres/log-anchors.ts";
import { intakeNotices } from "./adapters/postgres/log-notices.ts";
import { createLogPublisher } from "./adapters/postgres/log-publisher.ts";
import { awaitsAnchor } from "./adapters/postgres/log-questions.ts";
import { createRotationBook } from "./adapters/postgres/log-rotation.ts";
import { createLineSequencer } from "./adapters/postgres/log-sequencer.ts";
import { type LogSettings, logIdHex } from "./adapters/postgres/log-settings.ts";
import { createStampBook } from "./adapters/postgres/log-stamps.ts";
import { createTransactionProofBook } from "./adapters/postgres/log-transaction-proofs.ts";
import { createWitnessBook } from "./adapters/postgres/log-witness-book.ts";
import { askStamp } from "./adapters/timestamp/ask-stamp.ts";
import { httpWitnesses } from "./adapters/witness/http-witness.ts";
import { bookChainEvents } from "./app/book-chain-events.ts";
import { keepErasures } from "./app/erase-document.ts";
import { caseFollower } from "./app/follow-cases.ts";
import { considerAdvances, keepCases } from "./app/keep-cases.ts";
import { keepPanels } from "./app/keep-panels.ts";
import { goOnOrHalt } from "./app/log-going-on.ts";
import { noteTransactionProof } from "./app/log-transaction-proofs.ts";
import { openWitnessing, type Witnessing } from "./app/log-witnessing.ts";
import { partyNames } from "./app/party-names.ts";
import { reconcile } from "./app/reconcile.ts";
import type { Parts } from "./compose.ts";
import type { Metrics } from "./http/middleware/metrics.ts";
import { anchorLog } from "./jobs/anchor-log.ts";
import { cosignLog } from "./jobs/cosign-log.ts";
import { deliverRegularly } from "./jobs/deliver-events.ts";
import { followChain } from "./jobs/follow-chain.ts";
import { forwardDocuments } from "./jobs/forward-documents.ts";
import { keepTail } from "./jobs/keep-tail.ts";
import { type LoopOptions, type RunningJob, startLoop } from "./jobs/loop.ts";
import { reconcileRegularly } from "./jobs/reconcile.ts";
import { rotateLog } from "./jobs/rotate-log.ts";
import { sendChainCalls } from "./jobs/send-chain-calls.ts";
import { sequenceLog } from "./jobs/sequence-log.ts";
import { stampLog } from "./jobs/stamp-log.ts";
import { standingFigures, startAnswering } from "./run-answers.ts";

const PRESSURE_ENTRIES = 5_000;
const RECONCILE_MILLISECONDS = 60_000;
const STAMP_MILLISECONDS = 5_000;
const FIGURES_MILLISECONDS = 10_000;
const GATHERING_MILLISECONDS = 150;
const UPLOADS_MILLISECONDS = 60_000;
const TAIL_MILLISECONDS = 1_000;

/** Starts the jobs; every one may run in many processes and is safe to run twice. */
export async function startJobs(
  parts: Parts,
  logger: Logger,
  metrics: Metrics,
): Promise<{ stop(): Promise<void> }> {
  const { chain, database, deps, line, config, spool } = parts;
  const every = (name: string, intervalMs: number): LoopOptions => ({
    intervalMs,
    onError: (error) => logger.error({ job: name, err: error }, "job pass failed"),
  });
  const books = async () => (await line.unsealed()).map((settings) => createAnchorBook(database, settings));
  const sender = sendChainCalls(chain.sender, every("send-chain-calls", 500));
  const office = (name: string) => openElection(database.pool, name);
  const tails = keepTail(
    {
      mostEntries: PRESSURE_ENTRIES,
      logs: async () =>
        (await line.unsealed()).map((settings) => ({
          publisher: createLogPublisher(database, settings),
          tail: openLogTail(config.DATA_DIR, logIdHex(settings)),
        })),
    },
    { ...every("keep-tail", 60_000), restMs: TAIL_MILLISECONDS },
  );
  const sequencer = await sequenceLog(
    {
      sequencer: createLineSequencer(database, line),
      office: office("redress sequence-log"),
      notices: intakeNotices(config.DATABASE_URL),
      mayGoOn: () => mayGoOn(parts, logger),
      halt: parts.halt,
      onBatch: () => tails.wake(),
    },
    { ...every("sequence-log", 1_000), restMs: GATHERING_MILLISECONDS },
  );
  const witnesses = openWitnesses(parts, logger);
  const cosigning =
    witnesses === null
      ? []
      : [cosignLog({ ...witnesses, office: office("redress cosign-log") }, every("cosign-log", 1_000))];
  const anchors = anchorLog(
    {
      ...(witnesses !== null && { witness: witnesses.witness }),
      books,
      chain: chain.reader,
      outbox: chain.outbox,
      blocks: parts.blocks,
      keepList: keepNewestList(config.DATA_DIR),
      work: deps.uow,
      intervalSeconds: config.ANCHOR_SECONDS,
      pressureEntries: PRESSURE_ENTRIES,
      office: office("redress anchor-log"),
      halt: parts.halt,
      isAwaited: (logId) => awaitsAnchor(database, logId),
      onEnqueued: () => sender.wake(),
      gasUsed: (transaction) => readGasUsed(database.kysely, transaction),
    },
    every("anchor-log", 1_000),
  );
  const proving = {
    book: createTransactionProofBook(database.kysely),
    prove: chain.proveTransaction,
  };
  const proofs = startLoop(
    async () => ({ more: await noteTransactionProof(proving) }),
    every("prove-transactions", 1_000),
  );
  const handlers = [
    createAnchorHandler(),
    bookChainEvents({ ledger: parts.ledger, history: chain.history, parties: partyNames(deps.parties) }),
    caseFollower(deps),
  ];
  const rotation = rotateLog(
    {
      book: createRotationBook(database, line, chain.senderAddress),
      chain: chain.reader,
      outbox: chain.outbox,
      work: deps.uow,
      refresh: line.refresh,
    },
    every("rotate-log", 1_000),
  );
  const answers = startAnswering(parts, logger, every("answer-log", 5_000));
  const follower = followChain(chain.follower(handlers), {
    ...every("follow-chain", 500),
    onProgress: () => {
      sender.wake();
      answers.wake();
    },
  });
  const notices = await listenChainCalls(database, () => {
    sender.wake();
    follower.wake();
  });
  const ledgers = reconcileRegularly(
    async () =>
      (await chain.at.followedBlock()) < (await chain.reader.blockNumber())
        ? null
        : reconcile({ ledger: parts.ledger, chain: chain.at, parties: deps.parties, clock: deps.clock }),
    {
      ...every("reconcile", RECONCILE_MILLISECONDS),
      onResult: ({ differences, rows }) => {
        metrics.gauge("redress_ledger_differences", "Amounts in which ledger and chain differ", differences);
        if (differences > 0) logger.error({ rows }, "ledger and chain differ");
      },
    },
  );
  const showStanding = standingFigures(parts, logger, metrics);
  const figures = startLoop(
    async () => {
      await showChainHealth(parts, metrics);
      await showStanding();
      await showCodeMisuse(parts, metrics);
      return { more: false };
    },
    every("figures", FIGURES_MILLISECONDS),
  );
  const uploads = startLoop(
    async () => ({ more: (await deps.uploads.removeExpired()) > 0 }),
    every("remove-expired-uploads", UPLOADS_MILLISECONDS),
  );
  const advances = startLoop(
    async () => {
      await considerAdvances(deps);
      return { more: false };
    },
    every("consider-advances", 500),
  );
  const keeper = startLoop(async () => ({ more: (await keepCases(deps)) >= 50 }), every("keep-cases", 5_000));
  const panels = startLoop(
    async () => ({ more: (await keepPanels(deps)) >= 500 }),
    every("keep-panels", 30_000),
  );
  const erasures = startLoop(
    async () => ({ more: (await keepErasures(deps)) >= 50 }),
    every("keep-erasures", 60_000),
  );
  const deliveries = deliverRegularly(
    { ...deps, standing: parts.standing, webhooks: parts.webhooks },
    every("deliver-events", 1_000),
  );
  const forwarding = spool === null ? [] : [forwardDocuments(spool, every("forward-documents", 1_000))];
  const stamping =
    config.TSA_URL === "" ? [] : [startStamping(parts, every("stamp-log", STAMP_MILLISECONDS))];
  const jobs: RunningJob[] = [
    ...forwarding,
    ...stamping,
    deliveries,
    uploads,
    sequencer,
    tails,
    anchors,
    proofs,
    ...cosigning,
    follower,
    answers,
    rotation,
    advances,
    keeper,
    panels,
    erasures,
    ledgers,
    figures,
    sender,
  ];
  return {
    stop: async () => {
      await notices.stop();
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}

/** Whether a next batch may be signed: nobody has seen more of a log than the database knows. */
function mayGoOn(
  { chain, config, database, halt, line, witnessPolicy }: Parts,
  logger: Logger,
): Promise<void> {
  return goOnOrHalt({
    logs: async () =>
      (await line.unsealed()).map((settings) => ({
        origin: settings.identity.origin,
        book: createAnchorBook(database, settings),
        witnessBook: createWitnessBook(database, settings),
        remembered: () => readTailHead(openLogTail(config.DATA_DIR, logIdHex(settings))),
      })),
    chain: chain.reader,
    halt,
    witnesses: witnessPolicy === null ? [] : httpWitnesses(witnessPolicy),
    onTrouble: (witness, err) => logger.warn({ witness, err }, "a witness did not say how far it has signed"),
  });
}

/** Asks for every log of the line. Null where no policy names a witness to ask. */
function openWitnesses({ config, database, halt, line, witnessPolicy: policy }: Parts, logger: Logger) {
  if (policy === null) return null;
  const known = new Map<string, Witnessing>();
  const witnessingOf = (settings: LogSettings): Witnessing => {
    const found =
      known.get(logIdHex(settings)) ??
      openWitnessing({
        book: createWitnessBook(database, settings),
        policy,
        witnesses: httpWitnesses(policy),
        ...(!config.EMBEDDED && { notOf: config.PLATFORM_ID }),
        halt,
        onTrouble: (witness, err) => logger.warn({ witness, err }, "a witness did not sign"),
      });
    known.set(logIdHex(settings), found);
    return found;
  };
  return {
    witnessings: async () => (await line.all()).map(witnessingOf),
    witness: async (logId: string) => {
      const settings = (await line.all()).find((one) => logIdHex(one) === logId);
      if (settings !== undefined) await witnessingOf(settings).pass();
    },
  };
}

/** Floods of scans, codes tried and codes replayed, so that an operator sees them begin. */
async function showCodeMisuse({ labels }: Parts, metrics: Metrics): Promise<void> {
  for (const [kind, times] of Object.entries(await labels.misuseTotals()))
    metrics.gauge(`redress_codes_${kind}_total`, `Codes of items misused: ${kind}, times`, times);
}

/** Has another authority of time see what was anchored. */
function startStamping({ config, database, line }: Parts, options: LoopOptions): RunningJob {
  const ask = (message: Uint8Array) => askStamp(config.TSA_URL, message);
  const books = async () => (await line.all()).map((settings) => createStampBook(database, settings));
  return stampLog({ books, ask }, options);
}

/** What an operator's alarms watch: the way to the chain, and promises near their time. */
async function showChainHealth({ chain, publisher }: Parts, metrics: Metrics): Promise<void> {
  const { alarms, followed, head, queue, reachable, reorganisations } = await chain.health();
  const promises = await publisher.promises();
  const show = metrics.gauge;
  show("redress_chain_reachable", "1 when the chain node answers", reachable ? 1 : 0);
  show("redress_chain_alarms", "Alarms that stand", alarms.length);
  show("redress_chain_lag_blocks", "Blocks not folded yet", head === null ? -1 : head - (followed ?? 0));
  show("redress_chain_reorganisations_total", "Times blocks were undone", reorganisations);
  show("redress_promises_open", "Promises no anchor keeps yet", promises.open);
  show("redress_promises_overdue", "Promises whose instant has passed", promises.overdue);
  for (const [name, value] of Object.entries(queue)) {
    if (typeof value === "number")
      show(`redress_chain_calls_${name.toLowerCase()}`, `Calls to the chain: ${name}`, value);
  }
}
