import { utf8ToBytes } from "../domain/log/bytes.ts";
import { formatCopyList, type TileCopy } from "../domain/log/copy-list.ts";
import { isFork, refuseFork } from "./log-fork.ts";
import type { AnchorableHead, AnchorBook, LogHalt } from "./log-ports.ts";
import type { ChainOutbox, ChainReader, DocumentBlocks, UnitOfWork } from "./ports.ts";

export interface AnchoringDeps {
  readonly book: AnchorBook;
  readonly chain: Pick<ChainReader, "read" | "blockNumber" | "storageProof">;
  readonly outbox: ChainOutbox;
  readonly blocks: Pick<DocumentBlocks, "put">;
  readonly work: UnitOfWork;
  /** Keeps the CID of the newest list of copies where a restore of the database does not reach. */
  readonly keepList?: (logId: string, cid: string) => Promise<void>;
  /** Gas a mined transaction used; null when the chain does not know it. Left out, anchors show no cost. */
  readonly gasUsed?: (transaction: string) => Promise<number | null>;
  /** Has the newest checkpoint of a log cosigned, as far as witnesses answer; left out where no policy asks for any. */
  readonly witness?: (logId: string) => Promise<unknown>;
  /** Longest a checkpoint waits before it is sent. */
  readonly intervalSeconds: number;
  /** Entries past the last anchor from which it is sent at once. */
  readonly pressureEntries: number;
}

/** `waiting`: one is under way; `early`: neither time nor number asks for one yet. */
export type AnchorOutcome =
  | { readonly kind: "nothing" | "waiting" | "early" }
  | { readonly kind: "enqueued"; readonly size: number };

interface ChainHead {
  readonly size: number;
  readonly root: string;
}

const TILES_AT_ONCE = 32;

/**
 * Sends the newest checkpoint to the chain when it is time, one at a time. However long the chain was away, one anchor
 * catches up, because it is proved from wherever the contract stands.
 *
 * @throws LogError `log.fork_refused` when the chain knows more than the database, or something else.
 */
export async function anchorHead(deps: AnchoringDeps): Promise<AnchorOutcome> {
  const head = await deps.book.head();
  if (head === null) return { kind: "nothing" };
  const anchored = await compareWithChain(deps);
  if (anchored.size >= head.size) return { kind: "nothing" };
  if ((await keyForNext(deps, head, anchored)) === null) return { kind: "waiting" };
  if (!(await isDue(deps, head, anchored))) return { kind: "early" };
  const chosen = await preferWitnessed(deps, head, anchored);
  const key = await keyForNext(deps, chosen, anchored);
  if (key === null) return { kind: "waiting" };
  await copyTiles(deps, chosen);
  await enqueue(deps, chosen, anchored, key);
  return { kind: "enqueued", size: chosen.size };
}

/**
 * Receipts carry the cosignatures of the anchored checkpoint, so a witnessed one is sent where there is one. Witnesses
 * out of reach never keep an anchor back.
 */
async function preferWitnessed(
  { book, witness }: AnchoringDeps,
  head: AnchorableHead,
  anchored: ChainHead,
): Promise<AnchorableHead> {
  if (witness === undefined) return head;
  await witness(book.logId);
  const witnessed = await book.witnessedHead();
  const least = Math.max(anchored.size + 1, (await book.lastRequest())?.size ?? 0);
  return witnessed !== null && witnessed.size >= least ? witnessed : head;
}

interface ComparedWithChain {
  readonly book: AnchorBook;
  readonly chain: Pick<ChainReader, "read">;
}

/**
 * Refuses to go on when the contract has a root that this database does not lead to, as after a restore from an old
 * backup: signing on from there would be a fork.
 *
 * @returns The contract's head.
 * @throws LogError `log.fork_refused`.
 */
export async function compareWithChain({ book, chain }: ComparedWithChain): Promise<ChainHead> {
  const [size, root] = (await chain.read("EvidenceLog", "head", [`0x${book.logId}`])) as [bigint, string];
  const anchored = { size: Number(size), root: root.slice(2).toLowerCase() };
  const ours = (await book.head())?.size ?? 0;
  if (anchored.size > ours)
    throw refuseFork(`the chain has size ${anchored.size}, the database only ${ours}`);
  if (anchored.size > 0 && (await book.rootAt(anchored.size)) !== anchored.root)
    throw refuseFork(`the chain has another root at size ${anchored.size}`);
  return anchored;
}

