/** Checkpoints: signed size and root of a log, as C2SP tlog-checkpoint writes them. */
import { equalBytes, fromBase64, toBase64, utf8ToBytes } from "./bytes.ts";
import { signEd25519, verifyEd25519 } from "./ed25519.ts";
import type { LogDomain } from "./eip712.ts";
import { checkpointDigest, recoverSigner, signDigest } from "./eip712.ts";
import { LogError } from "./errors.ts";
import { HASH_BYTES } from "./hash.ts";
import { eip712NoteKey } from "./log-identity.ts";
import type { NoteSignature, SignedNote, VerifierKey } from "./signed-note.ts";
import { formatNote, formatSignature, MAX_SIGNATURES, parseNote, parseVerifierKey } from "./signed-note.ts";

/** As many can cosign one checkpoint: two of the lines of a note are the log's own. */
export const MAX_WITNESSES = MAX_SIGNATURES - 2;
/** Origin, size, root. */
const LINES = 3;

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

/** A parsed note of a checkpoint. */
export interface CheckpointNote extends Checkpoint {
  /** The signed text, with its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The secret keys of one log. */
export interface LogKeys {
  /** 32-byte Ed25519 seed. */
  readonly ed25519: Uint8Array;
  /** secp256k1 key whose address is the log's checkpoint key on chain. */
  readonly checkpoint: Uint8Array;
  /** secp256k1 key whose address is the log's promise key on chain. */
  readonly promise: Uint8Array;
}

/** Writes the text of a checkpoint: origin, size, root, a line each. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads a checkpoint note; checks its form, not its signatures.
 *
 * @throws LogError `log.bad_note` or `log.bad_checkpoint`, the latter for extension lines too: our logs write none.
 */
export function parseCheckpoint(note: string): CheckpointNote {
  const parsed = parseNote(note);
  if (parsed.text.split("\n").length !== LINES + 1)
    throw bad("A checkpoint is origin, size and root, one a line.");
  return readCheckpoint(parsed);
}

/**
 * Reads a checkpoint note of any log (C2SP tlog-checkpoint), with lines after the root that mean something to that log
 * alone; checks its form, not its signatures.
 *
 * @throws LogError `log.bad_note` or `log.bad_checkpoint`.
 */
export function parseAnyCheckpoint(note: string): CheckpointNote {
  const parsed = parseNote(note);
  if (parsed.text.includes("\n\n")) throw bad("A checkpoint has no empty line.");
  return readCheckpoint(parsed);
}

function readCheckpoint({ text, signatures }: SignedNote): CheckpointNote {
  const [origin, size, root] = text.split("\n", LINES);
  if (!origin || size === undefined || root === undefined)
    throw bad("A checkpoint is origin, size and root, one a line.");
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size)))
    throw bad("The size of a checkpoint is a decimal number without leading zeros.");
  const hash = fromBase64(root, "root");
  if (hash.length !== HASH_BYTES) throw bad("The root of a checkpoint is 32 bytes.");
  return { origin, size: Number(size), root: hash, text, signatures };
}

export interface SignedCheckpoint {
  readonly note: string;
  /** EIP-712 signature of (logId, size, root), 65 bytes, for the contract. */
  readonly logSignature: Uint8Array;
}

export interface CheckpointSigner {
  readonly domain: LogDomain;
  readonly logId: Uint8Array;
  /** Verifier key line of the log's Ed25519 key. */
  readonly verifierKey: string;
  /** Address of the checkpoint key. */
  readonly signer: string;
  readonly keys: LogKeys;
  /** Faster ways to the same signatures, where the machine has them. */
  readonly signing?: {
    digest(secretKey: Uint8Array, digest: Uint8Array): Uint8Array;
    ed25519(seed: Uint8Array, message: Uint8Array): Uint8Array;
  };
}

const PORTABLE = { digest: signDigest, ed25519: signEd25519 };

/** Signs a checkpoint with both keys of its log: Ed25519 for the ecosystem, EIP-712 for the contract. */
export function signCheckpoint(checkpoint: Checkpoint, by: CheckpointSigner): SignedCheckpoint {
  const text = checkpointText(checkpoint);
  const { name, keyId } = parseVerifierKey(by.verifierKey);
  const digest = checkpointDigest(by.domain, by.logId, checkpoint.size, checkpoint.root);
  const signing = by.signing ?? PORTABLE;
  const logSignature = signing.digest(by.keys.checkpoint, digest);
  const own = eip712NoteKey(checkpoint.origin, by.signer);
  const lines = [
    formatSignature({ name, keyId, signature: signing.ed25519(by.keys.ed25519, utf8ToBytes(text)) }),
    formatSignature({ name: own.name, keyId: own.keyId, signature: logSignature }),
  ];
  return { note: formatNote(text, lines), logSignature };
}

/** Finds the signatures a key made under its name and key id. */
export function signaturesBy(note: CheckpointNote, key: VerifierKey): Uint8Array[] {
  const own = note.signatures.filter((line) => line.name === key.name && equalBytes(line.keyId, key.keyId));
  return own.map((line) => line.signature);
}

/** Whether the log's Ed25519 key signed the checkpoint, exactly once and under the log's own origin. */
export function verifyLogLine(note: CheckpointNote, key: VerifierKey): boolean {
  const [signature, ...more] = signaturesBy(note, key);
  if (signature === undefined || more.length > 0 || key.name !== note.origin) return false;
  return verifyEd25519(key.publicKey, utf8ToBytes(note.text), signature);
}

/** Whether the address signed the checkpoint's EIP-712 line for this log, chain and contract. */
export function verifyEip712Line(
  note: CheckpointNote,
  domain: LogDomain,
  logId: Uint8Array,
  signer: string,
): boolean {
  const [signature, ...more] = signaturesBy(note, eip712NoteKey(note.origin, signer));
  if (signature === undefined || more.length > 0) return false;
  return (
    recoverSigner(checkpointDigest(domain, logId, note.size, note.root), signature) === signer.toLowerCase()
  );
}

/**
 * Lower-case address whose EIP-712 line the checkpoint carries; null when it has none for this log, chain and contract. Only
 * signatures under the log's own name are looked at.
 */
export function signerOfCheckpoint(
  note: CheckpointNote,
  domain: LogDomain,
  logId: Uint8Array,
): string | null {
  const digest = checkpointDigest(domain, logId, note.size, note.root);
  for (const { name, signature } of note.signatures) {
    const signer = name === note.origin ? recoverSigner(digest, signature) : null;
    if (signer !== null && signaturesBy(note, eip712NoteKey(name, signer)).length === 1) return signer;
  }
  return null;
}

const bad = (message: string): LogError => new LogError("log.bad_checkpoint", message);
