/** The receipt (存证凭证): one canonical JSON file that proves, offline and without us, what was handed in and when. */
import { canonicalJson, parseCanonicalObject } from "./canonical-json.ts";
import { MAX_WITNESSES } from "./checkpoint.ts";
import { LogError } from "./errors.ts";
import { Fields } from "./fields.ts";
import type { LogIdentity } from "./log-identity.ts";
import type { PromisedTogether, SignedPromise } from "./promise.ts";
import { MAX_NODE_BYTES, type TransactionProof } from "./transaction-proof.ts";

export const RECEIPT_VERSION = "redress.receipt/1";

/** Longest receipt read, in characters: entry and statement at their largest, 64 hashes, 100 signatures. */
export const MAX_RECEIPT_CHARS = 1_000_000;

/** A character of UTF-8 has four bytes at most; what is larger is no receipt and is not read into memory. */
export const MAX_RECEIPT_BYTES = 4 * MAX_RECEIPT_CHARS;

const MAX_PROOF_HASHES = 64;
const ANY_TEXT = /^/;
const NODE = new RegExp(`^([0-9a-f]{2}){1,${MAX_NODE_BYTES}}$`);

export interface ReceiptInclusion {
  readonly index: number;
  /** Audit path, lowest first, 64 hex digits each. Its tree is that of the checkpoint. */
  readonly proof: readonly string[];
}

/** Where the chain recorded the checkpoint's root. A locator: the chain has to confirm every field of it. */
export interface ReceiptAnchor {
  readonly transaction: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  /** Block time, RFC 3339 in UTC to the second. */
  readonly blockTime: string;
  readonly stateProof?: ReceiptStateProof;
  /** That the block holds the transaction, and that it recorded the root: under a header it is no locator any more. */
  readonly transactionProof?: TransactionProof;
}

/**
 * Answers of `eth_getProof` at the anchor's block: RLP nodes from the root down, in lower-case hex. They show root and
 * keys to whoever trusts a header of that block, also when no node has its state any more.
 */
export interface ReceiptStateProof {
  /** From the header's state root to the contract. */
  readonly account: readonly string[];
  /** To the slot of `rootAt`. */
  readonly root: readonly string[];
  /** To the slots of `keyActiveAt` of the checkpoint's and the promise's key. */
  readonly checkpointKey: readonly string[];
  readonly promiseKey: readonly string[];
}

/** An RFC 3161 token over the checkpoint's signed text. */
export interface ReceiptTimestamp {
  /** DER in base64. */
  readonly token: string;
  /** SHA-256 of the token: parts of a token are signed by nobody, and nothing of a receipt may change unseen. */
  readonly sha256: string;
}

export interface Receipt {
  /** Canonical JSON of the public entry. */
  readonly entry: string;
  /** Canonical JSON of the statement; for its owner, with the salt. */
  readonly statement?: string;
  readonly salt?: string;
  readonly log: LogIdentity;
  readonly promise: SignedPromise;
  readonly inclusion?: ReceiptInclusion;
  /** Signed note, with cosignatures. */
  readonly checkpoint?: string;
  /** Address whose EIP-712 line the checkpoint carries. */
  readonly checkpointSigner?: string;
  /** Verifier keys of the witnesses whose lines the checkpoint carries. */
  readonly witnesses?: readonly string[];
  readonly anchor?: ReceiptAnchor;
  readonly timestamp?: ReceiptTimestamp;
}

const KEYS = [
  "v",
  "entry",
  "statement",
  "salt",
  "log",
  "promise",
  "inclusion",
  "checkpoint",
  "checkpointSigner",
  "witnesses",
  "anchor",
  "timestamp",
];

/** Writes a receipt as canonical JSON. */
export function formatReceipt(receipt: Receipt): string {
  const text = canonicalJson({ v: RECEIPT_VERSION, ...receipt });
  parseReceipt(text);
  return text;
}

/**
 * Reads a receipt; checks its form, not what it claims.
 *
 * @throws LogError `log.bad_receipt` naming the field: unknown fields, other spellings, parts without their pair.
 */
export function parseReceipt(text: string): Receipt {
  if (text.length > MAX_RECEIPT_CHARS) throw bad("receipt", `at most ${MAX_RECEIPT_CHARS} characters`);
  const object = parseCanonicalObject(text, "log.bad_receipt", "receipt");
  const fields = new Fields(object, "log.bad_receipt", "", KEYS);
  fields.text("v", /^redress\.receipt\/1$/, RECEIPT_VERSION);
  return {
    entry: fields.text("entry", ANY_TEXT, "a string"),
    ...readOwnerParts(fields),
    log: readLog(fields.raw("log")),
    promise: readPromise(fields.raw("promise")),
    ...readIntegrated(fields),
    ...(fields.has("anchor") && { anchor: readAnchor(fields.raw("anchor")) }),
    ...(fields.has("timestamp") && { timestamp: readTimestamp(fields.raw("timestamp")) }),
  };
}

function readOwnerParts(fields: Fields): { statement?: string; salt?: string } {
  if (fields.has("statement") !== fields.has("salt")) throw bad("salt", "statement and salt come together");
  if (!fields.has("salt")) return {};
  return { statement: fields.text("statement", ANY_TEXT, "a string"), salt: fields.hash("salt") };
}

type Integrated = Required<Pick<Receipt, "inclusion" | "checkpoint" | "checkpointSigner" | "witnesses">>;

