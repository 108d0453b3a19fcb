/** Puts the parts together: adapters behind ports, use cases behind routes, jobs beside them. Read this first. */
import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import { hexToBytes } from "@noble/hashes/utils.js";
import { sql } from "kysely";
import type { Logger } from "pino";
import { createAuth } from "./adapters/auth/auth.ts";
import { authentication } from "./adapters/auth/authentication.ts";
import { developmentSigners } from "./adapters/auth/development-signers.ts";
import { identity } from "./adapters/auth/identity.ts";
import { type Chain, openChain } from "./adapters/chain/chain.ts";
import type { DeployedContracts } from "./adapters/chain/contract-book.ts";
import { readDeployment } from "./adapters/chain/deployment.ts";
import { parseFinality } from "./adapters/chain/finality.ts";
import { blocksWithSmall, spoolWithSmall } from "./adapters/ipfs/blocks-with-small.ts";
import { openBlocks } from "./adapters/ipfs/open-blocks.ts";
import { labelPrinter } from "./adapters/labels/label-printer.ts";
import { webhookSender } from "./adapters/notify/webhook.ts";
import { caseStore } from "./adapters/postgres/cases.ts";
import { type Database, fromTx, openDatabase, unitOfWork } from "./adapters/postgres/database.ts";
import { erasureStore } from "./adapters/postgres/erasures.ts";
import { labelStore } from "./adapters/postgres/labels.ts";
import { openLedger } from "./adapters/postgres/ledger-store.ts";
import { createLogHalt } from "./adapters/postgres/log-halt.ts";
import { createLogIntake } from "./adapters/postgres/log-intake.ts";
import { LOG_CLOSED, openLogLine } from "./adapters/postgres/log-line.ts";
import { createLogPublisher } from "./adapters/postgres/log-publisher.ts";
import { createLogReader } from "./adapters/postgres/log-reader.ts";
import { ensureLog, type LogSettings, logSettings } from "./adapters/postgres/log-settings.ts";
import { orderStore } from "./adapters/postgres/orders.ts";
import { partyStore } from "./adapters/postgres/parties.ts";
import { eventStore } from "./adapters/postgres/provenance-events.ts";
import { eventKeyStore } from "./adapters/postgres/provenance-keys.ts";
import { scanStore } from "./adapters/postgres/provenance-scans.ts";
import { standingQueries } from "./adapters/postgres/provenance-standing.ts";
import { smallBlocks } from "./adapters/postgres/small-blocks.ts";
import { tagStore } from "./adapters/postgres/tags.ts";
import { uploadStore } from "./adapters/uploads/upload-store.ts";
import { readWitnessPolicy } from "./adapters/witness/read-policy.ts";
import { openCryptoPool } from "./adapters/workers/crypto-pool.ts";
import type { Deps } from "./app/deps.ts";
import type { Clock, Tx } from "./app/ports.ts";
import type { Config } from "./config.ts";

export type Parts = Awaited<ReturnType<typeof openParts>>;

const DEADLOCK = "40P01";

