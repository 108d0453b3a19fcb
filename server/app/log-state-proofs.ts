import type { AnchorBook, AnchorStateProof } from "./log-ports.ts";
import type { ChainReader } from "./ports.ts";

export interface StateProofDeps {
  readonly book: Pick<AnchorBook, "withoutStateProof" | "noteStateProof">;
  readonly chain: Pick<ChainReader, "blockNumber" | "storageProof">;
}

/** Nodes that keep no archive forget the state of blocks older than this. */
const STATE_KEPT_BLOCKS = 100;

interface RpcProof {
  readonly accountProof: readonly string[];
  readonly storageProof: readonly { readonly proof: readonly string[] }[];
}

/**
 * Takes proofs of what the contract has stored for the newest anchor while the node still has its state, so that a
 * receipt can be checked later against a block header alone. A node that gives none leaves the receipt without.
 */
export async function noteStateProofs({ book, chain }: StateProofDeps): Promise<void> {
  const anchor = await book.withoutStateProof((await chain.blockNumber()) - STATE_KEPT_BLOCKS);
  if (anchor === null) return;
  const slots = [anchor.rootSlot, anchor.checkpointKeySlot, anchor.promiseKeySlot];
  const answer = await chain.storageProof("EvidenceLog", slots, anchor.blockNumber).catch(() => null);
  await book.noteStateProof(anchor, readProof(answer));
}

/** An empty proof says that the node was asked and had none, so that it is not asked for ever. */
function readProof(answer: unknown): AnchorStateProof {
  if (answer === null) return { account: [], root: [], checkpointKey: [], promiseKey: [] };
  const { accountProof, storageProof } = answer as RpcProof;
  const nodes = (list: readonly string[] = []) => list.map((node) => node.slice(2).toLowerCase());
  const [root, checkpointKey, promiseKey] = storageProof.map(({ proof }) => nodes(proof));
  return {
    account: nodes(accountProof),
    root: root ?? [],
    checkpointKey: checkpointKey ?? [],
    promiseKey: promiseKey ?? [],
  };
}
