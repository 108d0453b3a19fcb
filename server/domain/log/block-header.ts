/** Block headers by hand: the hash is computed from the fields, so nobody has to be believed about more than that hash. */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, fromHex, readUint } from "./bytes.ts";
import { LogError } from "./errors.ts";
import { decodeRlp, encodeRlp, quantityBytes, type Rlp } from "./rlp.ts";

export interface BlockHeader {
  /** `0x` hex, computed. */
  readonly hash: string;
  readonly number: number;
  /** Unix time in seconds. */
  readonly time: number;
  readonly stateRoot: Uint8Array;
  readonly transactionsRoot: Uint8Array;
  readonly receiptsRoot: Uint8Array;
}

/** State, transactions and receipts. */
const ROOTS = 3;
const NUMBER = 8;
const TIME = 11;
const LEAST_FIELDS = 15;

/** Fields in their order, as JSON-RPC names them; those with a star are numbers. Later forks append. */
const FIELDS = [
  ...["parentHash", "sha3Uncles", "miner", "stateRoot", "transactionsRoot", "receiptsRoot", "logsBloom"],
  ...["difficulty*", "number*", "gasLimit*", "gasUsed*", "timestamp*", "extraData", "mixHash", "nonce"],
  ...["baseFeePerGas*", "withdrawalsRoot", "blobGasUsed*", "excessBlobGas*", "parentBeaconBlockRoot"],
  "requestsHash",
];

/**
 * Reads a header: RLP as hex, or the JSON of `eth_getBlockByHash`.
 *
 * @throws LogError `log.bad_header` when it is neither, or when its fields do not give the hash it names.
 */
export function parseHeader(text: string): BlockHeader {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) return fromRlp(readHex(trimmed));
  return readHeader(readJson(trimmed));
}

/**
 * Reads the header of a block as JSON-RPC answers with it.
 *
 * @throws LogError `log.bad_header` when its fields do not give the hash it names.
 */
export function readHeader(json: Readonly<Record<string, unknown>>): BlockHeader {
  const header = fromRlp(encodeRlp(fieldsOf(json)));
  if (json.hash !== undefined && json.hash !== header.hash)
    throw bad(`its fields give the hash ${header.hash}, not the one it names`);
  return header;
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text) as Record<string, unknown>;
    return typeof value.result === "object" && value.result !== null
      ? (value.result as Record<string, unknown>)
      : value;
  } catch {
    throw bad("it is neither hex nor JSON");
  }
}

function fieldsOf(json: Readonly<Record<string, unknown>>): Rlp[] {
  const present = FIELDS.filter((field) => json[field.replace("*", "")] !== undefined);
  return present.map((field) => {
    const value = json[field.replace("*", "")];
    if (typeof value !== "string" || !/^0x[0-9a-fA-F]*$/.test(value)) throw bad(`${field} is not hex`);
    return field.endsWith("*") ? quantityBytes(BigInt(value)) : readHex(value);
  });
}

function fromRlp(bytes: Uint8Array): BlockHeader {
  const fields = decodeRlp(bytes);
  if (fields instanceof Uint8Array || fields.length < LEAST_FIELDS) throw bad("it has too few fields");
  const roots = fields.slice(ROOTS, ROOTS + 3);
  const [number, time] = [fields[NUMBER], fields[TIME]];
  if (!roots.every(isHash) || !isBytes(number) || !isBytes(time)) throw bad("a field has another form");
  const [stateRoot, transactionsRoot, receiptsRoot] = roots as [Uint8Array, Uint8Array, Uint8Array];
  const hash = `0x${bytesToHex(keccak_256(bytes))}`;
  const read = { number: Number(readUint(number)), time: Number(readUint(time)) };
  return { hash, ...read, stateRoot, transactionsRoot, receiptsRoot };
}

const isBytes = (value: Rlp | undefined): value is Uint8Array => value instanceof Uint8Array;
const isHash = (value: Rlp | undefined): value is Uint8Array => isBytes(value) && value.length === 32;

function readHex(text: string): Uint8Array {
  const digits = text.replace(/^0x/, "").toLowerCase();
  if (digits === "" && text !== "0x") throw bad("it is empty");
  return fromHex(digits, "header");
}

const bad = (why: string): LogError => new LogError("log.bad_header", `This is no block header: ${why}.`);
