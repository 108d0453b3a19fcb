/** The certificate (存证证书): a receipt as a page. Everything on it follows from the receipt and a few stated words. */

import { bytesToHex } from "../log/bytes.ts";
import { canonicalJson, parseCanonicalObject } from "../log/canonical-json.ts";
import { parseCheckpoint } from "../log/checkpoint.ts";
import { isDevelopmentChain } from "../log/development-chain.ts";
import { parseEntry } from "../log/entry.ts";
import { LogError } from "../log/errors.ts";
import { Fields } from "../log/fields.ts";
import { parseReceipt, type Receipt } from "../log/receipt.ts";
import type { CertificateStamp } from "./certificate-stamp.ts";
import { CERTIFICATE_TEXTS, type CertificateLanguage, type CertificateTexts } from "./certificate-texts.ts";
import { BundleError } from "./errors.ts";

/** What a certificate says beside its receipt; embedded with it, so that the page can be made again and compared. */
export interface CertificateTerms {
  readonly language: CertificateLanguage;
  /** RFC 3339. */
  readonly madeAt: string;
  /** Where the page sends its readers: its own word. */
  readonly verifyUrl: string;
}

export interface CertificateSection {
  readonly heading: string;
  readonly rows?: readonly (readonly [label: string, value: string])[];
  readonly table?: readonly (readonly string[])[];
  readonly paragraphs?: readonly string[];
}

export interface Certificate {
  readonly language: CertificateLanguage;
  readonly title: string;
  readonly warning: string | null;
  readonly head: readonly (readonly [label: string, value: string])[];
  readonly sections: readonly CertificateSection[];
  readonly verifyUrl: string;
}

const VERSION = "redress.certificate/2";
const NUMBER_DIGITS = 16;

export const formatTerms = (terms: CertificateTerms): string => canonicalJson({ v: VERSION, ...terms });

/**
 * Reads the words of a certificate. Those of version 1 also said state and chain; both follow from the receipt now.
 *
 * @throws BundleError `bundle.bad_manifest` naming the field.
 */
export function parseTerms(text: string): CertificateTerms {
  try {
    const object = parseCanonicalObject(text, "log.bad_encoding", "certificate");
    const keys = ["v", "language", "madeAt", "verifyUrl", "state", "development"];
    const fields = new Fields(object, "log.bad_encoding", "certificate", keys);
    fields.text("v", /^redress\.certificate\/[12]$/, VERSION);
    return {
      language: fields.text("language", /^(zh-CN|en)$/, "zh-CN or en") as CertificateLanguage,
      madeAt: fields.text("madeAt", /Z$/, "an instant in UTC"),
      verifyUrl: fields.text("verifyUrl", /^https?:\/\/\S{1,500}$/, "an address"),
    };
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause;
    throw new BundleError("bundle.bad_manifest", `certificate.json: ${cause.message}`, { cause });
  }
}

/**
 * Puts a receipt into the words of a certificate.
 *
 * @param stamp What the receipt's time stamp says, read from its token.
 * @throws LogError when the receipt cannot be read.
 */
export function certificateOf(
  receiptText: string,
  terms: CertificateTerms,
  stamp: CertificateStamp | null = null,
): Certificate {
  const receipt = parseReceipt(receiptText);
  const texts = CERTIFICATE_TEXTS[terms.language];
  const { headings } = texts;
  return {
    language: terms.language,
    title: texts.title,
    warning: isDevelopmentChain(receipt.log.chainId) ? texts.development : null,
    head: [
      [texts.number, receipt.promise.leafHash.slice(0, NUMBER_DIGITS).toUpperCase()],
      [texts.madeAt, terms.madeAt],
      [texts.states.state, texts.state[stateOf(receipt)]],
    ],
    sections: [
      { heading: headings.list, table: listOf(receipt, texts) },
      { heading: headings.hashes, rows: hashesOf(receipt, texts) },
      { heading: headings.states, rows: statesOf(receipt, texts) },
      { heading: headings.times, rows: timesOf(receipt, texts, stamp), paragraphs: texts.aboutTimes },
      { heading: headings.interest, paragraphs: [texts.interest(receipt.log.operatorParty)] },
      { heading: headings.articles, paragraphs: texts.articles },
      { heading: headings.limits, paragraphs: texts.limits },
      { heading: headings.check, paragraphs: [...texts.check, terms.verifyUrl] },
    ],
    verifyUrl: terms.verifyUrl,
  };
}

