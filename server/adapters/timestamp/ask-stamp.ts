import { createHash } from "node:crypto";
import { OctetString } from "asn1js";
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from "pkijs";
import { checkStamp } from "../../domain/log/timestamp.ts";
import { readBounded } from "../read-bounded.ts";

const SHA256 = "2.16.840.1.101.3.4.2.1";
const ANSWER_MILLISECONDS = 20_000;
const MAX_ANSWER_BYTES = 60_000;

/** A token that was checked before it is kept. */
export interface Stamp {
  readonly token: Uint8Array;
  readonly at: Date;
}

/**
 * Asks an authority of time stamps (RFC 3161 over HTTP) for a token with its certificate. No message is ever asked about
 * twice, so no number once used is sent along.
 *
 * @throws Error when the authority does not answer, or what it answers does not check.
 */
export async function askStamp(url: string, message: Uint8Array): Promise<Stamp> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/timestamp-query" },
    body: requestOver(message),
    signal: AbortSignal.timeout(ANSWER_MILLISECONDS),
  });
  const token = await readBounded(response, MAX_ANSWER_BYTES);
  if (!response.ok) throw new Error(`the authority of time stamps answered ${response.status}`);
  const checked = await checkStamp(token, message);
  if (!checked.ok) throw new Error(`the authority's time stamp does not check: ${checked.fault}`);
  return { token, at: checked.at };
}

function requestOver(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const digest = new Uint8Array(createHash("sha256").update(message).digest());
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256 }),
      hashedMessage: new OctetString({ valueHex: digest.buffer }),
    }),
    certReq: true,
  });
  return new Uint8Array(request.toSchema().toBER());
}