/**
 * Compares as {@link compareWithChain}, and stops intake for all processes while the log may not go on. A chain that is
 * out of reach stops nothing.
 *
 * @throws LogError `log.fork_refused`.
 */
export async function compareOrHalt(deps: ComparedWithChain & { readonly halt: LogHalt }): Promise<void> {
  const standing = await deps.halt.reason();
  try {
    await compareWithChain(deps);
  } catch (error) {
    if (isFork(error)) await deps.halt.halt(error.message);
    throw error;
  }
  if (standing !== null) await deps.halt.goOn(standing);
}

/** The outbox key to use, or null while an earlier anchor is still under way. */
async function keyForNext(
  deps: AnchoringDeps,
  head: AnchorableHead,
  anchored: ChainHead,
): Promise<string | null> {
  const key = `anchor:${deps.book.logId}:${head.size}`;
  const last = await deps.book.lastRequest();
  if (last === null || last.size <= anchored.size) return key;
  const status = await deps.outbox.status(last.key);
  if (status !== null && status.state !== "failed") return null;
  // A key is sent once. What failed at this very size is tried again under the next one.
  return last.size === head.size ? nextKey(key, last.key) : key;
}

function nextKey(base: string, used: string): string {
  const attempt = Number(used.slice(base.length + 1) || "1");
  return `${base}:${attempt + 1}`;
}

async function isDue(deps: AnchoringDeps, head: AnchorableHead, anchored: ChainHead): Promise<boolean> {
  if (head.size - anchored.size >= deps.pressureEntries) return true;
  return (await deps.book.waitingSeconds(anchored.size)) >= deps.intervalSeconds;
}

/**
 * Whoever reads the anchor later must be able to find the tree under it, also when this machine is gone: each anchor leaves
 * a list of what was copied for it, which names the list before.
 */
async function copyTiles({ book, blocks, keepList }: AnchoringDeps, head: AnchorableHead): Promise<void> {
  for (;;) {
    const tiles = await book.uncopied(TILES_AT_ONCE);
    const copies: TileCopy[] = await Promise.all(
      tiles.map(async ({ bytes, ...tile }) => ({ ...tile, cid: (await blocks.put(bytes)).cid })),
    );
    const previous = await book.newestList();
    const list = { logId: book.logId, checkpoint: head.note, previous, copies };
    const { cid } = await blocks.put(utf8ToBytes(formatCopyList(list)));
    await book.noteCopies(copies, cid);
    await keepList?.(book.logId, cid);
    if (tiles.length < TILES_AT_ONCE) return;
  }
}

async function enqueue(
  deps: AnchoringDeps,
  head: AnchorableHead,
  anchored: ChainHead,
  key: string,
): Promise<void> {
  const { book, outbox, work } = deps;
  const call = await callOf(book, head, anchored);
  await work.run(async (tx) => {
    await outbox.enqueue(tx, { key, contract: "EvidenceLog", ...call });
    await book.noteRequest(tx, head.size, key);
  });
}

/** The first anchor of a log that goes on from another shows that one's last checkpoint; every other one a growth. */
async function callOf(
  book: AnchorBook,
  head: AnchorableHead,
  anchored: ChainHead,
): Promise<{ method: string; args: unknown[] }> {
  const named = [`0x${book.logId}`, head.size, `0x${head.root}`];
  const prefixed = (hashes: readonly string[]) => hashes.map((hash) => `0x${hash}`);
  const first = anchored.size === 0 ? await book.firstEntry(head.size) : null;
  if (first !== null) {
    const shown = [`0x${first.entry}`, prefixed(first.proof)];
    return { method: "anchorSuccessor", args: [...named, ...shown, head.logSignature] };
  }
  const proof = anchored.size === 0 ? [] : await book.consistencyProof(anchored.size, head.size);
  return { method: "anchor", args: [...named, prefixed(proof), head.logSignature] };
}

/** Notes what recorded anchors cost, so that anybody can see it beside them. */
export async function noteAnchorCosts({
  book,
  gasUsed,
}: Pick<AnchoringDeps, "book" | "gasUsed">): Promise<void> {
  if (gasUsed === undefined) return;
  for (const transaction of await book.withoutGas()) {
    const gas = await gasUsed(transaction);
    if (gas !== null) await book.noteGas(transaction, gas);
  }
}
