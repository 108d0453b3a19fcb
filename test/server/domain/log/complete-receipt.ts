import { createHash } from "node:crypto";
import { encodeRlp, hexlify, keccak256, toBeHex } from "ethers";
import { parseHeader } from "../../../../server/domain/log/block-header.ts";
import { bulkTree } from "../../../../server/domain/log/bulk-promise.ts";
import { utf8ToBytes } from "../../../../server/domain/log/bytes.ts";
import type { ChainView } from "../../../../server/domain/log/chain-view.ts";
import { addressOfKey, bulkPromiseDigest, signDigest } from "../../../../server/domain/log/eip712.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { describeBulkPromise, type SignedPromise } from "../../../../server/domain/log/promise.ts";
import {
  formatReceipt,
  parseReceipt,
  type ReceiptStateProof,
} from "../../../../server/domain/log/receipt.ts";
import { keySlot, rootSlot } from "../../../../server/domain/log/state-proof.ts";
import { ANCHORING, type AnchoringBlock, anchoringBlock } from "./anchoring-block.ts";
import { ANCHOR, chainOf, fullReceipt, IDENTITY, KEYS, LOG_ID, PROMISED_BY } from "./receipt-fixture.ts";
import { STAMP } from "./stamp-fixture.ts";
import { accountOf, type Trie, trieOf, wordOf } from "./state-trie.ts";

export interface CompleteReceipt {
  readonly text: string;
  /** What the receipt is about. */
  readonly document: Uint8Array;
  /** The chain it is anchored on. */
  readonly chain: ChainView;
  /** Header of the anchor's block for who has no chain to ask, RLP as hex. */
  readonly header: string;
  readonly block: AnchoringBlock;
}

/** A document with every value a byte can have. */
const DOCUMENT = Uint8Array.from({ length: 512 }, (_, at) => at & 255);
const ANCHORED_AT = Date.parse(ANCHOR.blockTime) / 1000;

/** A receipt with every part there is: promised with others, witnessed, anchored, its state and transaction proved, and stamped. */
export function completeReceipt(): CompleteReceipt {
  const documentHash = createHash("sha256").update(DOCUMENT).digest("hex");
  const plain = parseReceipt(
    fullReceipt({}, { v: "redress.statement/1", documentHash, submitter: "merchant-1" }),
  );
  const { stateRoot, stateProof } = proveState(rootOf(plain.checkpoint!));
  const block = anchoringBlock(rootOf(plain.checkpoint!));
  const { transactionsRoot, receiptsRoot } = block;
  const roots = { stateRoot, transactionsRoot, receiptsRoot };
  const { hash: transaction, proof: transactionProof } = block.prove(ANCHORING);
  const header = headerWith(roots);
  const { hash } = parseHeader(header);
  const text = formatReceipt({
    ...plain,
    promise: promisedWithOthers(leafHash(utf8ToBytes(plain.entry))),
    anchor: { ...ANCHOR, transaction, blockHash: hash, stateProof, transactionProof },
    timestamp: { token: STAMP.toString("base64"), sha256: createHash("sha256").update(STAMP).digest("hex") },
  });
  const chain = chainWith(text, { transaction, blockHash: hash, roots });
  return { text, document: DOCUMENT, chain, header, block };
}

const rootOf = (checkpoint: string): bigint =>
  BigInt(`0x${Buffer.from(checkpoint.split("\n")[2]!, "base64").toString("hex")}`);

/** The third of five. */
function promisedWithOthers(leaf: Uint8Array): SignedPromise {
  const others = [1, 2, 3, 4].map((n) => leafHash(Uint8Array.of(n)));
  const tree = bulkTree([...others.slice(0, 2), leaf, ...others.slice(2)]);
  const terms = { domain: IDENTITY, logId: LOG_ID, promisedBy: PROMISED_BY };
  const digest = bulkPromiseDigest(IDENTITY, LOG_ID, {
    root: tree.root,
    count: tree.count,
    promisedBy: PROMISED_BY,
  });
  const signed = { signer: addressOfKey(KEYS.promise), signature: signDigest(KEYS.promise, digest) };
  return describeBulkPromise(terms, tree, tree.item(2), signed);
}

/** The contract's storage as it stood in the anchor's block, among other slots and accounts. */
function proveState(root: bigint): { stateRoot: string; stateProof: ReceiptStateProof } {
  const slots = {
    root: hashed(rootSlot(LOG_ID, 11, ANCHORED_AT)),
    checkpointKey: hashed(keySlot(LOG_ID, "checkpoint", addressOfKey(KEYS.checkpoint))),
    promiseKey: hashed(keySlot(LOG_ID, "promise", addressOfKey(KEYS.promise))),
  };
  const others = Array.from(
    { length: 40 },
    (_, n) => [hashed(Uint8Array.of(n)), wordOf(BigInt(n + 1))] as const,
  );
  const storage = trieOf(
    new Map([
      ...others,
      [slots.root, wordOf(root)],
      [slots.checkpointKey, wordOf(7n)],
      [slots.promiseKey, wordOf(8n)],
    ]),
  );
  const account = keccak256(IDENTITY.contract);
  const neighbours = others.map(([key]) => [key, accountOf(key)] as const);
  const accounts: Trie = trieOf(new Map([...neighbours, [account, accountOf(storage.root)]]));
  return {
    stateRoot: accounts.root,
    stateProof: {
      account: accounts.prove(account),
      root: storage.prove(slots.root),
      checkpointKey: storage.prove(slots.checkpointKey),
      promiseKey: storage.prove(slots.promiseKey),
    },
  };
}

const hashed = (bytes: Uint8Array): string => keccak256(bytes);

/** Roots of the anchor's block, `0x` hex. */
interface Roots {
  readonly stateRoot: string;
  readonly transactionsRoot: string;
  readonly receiptsRoot: string;
}

/** The fields of a header before any fork appended to them; only roots, number and time matter here. */
function headerWith({ stateRoot, transactionsRoot, receiptsRoot }: Roots): string {
  const zeros = (length: number): string => hexlify(new Uint8Array(length));
  const roots = [zeros(32), zeros(32), zeros(20), stateRoot, transactionsRoot, receiptsRoot, zeros(256)];
  const numbers = ["0x", toBeHex(ANCHOR.blockNumber), "0x01c9c380", "0x", toBeHex(ANCHORED_AT)];
  return encodeRlp([...roots, ...numbers, "0x", zeros(32), zeros(8)]);
}

/** Answers for the one block of the receipt as it was made, whatever a forged one names. */
function chainWith(
  text: string,
  { transaction, blockHash, roots }: { transaction: string; blockHash: string; roots: Roots },
): ChainView {
  const chain = chainOf(text);
  const plain = Object.fromEntries(Object.entries(roots).map(([name, root]) => [name, root.slice(2)]));
  return {
    ...chain,
    keyActiveAt: async (contract, logId, use, key) =>
      (await chain.keyActiveAt(contract, logId, use, key)) === 0 ? 0 : use === "promise" ? 8 : 7,
    anchorOf: async (contract, logId, size, asked) => {
      if (asked !== transaction) return null;
      const record = await chain.anchorOf(contract, logId, size, ANCHOR.transaction);
      return record === null ? null : { ...record, blockHash, ...plain };
    },
  };
}
