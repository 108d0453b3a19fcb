/** Transactions and receipts as a block commits to them, put together again from what JSON-RPC tells of them. */
import { concatBytes } from "../../domain/log/bytes.ts";
import { encodeRlp, type Rlp } from "../../domain/log/rlp.ts";

/** An object of JSON-RPC: every field may be missing or of another form. */
export type RpcObject = Readonly<Record<string, unknown>>;

const NO_BYTES = new Uint8Array(0);
const LEGACY = 0;
const DEPOSIT = 0x7e;

const CALL = ["gas*", "to", "value*", "input"];
const SIGNATURE = ["yParity*", "r*", "s*"];
const FEES = ["chainId*", "nonce*", "maxPriorityFeePerGas*", "maxFeePerGas*"];

/**
 * What each type of transaction consists of, in the order in which it is encoded, as JSON-RPC names it; those with a
 * star are numbers. EIP-155, 2930, 1559, 4844 and 7702, and the deposits that begin the blocks of OP-stack rollups.
 */
const FIELDS: Readonly<Record<number, readonly string[]>> = {
  [LEGACY]: ["nonce*", "gasPrice*", ...CALL, "v*", "r*", "s*"],
  1: ["chainId*", "nonce*", "gasPrice*", ...CALL, "accessList", ...SIGNATURE],
  2: [...FEES, ...CALL, "accessList", ...SIGNATURE],
  3: [...FEES, ...CALL, "accessList", "maxFeePerBlobGas*", "blobVersionedHashes", ...SIGNATURE],
  4: [...FEES, ...CALL, "accessList", "authorizationList", ...SIGNATURE],
  [DEPOSIT]: ["sourceHash", "from", "to", "mint*", "value*", "gas*", "isSystemTx", "input"],
};

/** What has no recipient makes a contract; a deposit may mint nothing, and is seldom the system's own. */
const LEFT_OUT: ReadonlySet<string> = new Set(["to", "mint", "isSystemTx"]);

const ACCESS = ["address", "storageKeys"];
const AUTHORIZATION = ["chainId*", "address", "nonce*", "yParity*", "r*", "s*"];
const EVENT = ["address", "topics", "data"];
const OUTCOME = ["status*", "cumulativeGasUsed*", "logsBloom", "logs"];
/** Receipts of deposits say more, since the upgrades that brought it. */
const OUTCOME_OF_DEPOSIT = ["depositNonce*", "depositReceiptVersion*"];

const PARTS: Readonly<Record<string, readonly string[]>> = {
  accessList: ACCESS,
  authorizationList: AUTHORIZATION,
  logs: EVENT,
};

/**
 * A transaction as it was signed and is hashed.
 *
 * @throws Error for a type nobody has told us of, and for fields of another form.
 */
export function encodeTransaction(transaction: RpcObject): Uint8Array {
  const type = typeOf(transaction);
  const fields = FIELDS[type];
  if (fields === undefined) throw new Error(`transactions of type ${type} are not known here`);
  return enveloped(type, fieldsOf(transaction, fields));
}

/**
 * The chain's receipt of a transaction.
 *
 * @throws Error for fields of another form.
 */
export function encodeOutcome(outcome: RpcObject): Uint8Array {
  const type = typeOf(outcome);
  const more = OUTCOME_OF_DEPOSIT.filter((field) => type === DEPOSIT && outcome[field.slice(0, -1)] != null);
  return enveloped(type, fieldsOf(outcome, [...OUTCOME, ...more]));
}

function typeOf({ type }: RpcObject): number {
  return type === undefined ? LEGACY : Number(type);
}

/** EIP-2718: what has a type begins with it. */
function enveloped(type: number, fields: Rlp): Uint8Array {
  return type === LEGACY ? encodeRlp(fields) : concatBytes(Uint8Array.of(type), encodeRlp(fields));
}

function fieldsOf(object: RpcObject, fields: readonly string[]): Rlp[] {
  return fields.map((field) => {
    const name = field.replace("*", "");
    // Nodes that came before `yParity` say the same in `v`.
    const value = name === "yParity" ? (object.yParity ?? object.v) : object[name];
    return field.endsWith("*") ? numberOf(value, name) : bytesOrList(value, name);
  });
}

/** Big-endian without leading zeros. */
function numberOf(value: unknown, name: string): Uint8Array {
  if (value == null && LEFT_OUT.has(name)) return NO_BYTES;
  const digits = hexOf(value, name).replace(/^0+/, "");
  return bytesOf(digits.length % 2 === 1 ? `0${digits}` : digits, name);
}

function bytesOrList(value: unknown, name: string): Rlp {
  if (Array.isArray(value)) return value.map((part) => partOf(part, name));
  if (value == null && LEFT_OUT.has(name)) return NO_BYTES;
  if (typeof value === "boolean") return value ? Uint8Array.of(1) : NO_BYTES;
  return bytesOf(hexOf(value, name), name);
}

function partOf(part: unknown, name: string): Rlp {
  const fields = PARTS[name];
  return fields === undefined ? bytesOrList(part, name) : fieldsOf(Object(part) as RpcObject, fields);
}

function hexOf(value: unknown, name: string): string {
  if (typeof value !== "string" || !value.startsWith("0x")) throw new Error(`${name} is not hex`);
  return value.slice(2);
}

/** What is no digit ends the reading, so that the length tells. */
function bytesOf(hex: string, name: string): Uint8Array {
  const bytes = Buffer.from(hex, "hex");
  if (bytes.length * 2 !== hex.length) throw new Error(`${name} is not hex`);
  return bytes;
}
