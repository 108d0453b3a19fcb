/** What each route takes when all is well, so that every test spoils one thing of it and nothing else. */
import { type Cast, claimOf, GTIN, ids, linkOf, orderOf, type Role } from "../cast.ts";

const HASH = "ab".repeat(32);
const SIGNED = { signer: `0x${"11".repeat(20)}`, signature: `0x${"22".repeat(65)}` };

const COMMITMENT = { type: "document", subject: "1f".repeat(16), commitment: HASH };

/** One field spoilt, and where the problem document must point. */
export type Spoilt = readonly [field: string, value: unknown, at: string];

export interface RouteInput {
  /** Who may do it. */
  readonly as: Role;
  readonly body: (cast: Cast) => Readonly<Record<string, unknown>>;
  /** Fields that may be left out. */
  readonly optional?: readonly string[];
  readonly spoilt: readonly Spoilt[];
}

const fixed = (body: Readonly<Record<string, unknown>>) => () => body;

/** Every route that takes a JSON body. */
export const inputs: Readonly<Record<string, RouteInput>> = {
  "post /v1/parties": {
    as: "operator",
    body: fixed({ partyId: "new-party", kind: "carrier", name: "New" }),
    spoilt: [
      ["partyId", "No Blanks", "/partyId"],
      ["kind", "consumer", "/kind"],
      ["name", "", "/name"],
      ["name", "a\u0000b", "/name"],
      ["name", "a\ud800b", "/name"],
      ["gln", "12", "/gln"],
      ["signer", "0x", "/signer"],
      ["agreementHash", HASH.toUpperCase(), "/agreementHash"],
    ],
  },
  "post /v1/parties/:partyId/api-keys": {
    as: "merchant",
    body: fixed({ name: "erp" }),
    spoilt: [
      ["name", "", "/name"],
      ["name", "x".repeat(65), "/name"],
    ],
  },
  "post /v1/parties/:partyId/signers": {
    as: "merchant",
    body: fixed({ signer: SIGNED.signer }),
    spoilt: [
      ["signer", "0x12", "/signer"],
      ["signer", "11".repeat(20), "/signer"],
      ["signer", `0x${"11".repeat(5000)}`, "/signer"],
    ],
  },
  "post /v1/parties/:partyId/shop-keys": {
    as: "merchant",
    body: fixed({ publicKey: HASH }),
    spoilt: [["publicKey", HASH.slice(2), "/publicKey"]],
  },
  "post /v1/parties/:partyId/bond-deposits": {
    as: "operator",
    body: fixed({ amountMinor: "100", reference: "bank-1" }),
    spoilt: [
      ["amountMinor", 100, "/amountMinor"],
      ["amountMinor", "1.5", "/amountMinor"],
      ["amountMinor", "-1", "/amountMinor"],
      ["amountMinor", "0", "/amountMinor"],
      ["amountMinor", "9".repeat(40), "/amountMinor"],
      ["reference", "", "/reference"],
    ],
  },
  "post /v1/fund/deposits": {
    as: "operator",
    body: fixed({ amountMinor: "100", reference: "bank-1" }),
    spoilt: [
      ["amountMinor", "1e3", "/amountMinor"],
      ["amountMinor", "0", "/amountMinor"],
      ["reference", "r".repeat(65), "/reference"],
    ],
  },
  "post /v1/event-keys": {
    as: "merchant",
    body: fixed({ publicKey: HASH }),
    spoilt: [["publicKey", "zz", "/publicKey"]],
  },
  "post /v1/orders": {
    as: "merchant",
    body: () => orderOf("order-three"),
    optional: ["signedFor", "carriers"],
    spoilt: [
      ["orderId", "a b", "/orderId"],
      ["currency", "USD", "/currency"],
      ["orderedAt", "2026-02-30T00:00:00Z", "/orderedAt"],
      ["orderedAt", "yesterday", "/orderedAt"],
      ["lines", [], "/lines"],
      ["lines", [{ ...orderOf("x").lines[0], quantity: 0 }], "/lines/0/quantity"],
      ["lines", [{ ...orderOf("x").lines[0], paidMinor: 5 }], "/lines/0/paidMinor"],
      ["lines", [orderOf("x").lines[0], orderOf("x").lines[0]], "/lines"],
      ["carriers", [ids.carrier, ids.carrier], "/carriers"],
      ["carriers", ["nobody-known"], "/carriers/0"],
      ["carriers", ["shop-two"], "/carriers/0"],
      ["paymentChannel", "", "/paymentChannel"],
    ],
  },
  "post /v1/labels": {
    as: "merchant",
    body: fixed({ gtin: GTIN, count: 2 }),
    spoilt: [
      ["gtin", "06901234567893", "/gtin"],
      ["count", 0, "/count"],
      ["count", 10_001, "/count"],
      ["count", 1.5, "/count"],
      ["innerCodes", "yes", "/innerCodes"],
      ["productName", "x".repeat(61), "/productName"],
      ["countries", ["cn"], "/countries/0"],
      ["countries", ["CN", "CN"], "/countries"],
      ["countries", [], "/countries"],
    ],
  },
  "post /v1/labels/print": {
    as: "merchant",
    body: fixed({ batchId: "ab".repeat(16), format: "pdf" }),
    spoilt: [
      ["batchId", "ab", "/batchId"],
      ["format", "gif", "/format"],
      ["file", 0, "/file"],
      ["grid", { columns: 0, rows: 1 }, "/grid/columns"],
      ["grid", { columns: 9, rows: 1 }, "/grid/columns"],
      ["innerKey", "ab", "/innerKey"],
    ],
  },
  "post /v1/nfc-tags": {
    as: "merchant",
    body: fixed({ tags: [{ uid: "04de5f1eacc040", gtin: GTIN, serial: "S1" }] }),
    spoilt: [
      ["tags", [], "/tags"],
      ["tags", [{ uid: "04DE5F1EACC040", gtin: GTIN, serial: "S1" }], "/tags/0/uid"],
      ["tags", [{ uid: "04de5f1eacc040", gtin: "1", serial: "S1" }], "/tags/0/gtin"],
      ["tags", [{ uid: "04de5f1eacc040", gtin: GTIN, serial: "" }], "/tags/0/serial"],
    ],
  },
  "post /v1/claims/context": {
    as: "anonymous",
    body: () => ({ orderLink: linkOf("order-one") }),
    spoilt: [
      ["orderLink", "short", "/orderLink"],
      ["orderLink", "x".repeat(2001), "/orderLink"],
      ["orderLink", "not-a-link.at-all-but-long-enough", "/orderLink"],
      ["orderLink", `${linkOf("order-one").slice(0, -4)}AAAA`, "/orderLink"],
      ["orderLink", linkOf("no-such-order"), "/orderLink"],
      ["orderLink", linkOf("order-one", { buyerRef: "another-buyer" }), "/orderLink"],
      ["orderLink", linkOf("order-one", { merchant: "shop-two" }), "/orderLink"],
      ["orderLink", linkOf("order-one", { merchant: "shop\u0000one" }), "/orderLink"],
      ["orderLink", linkOf("order-one", { expiresAt: "2020-01-01T00:00:00Z" }), "/orderLink"],
    ],
  },
  "post /v1/claims": {
    as: "anonymous",
    body: () => claimOf(linkOf("order-one")),
    optional: ["text"],
    spoilt: [
      ["orderLink", linkOf("no-such-order"), "/orderLink"],
      ["orderLink", linkOf("order-one", { expiresAt: "2020-01-01T00:00:00Z" }), "/orderLink"],
      ["lines", [], "/lines"],
      ["lines", [{ lineId: "9", quantity: 1 }], "/lines/0/lineId"],
      ["lines", [{ lineId: "1", quantity: 9 }], "/lines/0/quantity"],
      ["lines", [{ lineId: "1", quantity: 0 }], "/lines/0/quantity"],
      [
        "lines",
        [
          { lineId: "1", quantity: 1 },
          { lineId: "1", quantity: 1 },
        ],
        "/lines",
      ],
      ["kind", "unhappy", "/kind"],
      ["demand", "apology", "/demand"],
      ["amountMinor", "1001", "/amountMinor"],
      ["amountMinor", "01", "/amountMinor"],
      ["text", "x".repeat(2001), "/text"],
      ["text", "a\u0000b", "/text"],
      ["noticedAt", "today", "/noticedAt"],
      ["claimantSigner", "0x12", "/claimantSigner"],
      ["idempotencyKey", "short", "/idempotencyKey"],
    ],
  },
  "post /v1/commitments": {
    as: "merchant",
    body: fixed({ idempotencyKey: "commitments-0001", items: [COMMITMENT] }),
    spoilt: [
      ["idempotencyKey", "short", "/idempotencyKey"],
      ["items", [], "/items"],
      ["items", Array(2049).fill(COMMITMENT), "/items"],
      ["items", [{ ...COMMITMENT, v: "redress.entry/2" }], "/items/0/v"],
      ["items", [{ ...COMMITMENT, type: "finding" }], "/items/0/type"],
      ["items", [{ ...COMMITMENT, subject: "Zhang San" }], "/items/0/subject"],
      ["items", [{ ...COMMITMENT, commitment: HASH.toUpperCase() }], "/items/0/commitment"],
      ["items", [{ ...COMMITMENT, previous: "0x12" }], "/items/0/previous"],
      ["items", [{ ...COMMITMENT, signature: "0x12" }], "/items/0/signature"],
      ["items", [{ ...COMMITMENT, signature: SIGNED.signature }], "/signer"],
      ["signer", SIGNED.signer, "/signature"],
      ["signature", SIGNED.signature, "/signer"],
    ],
  },
  "post /v1/cases/:caseId/evidence/from-upload": {
    as: "carrier",
    body: fixed({
      uploadId: "1f".repeat(16),
      type: "media",
      name: "film.mp4",
      mediaType: "video/mp4",
      method: "upload",
      idempotencyKey: "upload-of-film-1",
      proves: "",
      statements: [],
    }),
    optional: ["proves", "statements"],
    spoilt: [
      ["uploadId", "../../etc/passwd", "/uploadId"],
      ["type", "finding", "/type"],
      ["mediaType", "video", "/mediaType"],
      ["capturedAt", "2026-02-30T00:00:00Z", "/capturedAt"],
    ],
  },
  "post /v1/cases/:caseId/answer": {
    as: "merchant",
    body: fixed({ action: "contest", reason: "it was whole" }),
    spoilt: [
      ["action", "ignore", "/action"],
      ["reason", "", "/reason"],
      ["reason", "x".repeat(2001), "/reason"],
    ],
  },
  "post /v1/cases/:caseId/facts/dispute": {
    as: "carrier",
    body: fixed({ path: "/discovery", evidenceIds: [], reason: "nobody told us" }),
    optional: ["evidenceIds"],
    spoilt: [
      ["path", "discovery", "/path"],
      ["path", "/factors/9", "/path"],
      ["path", "/__proto__", "/path"],
      ["seq", 0, "/path"],
      ["seq", -1, "/seq"],
      ["evidenceIds", ["no-such-evidence"], "/evidenceIds"],
      ["reason", "", "/reason"],
      ["reason", "x".repeat(1001), "/reason"],
    ],
  },
  "post /v1/cases/:caseId/facts/withdraw": {
    as: "carrier",
    body: fixed({ seq: 0, reason: "we looked again" }),
    spoilt: [
      ["seq", 99, "/seq"],
      ["seq", 0.5, "/seq"],
      ["seq", "0", "/seq"],
      ["reason", "", "/reason"],
    ],
  },
  "post /v1/cases/:caseId/facts": {
    as: "carrier",
    body: ({ evidenceId }) => ({
      path: "/loss",
      value: 900,
      evidenceIds: [evidenceId],
      reason: "the list price",
    }),
    spoilt: [
      ["path", "loss", "/path"],
      ["path", "/a b", "/path"],
      ["path", "/__proto__/x", "/path"],
      ["path", "/no-such-fact", "/path"],
      ["path", `/${"a/".repeat(5000)}`, "/path"],
      ["value", "nine hundred", "/path"],
      ["evidenceIds", [], "/evidenceIds"],
      ["evidenceIds", ["unknown"], "/evidenceIds"],
      ["reason", "", "/reason"],
    ],
  },
  "post /v1/cases/:caseId/waive-evidence": {
    as: "merchant",
    body: fixed({ reason: "" }),
    optional: ["reason"],
    spoilt: [["reason", 5, "/reason"]],
  },
  "post /v1/cases/:caseId/withdraw": {
    as: "claimant",
    body: fixed({ reason: "" }),
    optional: ["reason"],
    spoilt: [["reason", "x".repeat(2001), "/reason"]],
  },
  "post /v1/cases/:caseId/accept-proposal": {
    as: "merchant",
    body: fixed(SIGNED),
    spoilt: [
      ["signer", "me", "/signer"],
      ["signature", "0xabc", "/signature"],
    ],
  },
  "post /v1/cases/:caseId/object": {
    as: "merchant",
    body: fixed({ ...SIGNED, reason: "a person should look" }),
    spoilt: [
      ["signature", `0x${"22".repeat(50_000)}`, "/signature"],
      ["reason", "", "/reason"],
    ],
  },
  "post /v1/cases/:caseId/appeal": {
    as: "merchant",
    body: fixed({ ...SIGNED, reason: "the ruling is wrong" }),
    spoilt: [
      ["signature", "", "/signature"],
      ["reason", "", "/reason"],
    ],
  },
  "post /v1/cases/:caseId/waive-appeal": {
    as: "merchant",
    body: fixed(SIGNED),
    spoilt: [["signature", "", "/signature"]],
  },
  "post /v1/cases/:caseId/evidence/:evidenceId/erasure": {
    as: "claimant",
    body: fixed({ reason: "my address is in it" }),
    spoilt: [
      ["reason", "  ", "/reason"],
      ["reason", "r".repeat(501), "/reason"],
    ],
  },
  "post /v1/cases/:caseId/evidence/:evidenceId/readers": {
    as: "operator",
    body: fixed({ partyId: ids.otherMerchant }),
    spoilt: [["partyId", "claimant/x", "/partyId"]],
  },
  "post /v1/cases/:caseId/what-if": {
    as: "claimant",
    body: fixed({ set: [{ path: "/loss", value: 900 }] }),
    spoilt: [
      ["set", [{ path: "/loss" }], "/set/0/value"],
      ["set", [{ path: "loss", value: 1 }], "/set/0/path"],
      ["set", [{ path: "/__proto__/x", value: 1 }], "/__proto__/x"],
      ["set", Array(51).fill({ path: "/loss", value: 1 }), "/set"],
      ["set", [{ path: "/loss", value: "much" }], "/loss"],
    ],
  },
  "post /v1/cases/:caseId/votes/commit": {
    as: "arbitrator",
    body: fixed({ commitment: HASH, ...SIGNED }),
    spoilt: [["commitment", "0x", "/commitment"]],
  },
  "post /v1/cases/:caseId/votes/reveal": {
    as: "arbitrator",
    body: fixed({ ruling: 1, salt: HASH, ...SIGNED, reasons: "the film shows it" }),
    spoilt: [
      ["ruling", 33, "/ruling"],
      ["ruling", 1.5, "/ruling"],
      ["salt", "", "/salt"],
      ["reasons", "x".repeat(4001), "/reasons"],
    ],
  },
  "post /v1/cases/:caseId/development-signature": {
    as: "merchant",
    body: fixed({ digest: HASH }),
    spoilt: [["digest", "00", "/digest"]],
  },
  "post /dev/sample": {
    as: "operator",
    body: fixed({ gtin: GTIN, serial: "S1", caseId: HASH, caseToken: "t", claimUrl: "u" }),
    spoilt: [["gtin", 1, "/gtin"]],
  },
};

/** Routes of the API and of development sign-in; pages and GS1's own routes have tests of theirs. */
export const sendable = (routes: readonly string[]): string[] =>
  routes.filter((route) => /^(get|post) \/(v1|dev)\//.test(route));

/** Fills the parameters of a path with what is there. */
export function pathOf({ caseId, evidenceId }: Pick<Cast, "caseId" | "evidenceId">, path: string): string {
  const values: Record<string, string> = {
    caseId,
    evidenceId,
    partyId: "shop-one",
    gtin: GTIN,
    serial: "S1",
    leafHash: HASH,
  };
  return path.replace(/:(\w+)/g, (_, name: string) => values[name] ?? name);
}
