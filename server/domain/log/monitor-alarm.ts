/** What a log can be accused of by whoever follows it. */

export type AlarmKind =
  | "bad_signature"
  | "shrunk"
  | "two_roots"
  | "tile_differs"
  | "bad_entry"
  | "withheld"
  | "chain_root_differs"
  | "chain_ahead"
  | "witness_differs"
  | "late_promise"
  | "overdue_promise"
  | "refused_entry"
  | "forked_on_chain";

/** Thrown for misbehaviour of the log; what is out of reach is thrown as something else. */
export class Alarm extends Error {
  readonly kind: AlarmKind;
  /** The signed notes that prove it, or are the nearest to it. */
  readonly checkpoints: readonly string[];

  /**
   * @param message Tells misbehaviour that was reported from new one: it names a size only where that size is what is wrong,
   * never how far a log that grows has come.
   */
  constructor(kind: AlarmKind, message: string, checkpoints: readonly string[] = []) {
    super(message);
    this.kind = kind;
    this.checkpoints = checkpoints;
  }
}
