import { createHash } from "node:crypto";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { CaseError } from "../domain/case/errors.ts";
import { type BundleEntry, formatManifest, MANIFEST_NAME } from "../domain/evidence/bundle-manifest.ts";
import { canonicalJson } from "../domain/log/canonical-json.ts";
import { type Finding, packByHash } from "../domain/responsibility/index.ts";
import type { Viewer } from "./case-actions.ts";
import type { Deps } from "./deps.ts";
import { openDocument } from "./open-document.ts";
import type { EngineHash, ZipFile } from "./ports-bundle.ts";
import type { CaseRecord, FindingRecord } from "./ports-cases.ts";

type Bytes = Uint8Array | AsyncIterable<Uint8Array>;
type Listed = Omit<BundleEntry, "sha256" | "sizeBytes"> & { readonly bytes: Bytes };

/**
 * Everything of a case its reader may take away: a receipt for each entry of it in the log, the documents, and for each
 * finding the facts, the rule pack and the finding itself, so that all of it can be checked and decided again without us.
 * The manifest comes last. For readers who are no party each opened document is noted in the log.
 *
 * @throws CaseError `case.not_found`.
 */
export async function makeBundle(
  deps: Deps & { readonly engineHash: EngineHash },
  caseId: string,
  who: Viewer,
): Promise<{ files: AsyncGenerator<ZipFile>; madeAt: Date }> {
  const record = await deps.cases.get(caseId);
  if (record === null) throw new CaseError("case.not_found", "There is no such case.");
  const madeAt = await deps.clock.now();
  return { files: filesOf(deps, record, who, madeAt), madeAt };
}

async function* filesOf(
  deps: Deps & { readonly engineHash: EngineHash },
  record: CaseRecord,
  who: Viewer,
  madeAt: Date,
): AsyncGenerator<ZipFile> {
  const findings = await deps.cases.findings(record.caseId);
  const entries: BundleEntry[] = [];
  for await (const { bytes, ...file } of listed(deps, record, who, findings)) {
    const seen = watched(bytes);
    yield { name: file.name, kind: file.role === "document" ? "document" : "text", bytes: seen.bytes };
    entries.push({ ...file, ...seen.digest() });
  }
  const newest = findings.at(-1);
  const engine = newest === undefined ? null : (JSON.parse(newest.document) as Finding).engine;
  const manifest = formatManifest({
    caseId: record.caseId,
    madeAt: madeAt.toISOString(),
    holder: who.partyId,
    engine: engine === null ? null : { ...engine, hash: await deps.engineHash(engine.version) },
    rulePack: { id: record.rulePackId, hash: record.rulePackHash },
    files: entries,
  });
  yield { name: MANIFEST_NAME, kind: "text", bytes: utf8ToBytes(manifest) };
}

/** Hashes a file while it goes by; the digest is known once all of it has. */
function watched(bytes: Bytes): { bytes: AsyncIterable<Uint8Array>; digest: () => Digest } {
  const hash = createHash("sha256");
  let sizeBytes = 0;
  async function* pieces() {
    for await (const piece of bytes instanceof Uint8Array ? [bytes] : bytes) {
      hash.update(piece);
      sizeBytes += piece.length;
      yield piece;
    }
  }
  return { bytes: pieces(), digest: () => ({ sha256: hash.digest("hex"), sizeBytes }) };
}

type Digest = Pick<BundleEntry, "sha256" | "sizeBytes">;

async function* listed(
  deps: Deps,
  record: CaseRecord,
  who: Viewer,
  findings: readonly FindingRecord[],
): AsyncGenerator<Listed> {
  yield* receiptFiles(deps, record, findings);
  yield* findingFiles(record, findings);
  const evidence = (await deps.cases.evidence(record.caseId)).filter(({ cid }) => cid !== null);
  for (const [index, { evidenceId, leafHash, meta }] of evidence.entries()) {
    const { bytes } = await openDocument(deps, record.caseId, evidenceId, who);
    const name = `documents/${String(index + 1).padStart(3, "0")}-${evidenceId}${extensionOf(meta.name)}`;
    yield { name, role: "document", leafHash, bytes };
  }
}

/** Whoever may read the case sees what the statements say: with salt, so that it can be held against the log. */
async function* receiptFiles(
  deps: Deps,
  { caseId }: CaseRecord,
  findings: readonly FindingRecord[],
): AsyncGenerator<Listed> {
  const sources = [
    await deps.cases.evidence(caseId),
    await deps.cases.events(caseId),
    await deps.ledger.journals({ caseId }),
    findings,
  ];
  const leaves = [...new Set(sources.flat().map(({ leafHash }) => leafHash))].filter((leaf) => leaf !== "");
  const receipts = await deps.logReader.receipts(leaves, true);
  for (const [leafHash, text] of receipts) {
    yield { name: `receipts/${leafHash}.json`, role: "receipt", leafHash, bytes: utf8ToBytes(text) };
  }
}

function* findingFiles(record: CaseRecord, findings: readonly FindingRecord[]): Generator<Listed> {
  if (findings.length === 0) return;
  const pack = utf8ToBytes(canonicalJson(packByHash(record.rulePackHash).data));
  yield { name: "rule-pack.json", role: "rule-pack", bytes: pack };
  for (const { number, document, facts, leafHash } of findings) {
    const folder = `findings/${number}`;
    yield { name: `${folder}/facts.json`, role: "facts", leafHash, bytes: utf8ToBytes(facts) };
    yield { name: `${folder}/finding.json`, role: "finding", leafHash, bytes: utf8ToBytes(document) };
  }
}

function extensionOf(name: string): string {
  const extension = /\.([a-z0-9]{1,5})$/.exec(name.toLowerCase())?.[1];
  // A document is never read as one of the bundle's own files.
  return extension === undefined || extension === "json" ? ".bin" : `.${extension}`;
}
