/** Ports of standing queries: those kept under a name, who subscribed to them, and how subscribers are reached. */
import type { EventQuery, StoredEvent } from "./ports-provenance.ts";

/** A query kept under a name of its owner's choice. */
export interface NamedQuery {
  readonly partyId: string;
  readonly name: string;
  readonly definition: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

export interface NewSubscription {
  readonly subscriptionId: string;
  readonly partyId: string;
  readonly queryName: string;
  readonly dest: string;
  readonly sealedToken: Uint8Array;
  /** Fields of the schedule as handed in; null: every match is reported as it comes. */
  readonly schedule: Readonly<Record<string, string>> | null;
  readonly reportIfEmpty: boolean;
  readonly initialRecordTime: Date;
  readonly createdAt: Date;
  readonly dueAt: Date;
}

export interface Subscription extends NewSubscription {
  readonly lastNotifiedAt: Date | null;
  readonly failures: number;
  readonly lastError: string | null;
  readonly suspendedAt: Date | null;
}

/** A delivery on its way: the same bytes under the same id at every try. */
export interface PendingDelivery {
  readonly id: string;
  readonly body: string;
  /** Place in the line of logs up to which it reports. */
  readonly upTo: number;
}

/** A subscription taken up for one try of delivering; nobody else takes it while the lease lasts. */
export interface DueSubscription extends Subscription {
  /** When the lease ends, which also tells it from every other one of this subscription. */
  readonly leasedUntil: Date;
  readonly definition: Readonly<Record<string, unknown>>;
  /** Place in the line of logs up to which everything was reported; -1 for nothing yet. */
  readonly reported: number;
  readonly pending: PendingDelivery | null;
}

export type Leased = Pick<DueSubscription, "subscriptionId" | "leasedUntil">;

/** Named queries and who wants to hear of them. A party sees its own alone. */
export interface StandingQueries {
  /** False, writing nothing, when the party has a query of this name. */
  add(query: NamedQuery): Promise<boolean>;
  find(partyId: string, name: string): Promise<NamedQuery | null>;
  list(partyId: string, limit: number, after: string | null): Promise<NamedQuery[]>;
  /** Takes its subscriptions along. False when there is none. */
  remove(partyId: string, name: string): Promise<boolean>;
  subscribe(subscription: NewSubscription): Promise<void>;
  subscription(partyId: string, name: string, subscriptionId: string): Promise<Subscription | null>;
  subscriptions(partyId: string, name: string, limit: number, after: string | null): Promise<Subscription[]>;
  unsubscribe(partyId: string, name: string, subscriptionId: string): Promise<boolean>;
  /** Takes up what is due, for so many seconds. */
  takeDue(now: Date, leaseSeconds: number, limit: number): Promise<DueSubscription[]>;
  /**
   * Matches at places above `after`, in their order, at least one and as many as fit `maxChars`, and the place up to
   * which all were looked at.
   */
  matches(
    query: EventQuery,
    after: number,
    maxChars: number,
  ): Promise<{ events: StoredEvent[]; upTo: number }>;
  /** Keeps a delivery before its first try; false, writing nothing, once somebody else has the lease. */
  prepare(leased: Leased, delivery: PendingDelivery): Promise<boolean>;
  /** Notes what came of a try and gives the lease back; writes nothing once somebody else has it. */
  settle(leased: Leased, outcome: DeliveryOutcome): Promise<void>;
}

export type DeliveryOutcome =
  /** Acknowledged, or nothing to report: everything up to here is dealt with. */
  | {
      readonly kind: "reported";
      readonly upTo: number;
      readonly notifiedAt: Date | null;
      readonly dueAt: Date;
    }
  | {
      readonly kind: "failed";
      readonly error: string;
      readonly dueAt: Date;
      readonly suspendedAt: Date | null;
    };

/** Sends a delivery to an address of the subscriber's choice. */
export interface WebhookSender {
  /** @throws ProvenanceError `provenance.dest_refused` for an address this server will not call. */
  check(dest: string): Promise<void>;
  /** Null when it was acknowledged with a status of 2xx, else why not. Follows no redirect, waits a bounded time. */
  send(dest: string, body: string, headers: Readonly<Record<string, string>>): Promise<string | null>;
}
