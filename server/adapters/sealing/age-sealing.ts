import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import type { Sealing, WrappedKey } from "../../app/ports.ts";
import { SealingError } from "./errors.ts";
import type { Keyring } from "./keyring.ts";

/**
 * Seals documents with age. Each document has an identity of its own; that identity is wrapped once per reader, so a
 * reader is added without touching the document, and a document whose wrapped keys are erased stays closed for ever.
 *
 * A reader is a name the keyring knows, or an age recipient (`age1…`) whose private key is elsewhere.
 */
export function createAgeSealing(keyring: Keyring): Sealing {
  return {
    seal: (bytes, readers) => seal(keyring, bytes, readers),
    sealStream: (bytes, readers) => sealStream(keyring, bytes, readers),
    open: (sealed, wrapped) => open(keyring, sealed, wrapped),
    openStream: (sealed, wrapped) => openStream(keyring, sealed, wrapped),
    addReader: async (wrapped, reader) => wrap(keyring, await unwrap(keyring, wrapped), reader),
  };
}

async function seal(
  keyring: Keyring,
  bytes: Uint8Array,
  readers: readonly string[],
): Promise<{ sealed: Uint8Array; wrappedKeys: WrappedKey[] }> {
  const { recipient, wrappedKeys } = await newKey(keyring, readers);
  return { sealed: await encrypt(bytes, recipient), wrappedKeys };
}

async function sealStream(
  keyring: Keyring,
  bytes: AsyncIterable<Uint8Array>,
  readers: readonly string[],
): Promise<{ sealed: AsyncIterable<Uint8Array>; wrappedKeys: WrappedKey[] }> {
  const { recipient, wrappedKeys } = await newKey(keyring, readers);
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return { sealed: await encrypter.encrypt(streamOf(bytes)), wrappedKeys };
}

/** A key for one document, wrapped to each of its readers. */
async function newKey(
  keyring: Keyring,
  readers: readonly string[],
): Promise<{ recipient: string; wrappedKeys: WrappedKey[] }> {
  if (readers.length === 0) throw new SealingError("sealing.no_readers", "A document needs a reader.");
  const identity = await generateX25519Identity();
  const distinct = [...new Set(readers)];
  return {
    recipient: await identityToRecipient(identity),
    wrappedKeys: await Promise.all(distinct.map((reader) => wrap(keyring, identity, reader))),
  };
}

async function openStream(
  keyring: Keyring,
  sealed: AsyncIterable<Uint8Array>,
  wrapped: WrappedKey,
): Promise<AsyncIterable<Uint8Array>> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(await unwrap(keyring, wrapped));
  return await opening(() => decrypter.decrypt(streamOf(sealed)));
}

/** Pulled, never pushed: what is not asked for is not read. */
function streamOf(bytes: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  return ReadableStream.from(bytes) as ReadableStream<Uint8Array>;
}

async function open(
  keyring: Keyring,
  sealed: AsyncIterable<Uint8Array>,
  wrapped: WrappedKey,
): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(await unwrap(keyring, wrapped));
  // Errors of the store that feeds us are not ours to rename, so the sealed bytes are read before they are opened.
  const bytes = await collect(sealed);
  return await opening(() => decrypter.decrypt(bytes));
}

async function wrap(keyring: Keyring, identity: string, reader: string): Promise<WrappedKey> {
  const recipient = isOutside(reader) ? reader : await keyring.recipientOf(reader);
  try {
    return { reader, key: await encrypt(new TextEncoder().encode(identity), recipient) };
  } catch (cause) {
    throw new SealingError("sealing.reader_unknown", "This reader has no usable key.", { cause });
  }
}

async function unwrap(keyring: Keyring, wrapped: WrappedKey): Promise<string> {
  if (isOutside(wrapped.reader)) {
    throw new SealingError("sealing.reader_unknown", "The private key of this reader is not kept here.");
  }
  const decrypter = new Decrypter();
  decrypter.addIdentity(await keyring.identityOf(wrapped.reader));
  return await opening(() => decrypter.decrypt(wrapped.key, "text"));
}

function isOutside(reader: string): boolean {
  return reader.startsWith("age1");
}

async function encrypt(bytes: Uint8Array, recipient: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return await encrypter.encrypt(bytes);
}

async function opening<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new SealingError("sealing.cannot_open", "Sealed for somebody else, or altered.", { cause });
  }
}

async function collect(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return Buffer.concat(pieces);
}
