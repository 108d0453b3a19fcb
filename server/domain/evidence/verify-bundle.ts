/** Checks a bundle file by file: each is vouched for by a receipt, and each receipt is checked from bytes to chain. */
import { parseCanonicalObject } from "../log/canonical-json.ts";
import { isDevelopmentChain } from "../log/development-chain.ts";
import type { LogIdentity } from "../log/log-identity.ts";
import { type Verdict, type Verification, type VerifyOptions, verifyReceipt } from "../log/verify.ts";
import { type CheckedState, stateShown } from "../log/verify-finality.ts";
import { loadPack, type Replay, ResponsibilityError } from "../responsibility/index.ts";
import { replayAsReleased } from "../responsibility/released/index.ts";
import { type ClaimDoubt, type Claims, countNamingCase, doubtClaims } from "./bundle-claims.ts";
import { decisionOf } from "./bundle-decisions.ts";
import { doubtLogs, logsOf } from "./bundle-logs.ts";
import { type BundleEntry, MANIFEST_NAME, type Manifest, parseManifest } from "./bundle-manifest.ts";
import { BundleError } from "./errors.ts";

/** A file as read from the archive. */
export interface ReadFile {
  readonly name: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Its text where it is one of the JSON files; documents are hashed and not kept. */
  readonly text: string | null;
}

export interface FileVerdict {
  readonly name: string;
  readonly verdict: Verdict;
  /** Stable key of the reason, e.g. `document.hash_differs`. */
  readonly reason: string;
  readonly detail?: string;
  /** Of a receipt: how far its entry has come, as far as the check could see. */
  readonly state?: CheckedState;
}

export interface BundleVerification {
  readonly verdict: Verdict;
  /** Whether a receipt names a chain that vouches for nothing. */
  readonly development: boolean;
  readonly manifest: Manifest;
  /** The logs its receipts are of: with the chain that was asked, all that the verdict leans on. */
  readonly logs: readonly LogIdentity[];
  /** Receipts whose statements name the case; where there are none it is the manifest's own word. */
  readonly namingCase: number;
  /** Names under which the document at hand is in the bundle; left out where none was given. */
  readonly documents?: readonly string[];
  /** Each file, and what of the manifest its receipts speak against. */
  readonly files: readonly FileVerdict[];
}

export interface BundleOptions extends VerifyOptions, Pick<Claims, "engineHash"> {}

type Judged = Omit<FileVerdict, "name">;

interface Bundle {
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, ReadFile>;
  /** By leaf hash. */
  readonly receipts: ReadonlyMap<string, Verification>;
}

/**
 * Verifies what was read from an archive. The manifest vouches for nothing by itself: it says which receipt does.
 *
 * @throws BundleError `bundle.bad_manifest` when there is none, or it cannot be read.
 */
export async function verifyBundle(
  files: readonly ReadFile[],
  options: BundleOptions = {},
): Promise<BundleVerification> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const text = byName.get(MANIFEST_NAME)?.text ?? null;
  if (text === null) throw new BundleError("bundle.bad_manifest", "The archive has no manifest.json.");
  const manifest = parseManifest(text);
  const receipts = await verifyReceipts(manifest, byName, options);
  const bundle = { manifest, files: byName, receipts };
  const listed = new Set([MANIFEST_NAME, ...manifest.files.map(({ name }) => name)]);
  const logs = logsOf(receipts.values());
  const verdicts = [
    ...files.filter(({ name }) => !listed.has(name)).map(({ name }) => of(name, no("file.not_listed"))),
    ...(await Promise.all(manifest.files.map(async (entry) => of(entry.name, await judge(bundle, entry))))),
    ...(await doubtBundle(bundle, logs, options)),
  ];
  const chains = [...receipts.values()].map(({ receipt }) => receipt?.log.chainId ?? 0);
  return {
    verdict: worst(verdicts),
    development: chains.some(isDevelopmentChain),
    manifest,
    logs,
    namingCase: countNamingCase(bundle),
    ...(options.documentHash !== undefined && {
      documents: documentsLike(manifest, options).map(({ name }) => name),
    }),
    files: verdicts,
  };
}

/** What speaks against the bundle as a whole, under the name of its manifest. */
async function doubtBundle(
  { files, manifest, receipts }: Bundle,
  logs: readonly LogIdentity[],
  options: BundleOptions,
): Promise<FileVerdict[]> {
  const { chain, documentHash, engineHash } = options;
  const textOf = (name: string) => files.get(name)?.text ?? null;
  const claims = { manifest, receipts, textOf, ...(engineHash && { engineHash }) };
  const isAbsent = documentHash !== undefined && documentsLike(manifest, options).length === 0;
  const doubts: (ClaimDoubt | null)[] = [
    isAbsent ? { verdict: "cannot_tell", reason: "document.not_in_bundle" } : null,
    await doubtLogs(logs, chain),
    ...(await doubtClaims(claims)),
  ];
  return doubts.flatMap((doubt) => (doubt === null ? [] : [of(MANIFEST_NAME, doubt)]));
}

const of = (name: string, judged: Judged): FileVerdict => ({ name, ...judged });
const ok = (reason: string): Judged => ({ verdict: "valid", reason });
const no = (reason: string, detail?: string): Judged => ({
  verdict: "invalid",
  reason,
  ...(detail !== undefined && { detail }),
});
const dunno = (reason: string, detail?: string): Judged => ({
  ...no(reason, detail),
  verdict: "cannot_tell",
});

