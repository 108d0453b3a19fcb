/** What a person can do with a fact: state one, dispute one, or take back what it said itself. */
export type SayingKind = "state" | "dispute" | "withdraw";

/** One thing a party said about the facts of a case. What was said is never changed or erased, only taken back. */
export interface Saying {
  /** Place among all that was said in the case, from 0. */
  readonly seq: number;
  readonly by: string;
  readonly kind: SayingKind;
  /** Number of the saying that is disputed or taken back; `null` for what the record itself shows. */
  readonly target: number | null;
  /** JSON pointer of the fact that is stated or disputed. */
  readonly path: string;
}

/** A statement or dispute with what became of it. */
export interface StandingSaying<S extends Saying = Saying> {
  readonly said: S;
  /** The saying that took it back. */
  readonly withdrawn: S | null;
  /** Who disputes it and has not taken that back. */
  readonly disputes: readonly S[];
}

/** Reads what stands of all that was said, in the order it was said; what was taken back is shown as such. */
export function standingSayings<S extends Saying>(sayings: readonly S[]): StandingSaying<S>[] {
  const withdrawalOf = new Map(
    sayings.flatMap((saying) =>
      saying.kind === "withdraw" && saying.target !== null ? [[saying.target, saying] as const] : [],
    ),
  );
  const disputes = sayings.filter(({ kind, seq }) => kind === "dispute" && !withdrawalOf.has(seq));
  return sayings
    .filter(({ kind }) => kind !== "withdraw")
    .map((said) => ({
      said,
      withdrawn: withdrawalOf.get(said.seq) ?? null,
      disputes: disputes.filter(({ target }) => target === said.seq),
    }));
}

/** Returns a party's own statements that stand: what its version of the facts is made of. */
export function statementsOf<S extends Saying>(sayings: readonly S[], by: string): S[] {
  return standingSayings(sayings)
    .filter(({ said, withdrawn }) => said.by === by && said.kind === "state" && withdrawn === null)
    .map(({ said }) => said);
}

/** Why something cannot be taken back or disputed. */
export type SayingRefusal = "unknown" | "not_own" | "own" | "withdrawn" | "not_a_statement";

/** Tells why `by` cannot take back saying number `seq`; `null` when it can. */
export function refuseWithdrawal(sayings: readonly Saying[], by: string, seq: number): SayingRefusal | null {
  const found = standingSayings(sayings).find(({ said }) => said.seq === seq);
  if (found === undefined) return "unknown";
  if (found.said.by !== by) return "not_own";
  return found.withdrawn === null ? null : "withdrawn";
}

/** Tells why `by` cannot dispute saying number `seq`; `null` when it can. */
export function refuseDispute(sayings: readonly Saying[], by: string, seq: number): SayingRefusal | null {
  const found = standingSayings(sayings).find(({ said }) => said.seq === seq);
  if (found === undefined) return "unknown";
  if (found.said.kind !== "state") return "not_a_statement";
  if (found.said.by === by) return "own";
  return found.withdrawn === null ? null : "withdrawn";
}
