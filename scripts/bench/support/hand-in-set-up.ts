/** The whole product on a database we know, with a merchant and cases to hand evidence in to. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, openClient, signIn, withKey } from "../../../server/cli/demo/client.ts";
import { bytesToHex } from "../../../server/domain/log/bytes.ts";
import { ed25519PublicKey } from "../../../server/domain/log/ed25519.ts";
import { addressOfKey } from "../../../server/domain/log/eip712.ts";
import { signOrderLink } from "../../../server/domain/party/order-link.ts";
import type { ClaimFiled } from "../../../server/schema/claim.ts";
import { ROOT } from "../../dev/layout.ts";
import { freePort } from "../../dev/ports.ts";
import { ensureDatabase, startPostgres } from "../../dev/postgres.ts";

const SHOP_SEED = new Uint8Array(32).fill(7);
const GTIN = "06901234567892";
const DAY = 86_400_000;
const MERCHANT = "bench-shop";

/** Signs for what the merchant hands in. */
export const SIGNER_KEY = new Uint8Array(32).fill(0x51);

export interface HandInSetUp {
  readonly url: string;
  readonly databaseUrl: string;
  /** Process of the server itself. */
  readonly serverPid: number;
  readonly merchant: Client;
  readonly merchantKey: string;
  /** Cases open for evidence; a document of theirs has three readers. */
  readonly caseIds: readonly string[];
}

/** Starts it, works on it, and takes everything away again. */
export async function withHandInSetUp<T>(
  cases: number,
  work: (setUp: HandInSetUp) => Promise<T>,
): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), "redress-bench-"));
  chmodSync(home, 0o755);
  const password = randomBytes(16).toString("hex");
  const options = { folder: join(home, "own-postgres"), password, durable: true, dieWithParent: true };
  const postgres = await startPostgres(options);
  let child: ChildProcess | undefined;
  try {
    await ensureDatabase(postgres, "bench");
    const databaseUrl = postgres.url("bench");
    const port = await freePort();
    child = startProduct(home, databaseUrl, port);
    await ready(child);
    return await work(await furnish(`http://localhost:${port}`, databaseUrl, cases, child.pid ?? 0));
  } finally {
    if (child !== undefined) await stopped(child);
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

function startProduct(home: string, databaseUrl: string, port: number): ChildProcess {
  const env = {
    ...process.env,
    REDRESS_HOME: join(home, "product"),
    DATABASE_URL: databaseUrl,
    PORT: String(port),
  };
  return spawn(process.execPath, [join(ROOT, "scripts/dev/up.ts"), "--empty"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = "";
    child.stdout!.setEncoding("utf8").on("data", (text: string) => {
      seen += text;
      if (/\] ready$/m.test(seen)) resolve();
    });
    child.once("exit", (code) => reject(new Error(`the set-up ended with ${code}:\n${seen}`)));
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await gone;
}

async function furnish(url: string, databaseUrl: string, cases: number, upPid: number): Promise<HandInSetUp> {
  const operator = await signIn(url, "mall");
  await operator.post("/v1/parties", { partyId: MERCHANT, kind: "merchant", name: "Bench" });
  const { key } = await operator.post<{ key: string }>(`/v1/parties/${MERCHANT}/api-keys`, { name: "bench" });
  const merchant = withKey(url, key);
  await merchant.post(`/v1/parties/${MERCHANT}/shop-keys`, {
    publicKey: bytesToHex(ed25519PublicKey(SHOP_SEED)),
  });
  await merchant.post(`/v1/parties/${MERCHANT}/signers`, { signer: addressOfKey(SIGNER_KEY) });
  const caseIds: string[] = [];
  for (let i = 0; i < cases; i++) caseIds.push(await openCase(url, merchant, `bench-${i}`));
  return { url, databaseUrl, serverPid: serverOf(upPid), merchant, merchantKey: key, caseIds };
}

async function openCase(url: string, merchant: Client, orderId: string): Promise<string> {
  const now = Date.now();
  await merchant.post("/v1/orders", {
    orderId,
    merchant: MERCHANT,
    buyerRef: "buyer-0001",
    currency: "CNY",
    paymentChannel: "bench",
    orderedAt: new Date(now - 2 * DAY).toISOString(),
    signedFor: new Date(now - DAY).toISOString(),
    lines: [{ lineId: "1", gtin: GTIN, name: "Cup", quantity: 1, paidMinor: "1000" }],
  });
  const expiresAt = new Date(now + DAY).toISOString();
  const orderLink = signOrderLink(
    { merchant: MERCHANT, orderId, buyerRef: "buyer-0001", expiresAt },
    SHOP_SEED,
  );
  const filed = await openClient(url).post<ClaimFiled>("/v1/claims", {
    orderLink,
    lines: [{ lineId: "1", quantity: 1 }],
    kind: "damaged",
    demand: "refund_only",
    amountMinor: "1000",
    text: "broken",
    idempotencyKey: randomBytes(12).toString("hex"),
  });
  return filed.caseId;
}

/** The server is the child of the supervisor that runs `server/main.ts`. */
function serverOf(upPid: number): number {
  const found = readdirSync("/proc").find((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const isServer = readFileSync(`/proc/${name}/cmdline`, "utf8").includes("server/main.ts");
      return isServer && descendsFrom(Number(name), upPid);
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error("the server's process is not to be found");
  return Number(found);
}

function descendsFrom(pid: number, ancestor: number): boolean {
  if (pid === ancestor) return true;
  if (pid <= 1) return false;
  const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return parent !== undefined && descendsFrom(Number(parent), ancestor);
}