function worst(verdicts: readonly FileVerdict[]): Verdict {
  const has = (verdict: Verdict) => verdicts.some((one) => one.verdict === verdict);
  return has("invalid") ? "invalid" : has("cannot_tell") ? "cannot_tell" : "valid";
}

async function verifyReceipts(
  manifest: Manifest,
  files: ReadonlyMap<string, ReadFile>,
  options: VerifyOptions,
): Promise<Map<string, Verification>> {
  const receipts = new Map<string, Verification>();
  const { documentHash, documentSm3, ...others } = options;
  const about = new Set(documentsLike(manifest, options).map(({ leafHash }) => leafHash));
  for (const { name, role, leafHash } of manifest.files) {
    const text = files.get(name)?.text ?? null;
    if (role !== "receipt" || leafHash === undefined || text === null) continue;
    // The document at hand is one of many: only what vouches for it is held against it.
    receipts.set(leafHash, await verifyReceipt(text, about.has(leafHash) ? options : others));
  }
  return receipts;
}

function documentsLike({ files }: Manifest, { documentHash }: VerifyOptions): BundleEntry[] {
  return documentHash === undefined
    ? []
    : files.filter(({ role, sha256 }) => role === "document" && sha256 === documentHash);
}

async function judge(bundle: Bundle, entry: BundleEntry): Promise<Judged> {
  const file = bundle.files.get(entry.name);
  if (file === undefined) return no("file.missing");
  if (file.sha256 !== entry.sha256 || file.sizeBytes !== entry.sizeBytes) return no("file.hash_differs");
  switch (entry.role) {
    case "receipt":
      return judgeReceipt(bundle, entry);
    case "document":
      return vouched(bundle, entry, "documentHash", "document");
    case "facts":
      return vouched(bundle, entry, "factsHash", "facts");
    case "finding":
      return await judgeFinding(bundle, entry);
    case "rule-pack":
      return judgePack(bundle, file);
  }
}

function judgeReceipt({ receipts }: Bundle, { leafHash }: BundleEntry): Judged {
  const checked = leafHash === undefined ? undefined : receipts.get(leafHash);
  if (checked === undefined) return no("receipt.no_leaf");
  const leaf = checked.steps.find(({ step }) => step === "entry")?.detail;
  if (leaf !== undefined && leaf !== leafHash) return no("receipt.other_leaf", leaf);
  const isValid = checked.verdict === "valid";
  const why = isValid ? undefined : checked.steps.find(({ result }) => result === checked.verdict);
  const state = stateShown(checked.steps);
  return {
    verdict: checked.verdict,
    reason: why?.reason ?? "receipt.valid",
    ...(state !== null && { state }),
  };
}

/** The file's hash has to stand in the statement that the receipt's entry commits to. */
function vouched(bundle: Bundle, entry: BundleEntry, field: string, what: string): Judged {
  const checked = entry.leafHash === undefined ? undefined : bundle.receipts.get(entry.leafHash);
  if (checked === undefined) return no(`${what}.no_receipt`);
  const statement = checked.receipt?.statement;
  if (checked.verdict === "invalid") return no(`${what}.receipt_invalid`);
  if (statement === undefined) return dunno(`${what}.no_statement`);
  const said = parseCanonicalObject(statement, "log.bad_statement", "statement")[field];
  if (said !== entry.sha256) return no(`${what}.hash_differs`);
  return checked.verdict === "valid" ? ok(`${what}.hash_fits`) : dunno(`${what}.receipt_cannot_tell`);
}

async function judgeFinding(bundle: Bundle, entry: BundleEntry): Promise<Judged> {
  const judged = vouched(bundle, entry, "findingHash", "finding");
  if (judged.verdict === "invalid") return judged;
  return (await replayFinding(bundle, entry)) ?? judged;
}

/** Makes the decision again from the facts and the rule pack beside it; null when it comes out the same. */
async function replayFinding({ files, manifest }: Bundle, entry: BundleEntry): Promise<Judged | null> {
  try {
    const decision = decisionOf(manifest, files, entry);
    return decision === null ? dunno("finding.not_replayable") : outcomeOf(await replayAsReleased(decision));
  } catch (error) {
    if (!(error instanceof ResponsibilityError) && !(error instanceof SyntaxError)) throw error;
    return no("finding.unreadable", error.message);
  }
}

const parse = (text: string | null): unknown => JSON.parse(text ?? "null");

function outcomeOf(replayed: Replay): Judged | null {
  if (replayed.same) return null;
  if (replayed.step === "engine_version") return dunno("finding.engine_unknown", replayed.expected);
  return no("finding.replay_differs", replayed.step);
}

function judgePack({ manifest }: Bundle, { text }: ReadFile): Judged {
  try {
    const { data, hash } = loadPack(parse(text));
    if (hash !== manifest.rulePack.hash) return no("rule_pack.hash_differs", hash);
    return data.id === manifest.rulePack.id ? ok("rule_pack.hash_fits") : no("rule_pack.other_id", data.id);
  } catch (error) {
    if (!(error instanceof ResponsibilityError) && !(error instanceof SyntaxError)) throw error;
    return no("rule_pack.unreadable", error.message);
  }
}
