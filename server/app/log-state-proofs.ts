import type { AnchorBook, AnchorStateProof } from "./log-ports.ts";
import type { ChainReader } from "./ports.ts";

export interface StateProofDeps {
  readonly book: Pick<AnchorBook, "withoutStateProof" | "noteStateProof">;
  readonly chain: Pick<ChainReader, "blockNumber" | "storageProof">;
}

/** Nodes that keep no archive forget the state of blocks older than this. */
const STATE_KEPT_BLOCKS = 100;

/** More than any proof has, so that what a node answers cannot fill the table. */
const MOST_NODES = 64;
const MOST_NODE_CHARS = 2_048;

const SILENCE = Symbol("no answer");
const NONE: AnchorStateProof = { account: [], root: [], checkpointKey: [], promiseKey: [] };

/**
 * Takes proofs of what the contract has stored for the newest anchor while the node still has its state, so that a
 * receipt can be checked later against a block header alone. A node that gives none leaves the receipt without; one that is
 * out of reach is asked again.
 */
export async function noteStateProofs({ book, chain }: StateProofDeps): Promise<void> {
  const anchor = await book.withoutStateProof((await chain.blockNumber()) - STATE_KEPT_BLOCKS);
  if (anchor === null) return;
  const slots = [anchor.rootSlot, anchor.checkpointKeySlot, anchor.promiseKeySlot];
  const asked = chain.storageProof("EvidenceLog", slots, {
    number: anchor.blockNumber,
    hash: anchor.blockHash,
  });
  const answer = await asked.catch((error: { code?: unknown }) =>
    error.code === "chain.unreachable" ? SILENCE : null,
  );
  if (answer === SILENCE) return;
  // An empty proof says that the node was asked and had none, so that it is not asked for ever.
  await book.noteStateProof(anchor, readProof(answer) ?? NONE);
}

/** Null for an answer of another form. */
function readProof(answer: unknown): AnchorStateProof | null {
  const { accountProof, storageProof } = (answer ?? {}) as { accountProof?: unknown; storageProof?: unknown };
  const slots = Array.isArray(storageProof) ? storageProof.map((one) => nodesOf(one?.proof)) : [];
  const [root, checkpointKey, promiseKey] = slots;
  const account = nodesOf(accountProof);
  if (account === null || !root || !checkpointKey || !promiseKey) return null;
  return { account, root, checkpointKey, promiseKey };
}

function nodesOf(list: unknown): string[] | null {
  if (!Array.isArray(list) || list.length > MOST_NODES) return null;
  const isNode = (node: unknown) =>
    typeof node === "string" && node.length <= MOST_NODE_CHARS && /^0x([0-9a-fA-F]{2})+$/.test(node);
  return list.every(isNode) ? list.map((node: string) => node.slice(2).toLowerCase()) : null;
}
