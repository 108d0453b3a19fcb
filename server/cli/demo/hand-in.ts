import { createHash } from "node:crypto";
import { commit } from "../../domain/evidence/commitment.ts";
import { bytesToHex, fromHex, fromPrefixedHex, utf8ToBytes } from "../../domain/log/bytes.ts";
import { promiseDigest, recoverSigner } from "../../domain/log/eip712.ts";
import { leafHash } from "../../domain/log/hash.ts";
import type { HandInAccepted } from "../../schema/evidence.ts";
import type { Client } from "./client.ts";
import { readDocument, type Sample } from "./sample.ts";

type Document = Sample["documents"][number];

/** Hands one document in and recomputes everything that came back before it counts as accepted. */
export async function handIn(
  client: Client,
  caseId: string,
  { file, meta }: Document,
): Promise<HandInAccepted> {
  const bytes = readDocument(file);
  const form = new FormData();
  const key = createHash("sha256").update(`${caseId}/${file}`).digest("hex").slice(0, 32);
  form.set("meta", JSON.stringify({ statements: [], ...meta, idempotencyKey: key }));
  form.set("document", new Blob([new Uint8Array(bytes)], { type: meta.mediaType }), meta.name);
  const accepted = await client.send<HandInAccepted>(`/v1/cases/${caseId}/evidence`, form);
  checkAccepted(accepted, bytes);
  return accepted;
}

/**
 * Statement to commitment, commitment to entry, entry to leaf, leaf to promise, promise to signature.
 * @throws Error naming the step that does not hold; the hand-in must then not be taken for accepted.
 */
export function checkAccepted(accepted: HandInAccepted, document: Uint8Array): void {
  const statement = JSON.parse(accepted.statement) as { documentHash: string };
  const entry = JSON.parse(accepted.entry) as { commitment: string };
  const { promise } = accepted;
  const hash = createHash("sha256").update(document).digest("hex");
  const commitment = bytesToHex(commit(utf8ToBytes(accepted.statement), fromHex(accepted.salt, "salt", 32)));
  const leaf = leafHash(utf8ToBytes(accepted.entry));
  const digest = promiseDigest(
    { chainId: promise.chainId, contract: promise.contract },
    fromHex(promise.logId, "logId", 32),
    leaf,
    Math.floor(Date.parse(promise.promisedBy) / 1000),
  );
  const signer = recoverSigner(digest, fromPrefixedHex(promise.signature, "signature", 65));
  require(statement.documentHash === hash, "the statement is about another document");
  require(entry.commitment === commitment, "the entry commits to another statement");
  require(bytesToHex(leaf) === accepted.leafHash &&
    promise.leafHash === accepted.leafHash, "the promise is for another entry");
  require(signer === promise.signer.toLowerCase(), "the promise is not signed by who it names");
}

function require(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(`the hand-in was answered falsely: ${otherwise}`);
}
