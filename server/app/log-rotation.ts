import { LogError } from "../domain/log/errors.ts";
import { freeKey } from "./free-key.ts";
import { refuseFork } from "./log-fork.ts";
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
  readonly chain: Pick<ChainReader, "read" | "refusalOf">;
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
  const [anchored] = (await deps.chain.read("EvidenceLog", "head", [`0x${from.logId}`])) as [bigint];
  // Otherwise the successor would begin with another checkpoint than the contract has as the last one.
  if (Number(anchored) > from.size)
    throw refuseFork(`the chain has size ${anchored} of the closed log, the database only ${from.size}`);
  if (from.pending > 0) return "draining";
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

async function enqueueSeal(deps: RotationDeps, logId: string): Promise<RotationStep> {
  const args = [`0x${logId}`];
  await enqueueStep(deps, `seal:${logId}`, { contract: "EvidenceLog", method: "sealLog", args });
  return "sealing";
}

async function enqueueRegister(deps: RotationDeps, { to, terms }: Rotation): Promise<RotationStep> {
  const bondMinor = String(await deps.chain.read("EvidenceLog", "minimumBondMinor", []));
  const args = [{ ...terms, bondMinor }];
  await enqueueStep(deps, `start:log:${to.logId}`, { contract: "EvidenceLog", method: "registerLog", args });
  return "registering";
}

/**
 * What failed once, for want of a bond or because a reorganisation took away what it stood on, is tried again as soon as
 * the contract would take it. What it refuses needs a person: that is said again and again, and entries go on being accepted.
 */
async function enqueueStep(
  { chain, outbox, work }: RotationDeps,
  base: string,
  call: Omit<ChainCall, "key">,
): Promise<void> {
  const key = await freeKey(outbox, base);
  if (key === null) return;
  const refusal = await chain.refusalOf(call);
  if (refusal !== null)
    throw new LogError("log.rotation_refused", `The contract refuses ${key}: ${refusal}.`);
  await work.run((tx) => outbox.enqueue(tx, { key, ...call }));
}
