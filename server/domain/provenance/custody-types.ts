/** What a record of condition looked at. A good exterior says nothing of the contents. */
export type ConditionScope = "exterior" | "contents" | "weight" | "seal" | "serial";

/** One record of the goods' condition at a hand-over, as read from an event or a document. */
export interface ConditionRecord {
  readonly state: "good" | "bad" | "unknown";
  readonly scope: ConditionScope;
  /** Evidence items it was read from; never empty. */
  readonly evidenceIds: readonly string[];
  /** Party that recorded it; `null` when the record names nobody. */
  readonly recordedBy: string | null;
  /** RFC 3339 time that the record claims. */
  readonly recordedAt: string;
  /** RFC 3339 time at which the log proves that the record existed; `null` when it is not anchored. */
  readonly anchoredAt: string | null;
  /** Whether an instrument made it (scale, sensor, scanner) rather than a person's statement. */
  readonly instrument: boolean;
  /** Whether a signature by a key of `recordedBy` was verified. */
  readonly signed: boolean;
  /** Whether whoever recorded it held the goods on neither side of the boundary and sells none of them. */
  readonly independent: boolean;
}

/** One holder's interval of physical custody, in the order of the goods' way. */
export interface CustodyInterval {
  /** `merchant`, `logistics:<id>`, `consumer` or another declared party id. */
  readonly holder: string;
  /** RFC 3339; when the holder took the goods over. */
  readonly from: string;
  /** RFC 3339; when the holder gave them on, `null` while it still holds them. */
  readonly to: string | null;
  /** Whether the holder's own receiving or accepting confirms the take-over; else it is unconfirmed. */
  readonly takeOverConfirmed: boolean;
  /** Events that custody was read from. */
  readonly evidenceIds: readonly string[];
  /** Records of condition at the take-over. */
  readonly conditionAtStart: readonly ConditionRecord[];
  /** Records of condition when the goods were given on, or at discovery. */
  readonly conditionAtEnd: readonly ConditionRecord[];
}
