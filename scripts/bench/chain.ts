import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Interface, JsonRpcProvider, Network, Wallet } from "ethers";
import { type Chain, openChain } from "../../server/adapters/chain/chain.ts";
import { type Database, openDatabase, unitOfWork } from "../../server/adapters/postgres/database.ts";
import { openLedger } from "../../server/adapters/postgres/ledger-store.ts";
import { createLogIntake } from "../../server/adapters/postgres/log-intake.ts";
import { ensureLog, logSettings } from "../../server/adapters/postgres/log-settings.ts";
import { migrate } from "../../server/adapters/postgres/migrate.ts";
import { fundIn } from "../../server/domain/money/journal-lines.ts";
import { EMBEDDED_CHAIN_ID, launchAnvil, rpc } from "../dev/anvil.ts";
import { freePort } from "../dev/ports.ts";
import { ensureDatabase, startPostgres } from "../dev/postgres.ts";
import { type Bench, medianMs, perSecond, type Row } from "./bench.ts";

const CALLS = 300;
const CONTRACT = `0x${"c0".repeat(20)}`;
const ABI = ["function mint(address to, uint256 amount)"];
/** Code that stops: every call to it succeeds, so that only the way there is measured. */
const ACCEPTS_ALL = "0x00";

/** The way to the chain and back against bare transactions, and booking against the log entry it includes. */
export const benches: Bench = {
  name: "chain",
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), "redress-bench-"));
    chmodSync(folder, 0o755);
    const password = randomBytes(16).toString("hex");
    const options = { folder: join(folder, "postgres"), password, durable: true, dieWithParent: true };
    const postgres = await startPostgres(options);
    const port = await freePort();
    const anvil = await launchAnvil({ port, logFile: join(folder, "anvil.log"), dieWithParent: true });
    try {
      await ensureDatabase(postgres, "bench");
      const url = postgres.url("bench");
      await migrate(url);
      return await measure(url, `http://127.0.0.1:${port}`);
    } finally {
      anvil.kill("SIGTERM");
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(databaseUrl: string, rpcUrl: string): Promise<Row[]> {
  const db = openDatabase(databaseUrl);
  await rpc(rpcUrl, "anvil_setCode", [CONTRACT, ACCEPTS_ALL]);
  const [ours, bare] = [await fundedWallet(rpcUrl), await fundedWallet(rpcUrl)];
  const chain = openChain(db, {
    rpcUrl,
    chainId: EMBEDDED_CHAIN_ID,
    development: true,
    finality: { kind: "depth", blocks: 0 },
    contracts: { SettlementToken: { address: CONTRACT, abi: ABI } },
    senderKey: ours.privateKey,
  });
  try {
    return [...(await callRows(db, chain, rpcUrl, bare)), await journalRow(db)];
  } finally {
    await chain.close();
    await db.close();
  }
}

async function fundedWallet(rpcUrl: string): Promise<Wallet> {
  const wallet = new Wallet(`0x${randomBytes(32).toString("hex")}`);
  await rpc(rpcUrl, "anvil_setBalance", [wallet.address, "0xd3c21bcecceda1000000"]);
  return wallet;
}

async function callRows(db: Database, chain: Chain, rpcUrl: string, wallet: Wallet): Promise<Row[]> {
  const follower = chain.follower([]);
  await follower.pass();
  const round = async (count: number, name: string) => {
    await enqueue(db, chain, count, name);
    // Calls land in order: the last one stands for all.
    while ((await chain.outbox.status(`${name}-${count - 1}`))?.state !== "mined") {
      await chain.sender.pass();
      await follower.pass();
    }
  };
  const start = performance.now();
  await round(CALLS, "many");
  const sent = (CALLS * 1000) / (performance.now() - start);
  let single = 0;
  const oneMs = await medianMs(() => round(1, `single-${single++}`));
  const { perSec, ms } = await bareTransactions(rpcUrl, wallet);
  const against = "bare transactions, each signed, sent and its receipt read, one after the other";
  return [
    { what: "calls through the outbox, folded", measured: sent, unit: "/s", against, reference: perSec },
    { what: "one call, enqueued to folded", measured: oneMs, unit: "ms", against, reference: ms },
  ];
}

async function enqueue(db: Database, chain: Chain, count: number, name: string): Promise<void> {
  await unitOfWork(db).run(async (tx) => {
    for (let i = 0; i < count; i++) {
      const key = `${name}-${i}`;
      await chain.outbox.enqueue(tx, {
        key,
        contract: "SettlementToken",
        method: "mint",
        args: [CONTRACT, i],
      });
    }
  });
}

async function bareTransactions(rpcUrl: string, wallet: Wallet): Promise<{ perSec: number; ms: number }> {
  const network = Network.from(EMBEDDED_CHAIN_ID);
  const options = { staticNetwork: network, batchMaxCount: 1, cacheTimeout: -1 };
  const provider = new JsonRpcProvider(rpcUrl, network, options);
  const signer = wallet.connect(provider);
  const data = new Interface(ABI).encodeFunctionData("mint", [CONTRACT, 1]);
  const send = async () => {
    const sent = await signer.sendTransaction({ to: CONTRACT, data });
    await provider.getTransactionReceipt(sent.hash);
  };
  try {
    const perSec = await perSecond(send);
    return { perSec, ms: await medianMs(send) };
  } finally {
    provider.destroy();
  }
}

async function journalRow(db: Database): Promise<Row> {
  const key = (fill: number) => new Uint8Array(32).fill(fill);
  const settings = logSettings({
    chainId: EMBEDDED_CHAIN_ID,
    contract: CONTRACT,
    operatorParty: "platform",
    origin: "bench.redress.example/log/1",
    keys: { ed25519: key(1), checkpoint: key(2), promise: key(3) },
  });
  await ensureLog(db, settings);
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };
  const log = createLogIntake(settings, random);
  const ledger = openLedger(db, log);
  const lines = fundIn(100n);
  const measured = await perSecond((round) =>
    unitOfWork(db).run((tx) =>
      ledger.post(tx, { key: `bench-${round}`, kind: "fund.in", currency: "CNY", caseId: null, lines }),
    ),
  );
  const statement = new TextEncoder().encode("{}");
  const entry = { type: "journal", subject: "bench", statement, submitter: "bench", public: false } as const;
  const reference = await perSecond((round) =>
    unitOfWork(db).run((tx) => log.accept(tx, [{ ...entry, idempotencyKey: `entry-${round}` }])),
  );
  const against = "entries of the log alone, each with its promise";
  return {
    what: "journals booked, log entry and promise included",
    measured,
    unit: "/s",
    against,
    reference,
  };
}
