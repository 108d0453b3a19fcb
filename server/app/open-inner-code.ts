/** The inner code: good once, for the phone that opens it first. */
import { timingSafeEqual } from "node:crypto";
import { ProvenanceError } from "../domain/provenance/errors.ts";
import { innerHash } from "../domain/provenance/inner-code.ts";
import type { Clock, UnitOfWork } from "./ports.ts";
import type { LabelStore, ScanStore, Visitor } from "./ports-labels.ts";

export interface OpenDeps {
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly scans: ScanStore;
  readonly labels: LabelStore;
}

export interface OpenedCode {
  /** True: this phone is the first, now or when it opened the code before. */
  readonly first: boolean;
  /** First opening of all. */
  readonly at: Date;
  readonly city: string | null;
  readonly token: string | null;
}

/**
 * Opens the inner code of an item. Two phones at once: one is first, whatever the order of arrival.
 *
 * @throws ProvenanceError `provenance.inner_code_wrong`, the same for a wrong secret, an item without one and an unknown
 *   item. Wrong ones are counted, not locked out: 80 bits cannot be tried through, and a lock would serve whoever means harm.
 */
export async function openInnerCode(
  deps: OpenDeps,
  epc: string,
  secret: string,
  visitor: Visitor,
): Promise<OpenedCode> {
  const label = await deps.labels.labelOf(epc);
  if (label === null || label.innerHash === null) throw wrong();
  const now = await deps.clock.now();
  if (!sameHash(innerHash(secret), label.innerHash)) {
    await deps.scans.misused(epc, "inner_wrong", now);
    throw wrong();
  }
  const { device, token } = await deps.scans.visit(epc, visitor, true);
  if (device !== null)
    await deps.uow.run(async (tx) => {
      // On this connection: each waiting for a second one, they would wait for each other.
      const at = await deps.scans.lock(tx, epc);
      await deps.scans.open(tx, epc, device, at, visitor.city);
    });
  const { opened } = await deps.scans.summary(epc, device);
  const first = opened !== null && opened.device === device;
  if (!first) await deps.scans.misused(epc, "inner_replayed", now);
  return { first, at: opened?.at ?? now, city: opened?.city ?? null, token };
}

const sameHash = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(a), Buffer.from(b));

const wrong = () =>
  new ProvenanceError("provenance.inner_code_wrong", "This inner code does not belong to this item.");
