import { expect } from "chai";
import { doubtClaims } from "../../../../server/domain/evidence/bundle-claims.ts";
import { parseReceipt } from "../../../../server/domain/log/receipt.ts";
import { conclude } from "../../../../server/domain/log/verify.ts";
import { no } from "../../../../server/domain/log/verify-steps.ts";
import { fullReceipt } from "../log/receipt-fixture.ts";
import { bundleOf, CASE_ID, hashOf, WHOLE } from "./bundle-fixture.ts";

interface Logged {
  readonly said: Readonly<Record<string, unknown>>;
  readonly type?: string;
  readonly subject?: string;
  readonly isInvalid?: boolean;
}
const event = (seq: number, more: object = {}): Logged => ({
  said: { v: "redress.case-event/1", caseId: CASE_ID, seq, event: more },
  type: "case.event",
});
const FINDING = hashOf(WHOLE.finding);

/** What is doubted of a whole bundle to which these receipts are added. */
async function doubts(...logged: readonly Logged[]): Promise<string[]> {
  const made = bundleOf(WHOLE);
  const texts = logged.map(({ said, type = "media", subject = "case-1f3a" }) =>
    fullReceipt({}, said, { type, subject }),
  );
  const receipts = texts.map((text, at) => {
    const receipt = parseReceipt(text);
    const steps = logged[at]!.isInvalid === true ? [no("promise", "bad_signature")] : [];
    return [receipt.promise.leafHash, conclude(receipt, steps)] as const;
  });
  const found = await doubtClaims({
    manifest: { ...made.manifest, files: made.entries },
    receipts: new Map(receipts),
    textOf: (name) => made.files.find((file) => file.name === name)?.text ?? null,
  });
  return found.map(({ verdict, reason, detail }) => `${verdict} ${reason} ${detail}`);
}

describe("what a bundle says of itself", () => {
  it("is not doubted where receipts say the same", async () => {
    const proposed = { type: "proposed", candidates: [{ findingHash: FINDING }] };
    expect(await doubts(event(0), event(1, proposed), event(2), { said: {} })).to.deep.equal([]);
  });

  it("is false where receipts name another case, unless they are invalid themselves", async () => {
    const caseId = "cd".repeat(32);
    const other = { said: { caseId } };
    expect(await doubts(event(0), other)).to.deep.equal([`invalid manifest.other_case ${caseId}`]);
    expect(await doubts(event(0), { ...other, isInvalid: true })).to.deep.equal([]);
  });

  it("is in doubt where an item is under another pseudonym than the case", async () => {
    const [said] = await doubts(event(0), { said: { documentHash: "x" }, subject: "case-other" });
    expect(said).to.match(/^cannot_tell manifest\.other_subject [0-9a-f]{64}$/);
  });

  it("says nothing of pseudonyms where nothing names the case", async () => {
    expect(await doubts({ said: {}, subject: "a" }, { said: {}, subject: "b" })).to.deep.equal([]);
  });

  it("is in doubt where an event is left out, but for the last ones", async () => {
    expect(await doubts(event(0), event(1))).to.deep.equal([]);
    expect(await doubts(event(0), event(3))).to.deep.equal(["cannot_tell manifest.event_left_out 1, 2"]);
    expect(await doubts(event(1))).to.deep.equal(["cannot_tell manifest.event_left_out 0"]);
  });

  it("counts no further than it shows, however high a number is", async () => {
    const [said] = await doubts(event(0), event(Number.MAX_SAFE_INTEGER));
    expect(said).to.equal("cannot_tell manifest.event_left_out 1, 2, 3, 4, 5, …");
  });

  it("is in doubt where an event names a finding that is not there", async () => {
    const other = "ef".repeat(32);
    const proposed = { candidates: [{ findingHash: FINDING }, { findingHash: other }] };
    const chosen = { outcome: { findingHash: other } };
    const left = [`cannot_tell manifest.finding_left_out ${other}`];
    expect(await doubts(event(0, proposed))).to.deep.equal(left);
    expect(await doubts(event(0, chosen))).to.deep.equal(left);
  });
});