/**
 * What the receipt carries proof of. That an anchor is final only the chain can say, and whose witnesses count only the
 * reader: anybody can cosign under any name, and print the page anew.
 */
function stateOf({ anchor, inclusion }: Receipt): keyof CertificateTexts["state"] {
  if (anchor !== undefined) return "anchored";
  return inclusion === undefined ? "accepted" : "integrated";
}

type Row = readonly [label: string, value: string];

/** What the owner's copy says of the item; empty words where it is not included. */
function statementOf({ statement }: Receipt): Readonly<Record<string, unknown>> | null {
  return statement === undefined ? null : parseCanonicalObject(statement, "log.bad_statement", "statement");
}

const wordOf = (value: unknown, fallback: string): string =>
  typeof value === "string" && value !== "" ? value : fallback;

function listOf(receipt: Receipt, texts: CertificateTexts): string[][] {
  const { list, methods, notIncluded, unstated } = texts;
  const said = statementOf(receipt);
  const type = parseEntry(receipt.entry).type;
  const method = wordOf(said?.method, "");
  const source = [wordOf(said?.submitter, ""), methods[method] ?? method].filter((word) => word !== "");
  return [
    [list.number, list.what, list.source, list.proves],
    [
      "1",
      wordOf(said?.name, texts.types[type] ?? type),
      said === null ? notIncluded : source.join(" · ") || unstated,
      said === null ? notIncluded : wordOf(said.proves, unstated),
    ],
  ];
}

function hashesOf(receipt: Receipt, { hashes, notYet }: CertificateTexts): Row[] {
  const { commitment } = parseEntry(receipt.entry);
  const document = statementOf(receipt)?.documentHash;
  const root =
    receipt.checkpoint === undefined ? notYet : bytesToHex(parseCheckpoint(receipt.checkpoint).root);
  return [
    ...(typeof document === "string" ? [[hashes.document, document] as const] : []),
    [hashes.commitment, commitment],
    [hashes.leaf, receipt.promise.leafHash],
    [hashes.root, root],
    [hashes.log, receipt.promise.logId],
  ];
}

function statesOf(receipt: Receipt, texts: CertificateTexts): Row[] {
  const { anchor, checkpoint, inclusion, log, promise, witnesses = [] } = receipt;
  const { states, notYet, noWitness, selfDeclared } = texts;
  const size = checkpoint === undefined ? 0 : parseCheckpoint(checkpoint).size;
  const placed = inclusion === undefined ? notYet : texts.position(inclusion.index, size);
  return [
    [states.accepted, texts.promisedBy(promise.promisedBy)],
    [states.integrated, placed],
    [states.witnessed, witnesses.length > 0 ? selfDeclared : noWitness],
    [states.anchored, anchor?.blockTime ?? notYet],
    [states.contract, `${log.contract} (chain ${log.chainId})`],
    ...(anchor === undefined
      ? []
      : [
          [states.transaction, anchor.transaction] as const,
          [states.block, `${anchor.blockNumber} ${anchor.blockHash}`] as const,
        ]),
  ];
}

function timesOf(receipt: Receipt, texts: CertificateTexts, stamp: CertificateStamp | null): Row[] {
  const { times, notYet, stamped, unstated } = texts;
  return [
    [times.received, parseEntry(receipt.entry).receivedAt],
    [times.block, receipt.anchor?.blockTime ?? notYet],
    ...(stamp === null ? [] : [[times.stamp, stamped(stamp.at, stamp.authority)] as const]),
    [times.captured, wordOf(statementOf(receipt)?.capturedAt, unstated)],
  ];
}