function readIntegrated(fields: Fields): Integrated | Record<string, never> {
  const parts = ["inclusion", "checkpoint", "checkpointSigner", "witnesses"].map((key) => fields.has(key));
  if (parts.every((there) => !there) && !fields.has("anchor") && !fields.has("timestamp")) return {};
  if (!parts.every((there) => there))
    throw bad("checkpoint", "inclusion, checkpoint, its signer and witnesses come together");
  return {
    inclusion: readInclusion(fields.raw("inclusion")),
    checkpoint: fields.text("checkpoint", ANY_TEXT, "a string"),
    checkpointSigner: fields.address("checkpointSigner"),
    witnesses: readTexts(fields, "witnesses", MAX_WITNESSES, ANY_TEXT, "verifier keys"),
  };
}

function readInclusion(value: unknown): ReceiptInclusion {
  const fields = new Fields(value, "log.bad_receipt", "inclusion", ["index", "proof"]);
  return {
    index: fields.uint("index"),
    proof: readTexts(fields, "proof", MAX_PROOF_HASHES, /^[0-9a-f]{64}$/, "hashes in lower-case hex"),
  };
}

function readTexts(fields: Fields, key: string, max: number, pattern: RegExp, rule: string): string[] {
  return fields.list(key, max).map((value) => {
    if (typeof value !== "string" || !pattern.test(value)) throw bad(key, rule);
    return value;
  });
}

function readLog(value: unknown): LogIdentity {
  const keys = ["chainId", "contract", "operatorParty", "origin", "verifierKey"];
  const fields = new Fields(value, "log.bad_receipt", "log", keys);
  return {
    chainId: fields.uint("chainId"),
    contract: fields.address("contract"),
    operatorParty: fields.text("operatorParty", /^[!-~]{1,64}$/, "a party id"),
    origin: fields.text("origin", /^[^\s+]{1,255}$/, "an origin without white space"),
    verifierKey: fields.text("verifierKey", /^\S{1,512}$/, "a verifier key"),
  };
}

function readPromise(value: unknown): SignedPromise {
  const keys = ["logId", "leafHash", "promisedBy", "chainId", "contract", "signer", "signature", "bulk"];
  const fields = new Fields(value, "log.bad_receipt", "promise", keys);
  return {
    logId: fields.hash("logId"),
    leafHash: fields.hash("leafHash"),
    promisedBy: fields.text("promisedBy", /Z$/, "an instant in UTC to the second"),
    chainId: fields.uint("chainId"),
    contract: fields.address("contract"),
    signer: fields.address("signer"),
    signature: fields.text("signature", /^0x[0-9a-f]{130}$/, "0x and 130 lower-case hex digits"),
    ...(fields.has("bulk") && { bulk: readTogether(fields.raw("bulk")) }),
  };
}

function readTogether(value: unknown): PromisedTogether {
  const fields = new Fields(value, "log.bad_receipt", "promise.bulk", ["root", "count", "index", "proof"]);
  return {
    root: fields.hash("root"),
    count: fields.uint("count"),
    index: fields.uint("index"),
    proof: readTexts(fields, "proof", MAX_PROOF_HASHES, /^[0-9a-f]{64}$/, "hashes in lower-case hex"),
  };
}

function readAnchor(value: unknown): ReceiptAnchor {
  const keys = ["transaction", "blockNumber", "blockHash", "blockTime", "stateProof", "transactionProof"];
  const fields = new Fields(value, "log.bad_receipt", "anchor", keys);
  const hash = (key: string) => fields.text(key, /^0x[0-9a-f]{64}$/, "0x and 64 lower-case hex digits");
  return {
    transaction: hash("transaction"),
    blockNumber: fields.uint("blockNumber"),
    blockHash: hash("blockHash"),
    blockTime: fields.text("blockTime", /Z$/, "an instant in UTC to the second"),
    ...(fields.has("stateProof") && { stateProof: readStateProof(fields.raw("stateProof")) }),
    ...(fields.has("transactionProof") && {
      transactionProof: readTransactionProof(fields.raw("transactionProof")),
    }),
  };
}

function readStateProof(value: unknown): ReceiptStateProof {
  const keys = ["account", "root", "checkpointKey", "promiseKey"];
  const fields = new Fields(value, "log.bad_receipt", "anchor.stateProof", keys);
  const nodes = (key: string) => readNodes(fields, key);
  const [account, root] = [nodes("account"), nodes("root")];
  return { account, root, checkpointKey: nodes("checkpointKey"), promiseKey: nodes("promiseKey") };
}

function readTransactionProof(value: unknown): TransactionProof {
  const keys = ["index", "transaction", "outcome"];
  const fields = new Fields(value, "log.bad_receipt", "anchor.transactionProof", keys);
  const [transaction, outcome] = [readNodes(fields, "transaction"), readNodes(fields, "outcome")];
  return { index: fields.uint("index"), transaction, outcome };
}

const readNodes = (fields: Fields, key: string): string[] =>
  readTexts(fields, key, MAX_PROOF_HASHES, NODE, "nodes in lower-case hex");

function readTimestamp(value: unknown): ReceiptTimestamp {
  const fields = new Fields(value, "log.bad_receipt", "timestamp", ["token", "sha256"]);
  const base64 = /^(?:[A-Za-z0-9+/]{4}){1,20000}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  return { token: fields.text("token", base64, "base64"), sha256: fields.hash("sha256") };
}

const bad = (field: string, rule: string): LogError =>
  new LogError("log.bad_receipt", `${field}: ${rule}.`, { field, rule });
