import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { FileClaim } from "../../schema/claim.ts";
import type { HandInMeta } from "../../schema/evidence.ts";
import type { CreateOrder } from "../../schema/order.ts";
import type { CreateParty } from "../../schema/party.ts";

/** The manifest of the sample case: who, what, and which document comes from whom. */
export interface Sample {
  readonly item: { gtin: string; serial: string; name: string };
  readonly parties: readonly {
    partyId: string;
    kind: CreateParty["kind"];
    name: string;
    gln: string | null;
    eventPublicKey?: string;
  }[];
  readonly order: CreateOrder;
  readonly claim: Pick<FileClaim, "lines" | "kind" | "demand" | "amountMinor" | "noticedAt" | "text">;
  readonly contest: { by: string; reason: string };
  readonly captures: readonly { file: string; party: string }[];
  readonly documents: readonly {
    file: string;
    by: string;
    meta: Omit<HandInMeta, "idempotencyKey" | "statements"> & { statements?: HandInMeta["statements"] };
  }[];
  readonly expected: { bps: Record<string, number>; leg: string };
}

const FOLDER = new URL("../../../scripts/dev/sample/", import.meta.url);

export function readSample(): Sample {
  return JSON.parse(readFileSync(new URL("sample.json", FOLDER), "utf8")) as Sample;
}

/** A document of the sample, byte for byte. */
export function readDocument(file: string): Buffer {
  return readFileSync(fileURLToPath(new URL(file, FOLDER)));
}

/**
 * A key of the demo's own, the same at every run of one set-up, of no worth on any other.
 *
 * @param secret The set-up's secret; what this process was given unless told.
 */
export function demoKey(label: string, secret = process.env.ORDER_LINK_KEY ?? ""): Uint8Array {
  return createHash("sha256").update(`redress demo/${secret}/${label}`).digest();
}
