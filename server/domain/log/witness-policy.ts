/**
 * Witness policies (C2SP tlog-policy): which logs, which witnesses, and which of them together are enough. Who runs a
 * witness is told by a comment of ours, `# operator <witness> <who>`, so that every reader of the format takes the file.
 */
import { MAX_WITNESSES } from "./checkpoint.ts";
import { LogError } from "./errors.ts";
import { parseVerifierKey, SignatureType } from "./signed-note.ts";

export interface PolicyWitness {
  /** Name within the policy. */
  readonly name: string;
  /** Verifier key line. */
  readonly key: string;
  /** Submission prefix (C2SP tlog-witness); null when the policy only verifies. */
  readonly url: string | null;
  /** Who runs it; null when the policy does not say. */
  readonly operator: string | null;
}

interface Group {
  readonly threshold: number;
  readonly members: readonly string[];
}

export interface WitnessPolicy {
  /** Verifier key lines of the logs it is about; empty when those are known otherwise. */
  readonly logs: readonly string[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: ReadonlyMap<string, Group>;
  /** Witness, group, or `none`. */
  readonly quorum: string;
}

interface Draft {
  readonly logs: string[];
  readonly witnesses: PolicyWitness[];
  readonly groups: Map<string, Group>;
  readonly operators: Map<string, string>;
  quorum: string | null;
}

const NONE = "none";
const MAX_POLICY_CHARS = 100_000;

/**
 * Reads a policy.
 *
 * @throws LogError `log.bad_policy` naming the line.
 */
export function parsePolicy(text: string): WitnessPolicy {
  if (text.length > MAX_POLICY_CHARS) throw bad(0, "the file is too long");
  const draft: Draft = { logs: [], witnesses: [], groups: new Map(), operators: new Map(), quorum: null };
  text.split("\n").forEach((line, at) => {
    readLine(draft, line, at + 1);
  });
  if (draft.quorum === null) throw bad(0, "there is no quorum line");
  const { logs, groups, operators, quorum } = draft;
  const witnesses = draft.witnesses.map((witness) => ({
    ...witness,
    operator: operators.get(witness.name) ?? null,
  }));
  return { logs, witnesses, groups, quorum };
}

function readLine(draft: Draft, line: string, at: number): void {
  const operator = /^[ \t]*#[ \t]*operator[ \t]+(\S+)[ \t]+(\S.*?)[ \t]*$/.exec(line);
  if (operator?.[1] !== undefined && operator[2] !== undefined) {
    draft.operators.set(operator[1], operator[2]);
    return;
  }
  const words = line.split(/[ \t]+/).filter((word) => word !== "");
  const [kind, ...rest] = words;
  if (kind === undefined || kind.startsWith("#")) return;
  const read = READERS[kind];
  if (read === undefined) throw bad(at, `no line starts with ${kind}`);
  read(draft, rest, at);
}

const READERS: Readonly<Record<string, (draft: Draft, words: readonly string[], at: number) => void>> = {
  log: readLog,
  witness: readWitness,
  group: readGroup,
  quorum: (draft, [name, ...more], at) => {
    if (name === undefined || more.length > 0) throw bad(at, "a quorum line is one name");
    if (draft.quorum !== null) throw bad(at, "there is one quorum line");
    if (name !== NONE && !isDefined(draft, name)) throw bad(at, `${name} is not defined above`);
    draft.quorum = name;
  },
};

function readLog(draft: Draft, [key, , ...more]: readonly string[], at: number): void {
  if (key === undefined || more.length > 0) throw bad(at, "a log line is a key and an optional URL");
  const publicKey = checkKey(key, SignatureType.ed25519, at);
  if (draft.logs.some((other) => checkKey(other, SignatureType.ed25519, at) === publicKey))
    throw bad(at, "this log key is listed twice");
  draft.logs.push(key);
}

function readWitness(
  draft: Draft,
  [name, key, url = null, ...more]: readonly (string | null)[],
  at: number,
): void {
  if (typeof name !== "string" || typeof key !== "string" || more.length > 0)
    throw bad(at, "a witness line is a name, a key and an optional URL");
  checkName(draft, name, at);
  const publicKey = checkKey(key, SignatureType.cosignature, at);
  const isTwice = draft.witnesses.some(
    (other) => checkKey(other.key, SignatureType.cosignature, at) === publicKey,
  );
  if (isTwice) throw bad(at, "this witness key is listed twice");
  if (draft.witnesses.length === MAX_WITNESSES)
    throw bad(at, `more than ${MAX_WITNESSES} witnesses cannot sign one checkpoint`);
  draft.witnesses.push({ name, key, url, operator: null });
}

function readGroup(draft: Draft, [name, need, ...members]: readonly string[], at: number): void {
  if (name === undefined || need === undefined || members.length === 0)
    throw bad(at, "a group line is a name, how many, and members");
  checkName(draft, name, at);
  const unknown = members.find((member) => !isDefined(draft, member));
  if (unknown !== undefined) throw bad(at, `${unknown} is not defined above`);
  if (members.some((member) => isMember(draft, member))) throw bad(at, "a name is a member once");
  if (new Set(members).size !== members.length) throw bad(at, "a name is a member once");
  const threshold = need === "all" ? members.length : need === "any" ? 1 : Number(need);
  if (!/^(all|any|[1-9]\d{0,3})$/.test(need) || threshold > members.length)
    throw bad(at, `how many is all, any or a number up to ${members.length}`);
  draft.groups.set(name, { threshold, members });
}

const isMember = ({ groups }: Draft, name: string): boolean =>
  [...groups.values()].some(({ members }) => members.includes(name));
const isDefined = ({ witnesses, groups }: Draft, name: string): boolean =>
  groups.has(name) || witnesses.some((witness) => witness.name === name);

function checkName(draft: Draft, name: string, at: number): void {
  if (name === NONE || isDefined(draft, name)) throw bad(at, `${name} cannot be a new name`);
}

/** The key's bytes in hex, so that one key under two names is one. */
function checkKey(line: string, type: number, at: number): string {
  try {
    const key = parseVerifierKey(line);
    if (key.type === type) return key.publicKey.join();
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
  }
  throw bad(at, "this is no verifier key of that kind");
}

/**
 * Whether the policy takes checkpoints of this log. Logs are known by their keys: those of one operator's line share a
 * key under a name each, and a policy may list a key once.
 *
 * @param verifierKey Line of the log's key.
 * @throws LogError `log.bad_note` where that cannot be read.
 */
export function isAbout({ logs }: WitnessPolicy, verifierKey: string): boolean {
  const spelled = (line: string): string => {
    const { type, publicKey } = parseVerifierKey(line);
    return `${type} ${publicKey.join()}`;
  };
  const key = spelled(verifierKey);
  return logs.length === 0 || logs.some((line) => spelled(line) === key);
}

export interface Counting {
  /** Whose witnesses do not count: nobody vouches for himself. */
  readonly notOf?: string;
}

/** Keys of the witnesses whose signatures help to meet the quorum. */
export function countingWitnesses(policy: WitnessPolicy, counting: Counting = {}): ReadonlySet<string> {
  const within = (name: string): readonly string[] =>
    policy.groups.get(name)?.members.flatMap(within) ?? [name];
  const named = new Set(within(policy.quorum));
  const able = policy.witnesses.filter((witness) => named.has(witness.name) && mayCount(witness, counting));
  return new Set(able.map(({ key }) => key));
}

/** One that does not say who runs it may be anybody's. */
const mayCount = ({ operator }: PolicyWitness, { notOf }: Counting): boolean =>
  notOf === undefined || (operator !== null && operator !== notOf);

/** Whether those who cosigned are enough. */
export function isQuorum(
  policy: WitnessPolicy,
  cosigners: ReadonlySet<string>,
  counting: Counting = {},
): boolean {
  if (policy.quorum === NONE) return true;
  const counts = (name: string): boolean => {
    const group = policy.groups.get(name);
    if (group !== undefined) return group.members.filter(counts).length >= group.threshold;
    const witness = policy.witnesses.find((other) => other.name === name);
    return witness !== undefined && cosigners.has(witness.key) && mayCount(witness, counting);
  };
  return counts(policy.quorum);
}

const bad = (line: number, why: string): LogError =>
  new LogError("log.bad_policy", line === 0 ? `The policy: ${why}.` : `Line ${line} of the policy: ${why}.`, {
    field: line === 0 ? "policy" : `line ${line}`,
    rule: why,
  });
