import { LogError } from "../domain/log/errors.ts";
import type { ChainCall, ChainOutbox, ChainReader, Tx, UnitOfWork } from "./ports.ts";

/** A log that is closed and its successor, as the database has them. Ids in lower-case hex. */
export interface Rotation {
  readonly from: { readonly logId: string; readonly size: number; readonly pending: number };
  readonly to: { readonly logId: string; readonly hasFirstEntry: boolean };
  /** `LogTerms` of the successor but for the bond. */
  readonly terms: Readonly<Record<string, string>>;
}

export interface RotationBook {
  /** The rotation under way; null when there is none. */
  underWay(): Promise<Rotation | null>;
  noteSealed(logId: string): Promise<void>;
  /** Writes entry 0 of the successor: the last checkpoint of the log before. Done once, however often it is asked. */
  writeFirstEntry(tx: Tx, rotation: Rotation): Promise<void>;
}

export interface RotationDeps {
  readonly book: RotationBook;
  readonly chain: Pick<ChainReader, "read">;
  readonly outbox: ChainOutbox;
  readonly work: UnitOfWork;
}

export type RotationStep = "none" | "draining" | "anchoring" | "sealing" | "registering" | "begun";

/**
 * Takes the next step of a rotation: the closed log is integrated and anchored to its last entry, sealed on the chain,
 * its successor registered there, and begun with its last checkpoint. Entries go to the successor all the while; each
 * step may be taken again.
 */
export async function advanceRotation(deps: RotationDeps): Promise<RotationStep> {
  const rotation = await deps.book.underWay();
  if (rotation === null) return "none";
  const { from, to } = rotation;
  if (from.pending > 0) return "draining";
  const [anchored] = (await deps.chain.read("EvidenceLog", "head", [`0x${from.logId}`])) as [bigint];
  if (Number(anchored) < from.size) return "anchoring";
  if (!(await isSealed(deps, from.logId))) return enqueueSeal(deps, from.logId);
  if (!(await isRegistered(deps, to.logId))) return enqueueRegister(deps, rotation);
  if (!to.hasFirstEntry) await deps.work.run((tx) => deps.book.writeFirstEntry(tx, rotation));
  await deps.book.noteSealed(from.logId);
  return "begun";
}

interface OnChain {
  readonly operator: string;
  readonly sealedAt: bigint;
}

const readLog = async ({ chain }: RotationDeps, logId: string): Promise<OnChain> =>
  (await chain.read("EvidenceLog", "logOf", [`0x${logId}`])) as OnChain;
const isSealed = async (deps: RotationDeps, logId: string) => (await readLog(deps, logId)).sealedAt > 0n;
const isRegistered = async (deps: RotationDeps, logId: string) =>
  BigInt((await readLog(deps, logId)).operator) !== 0n;

async function enqueueSeal({ work, outbox }: RotationDeps, logId: string): Promise<RotationStep> {
  const call = {
    key: `seal:${logId}`,
    contract: "EvidenceLog",
    method: "sealLog",
    args: [`0x${logId}`],
  } as const;
  await work.run((tx) => outbox.enqueue(tx, call));
  await refuseFailed(outbox, call.key);
  return "sealing";
}

async function enqueueRegister(deps: RotationDeps, { to, terms }: Rotation): Promise<RotationStep> {
  const bondMinor = String(await deps.chain.read("EvidenceLog", "minimumBondMinor", []));
  const call: ChainCall = {
    key: `start:log:${to.logId}`,
    contract: "EvidenceLog",
    method: "registerLog",
    args: [{ ...terms, bondMinor }],
  };
  await deps.work.run((tx) => deps.outbox.enqueue(tx, call));
  await refuseFailed(deps.outbox, call.key);
  return "registering";
}

/** A step the contract refused needs a person: it is said again and again, and entries go on being accepted. */
async function refuseFailed(outbox: ChainOutbox, key: string): Promise<void> {
  const status = await outbox.status(key);
  if (status?.state === "failed")
    throw new LogError("log.rotation_refused", `The contract refused ${key}: ${status.error ?? "unknown"}.`);
}
