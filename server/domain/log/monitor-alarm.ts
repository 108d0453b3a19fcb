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

  /** What tells it from another misbehaviour. The same at every look, however far a log that grows has come. */
  readonly about: string;

  /** @param about Left out where the message names nothing that grows. */
  constructor(
    kind: AlarmKind,
    message: string,
    checkpoints: readonly string[] = [],
    about: string = message,
  ) {
    super(message);
    this.kind = kind;
    this.checkpoints = checkpoints;
    this.about = about;
  }
}