/** Opens every part. Nothing runs yet, and the chain is not asked before its first use. */
export async function openParts(config: Config, publicUrl: string, logger: Logger) {
  const database = openDatabase(config.DATABASE_URL);
  const contracts = readDeployment(config.DEPLOYMENT_DIR);
  const development = config.EMBEDDED;
  const chain = chainOf(config, database, contracts);
  const first = firstLog(config, contracts.EvidenceLog.address);
  await ensureLog(database, first);
  const settings = await openLogLine(database, first);
  const witnessPolicy = readWitnessPolicy(config, first.identity);
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
  const crypto = openCryptoPool(config.AUTH_SECRET);
  const log = createLogIntake(settings, random);
  const ledger = openLedger(database, log, { subjectOf: subjectsOfCases(config.AUTH_SECRET) });
  const onRepair = (cid: string, repaired: boolean) =>
    logger[repaired ? "warn" : "error"]({ cid, repaired }, "a block was lost or altered");
  const larger = await openBlocks(
    config.IPFS_API_URL,
    config.BLOCKSTORE_DIR,
    config.IPFS_MIRROR_URL === "" ? undefined : { url: config.IPFS_MIRROR_URL, onRepair },
  );
  const small = smallBlocks(database);
  const spool = larger.spool && spoolWithSmall(small, larger.spool);
  const blocks = spool ?? blocksWithSmall(small, larger.blocks);
  const parties = partyStore(database);
  const cases = caseStore(database);
  const { auth, close: closeAuth } = createAuth({
    databaseUrl: config.DATABASE_URL,
    publicUrl,
    secret: config.AUTH_SECRET,
  });
  const deps: Deps = {
    uow: unitOfWork(database, async (error) => {
      const { code } = error as { code?: unknown };
      // Of two that wait for each other the database ends one, of which nothing stays.
      if (code === DEADLOCK) return true;
      if (code !== LOG_CLOSED) return false;
      await settings.refresh();
      return true;
    }),
    clock: databaseClock(database),
    random,
    log,
    logReader: createLogReader(database, settings, chain.reader),
    signatures: crypto.signatures,
    logTerms: settings,
    blocks,
    sealing: crypto.sealing,
    uploads: uploadStore(database, join(config.DATA_DIR, "uploads"), config.AUTH_SECRET),
    parties,
    orders: orderStore(database),
    cases,
    erasures: erasureStore(database),
    events: eventStore(database),
    identity: identity(auth),
    outbox: chain.outbox,
    chain: chain.reader,
    settlementAgent: once(async () =>
      String(await chain.reader.read("CompensationFund", "settlementAgent", [])),
    ),
    ledger,
    secrets: {
      derive: (label) => new Uint8Array(createHmac("sha256", config.AUTH_SECRET).update(label).digest()),
    },
    publicUrl,
    platformId: config.PLATFORM_ID,
    developmentSigners: development ? developmentSigners(config.AUTH_SECRET) : null,
  };
  return {
    config,
    database,
    chain,
    settings,
    halt: createLogHalt(database, settings),
    line: settings,
    firstLog: first,
    witnessPolicy,
    ledger,
    blocks,
    spool,
    auth,
    deps,
    scans: scanStore(database),
    labels: labelStore(database),
    tags: tagStore(database),
    printer: labelPrinter(),
    eventKeys: eventKeyStore(database),
    standing: standingQueries(database, first.logId),
    webhooks: webhookSender({ development }),
    publisher: createLogPublisher(database, settings),
    authentication: authentication(auth, parties, cases, config.PLATFORM_ID),
    close: async () => {
      await closeAuth();
      await crypto.close();
      await chain.close();
      await database.close();
    },
  };
}

/** The chain of the settings, with the contracts deployed on it. */
export function chainOf(config: Config, database: Database, contracts: DeployedContracts): Chain {
  return openChain(database, {
    rpcUrl: config.RPC_URL,
    chainId: config.CHAIN_ID,
    development: config.EMBEDDED,
    finality: parseFinality(config.FINALITY),
    contracts,
    senderKey: config.SENDER_KEY,
  });
}

/** The log this operator began with; which one goes on from it now is in the database. */
export function firstLog(config: Config, contract: string): LogSettings {
  return logSettings({
    chainId: config.CHAIN_ID,
    contract,
    operatorParty: config.PLATFORM_ID,
    origin: config.LOG_ORIGIN,
    keys: {
      ed25519: hexToBytes(config.LOG_ED25519_KEY),
      checkpoint: hexToBytes(config.LOG_ETH_KEY.slice(2)),
      promise: hexToBytes(config.PROMISE_KEY.slice(2)),
    },
  });
}

/** Asks until it is answered once, then remembers: for what a contract fixed at its making. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

/**
 * The case's own pseudonym, so that its id on chain and its entries in the log cannot be matched. A case that a restored
 * database has lost still has payments on chain to book: it gets a pseudonym nobody else can compute.
 */
function subjectsOfCases(secret: string) {
  return async (tx: Tx, caseId: string): Promise<string> => {
    const row = await fromTx(tx)
      .selectFrom("dispute_case")
      .select("subject")
      .where("case_id", "=", caseId)
      .executeTakeFirst();
    if (row !== undefined) return row.subject;
    return createHmac("sha256", secret).update(`subject of a lost case ${caseId}`).digest("hex").slice(0, 32);
  };
}

/** The database's time: many processes agree on it, and a server whose clock jumps changes no deadline. */
function databaseClock(database: Database): Clock {
  return {
    now: async () => {
      const { rows } = await sql<{ now: Date }>`SELECT clock_timestamp() AS now`.execute(database.kysely);
      return (rows[0] as { now: Date }).now;
    },
  };
}
