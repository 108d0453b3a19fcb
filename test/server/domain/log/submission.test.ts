import { expect } from "chai";
import { bytesToHex, fromHex } from "../../../../server/domain/log/bytes.ts";
import { addressOfKey, signDigest } from "../../../../server/domain/log/eip712.ts";
import { documentDigest, submissionOf } from "../../../../server/domain/log/submission.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import { DOCUMENT_HASH, fullReceipt, IDENTITY, LOG_ID } from "./receipt-fixture.ts";

const KEY = new Uint8Array(32).fill(0x61);
const SIGNER = addressOfKey(KEY);
const OTHER_LOG = "ef".repeat(32);

const signatureFor = (logId: Uint8Array, documentHash = DOCUMENT_HASH): string =>
  `0x${bytesToHex(signDigest(KEY, documentDigest(IDENTITY, logId, documentHash)))}`;
const SIGNED = {
  v: "redress.statement/1",
  documentHash: DOCUMENT_HASH,
  signer: SIGNER,
  signature: signatureFor(LOG_ID),
  signedFor: bytesToHex(LOG_ID),
};
const without = (key: keyof typeof SIGNED) =>
  Object.fromEntries(Object.entries(SIGNED).filter(([name]) => name !== key));

const statementStep = async (statement: object) => {
  const { steps, verdict } = await verifyReceipt(fullReceipt({}, { ...statement }));
  const { detail, reason } = steps.find(({ step }) => step === "statement")!;
  return { detail, reason, verdict };
};

describe("the signature of a submitter", () => {
  it("is made by the key the statement names", () => {
    expect(submissionOf(SIGNED, IDENTITY)).to.deep.equal({ signer: SIGNER, signedFor: SIGNED.signedFor });
  });

  it("counts on no other chain", () => {
    expect(submissionOf(SIGNED, { ...IDENTITY, chainId: IDENTITY.chainId + 1 })).to.equal(null);
  });

  it("is named by the check of a receipt", async () => {
    expect(await statementStep(SIGNED)).to.include({ reason: "statement.signed", detail: SIGNER });
  });

  for (const [what, statement] of [
    ["over another document", { ...SIGNED, signature: signatureFor(LOG_ID, "ab".repeat(32)) }],
    ["of another key", { ...SIGNED, signer: `0x${"11".repeat(20)}` }],
    ["for another log than it says", { ...SIGNED, signedFor: OTHER_LOG }],
    ["without its signature", without("signature")],
    ["for no log", without("signedFor")],
    ["without its signer", without("signer")],
    ["without its document", without("documentHash")],
  ] as const)
    it(`makes a receipt invalid ${what}`, async () => {
      expect(await statementStep(statement)).to.include({
        reason: "statement.bad_signature",
        verdict: "invalid",
      });
    });

  it("makes a receipt invalid spelt in another way", async () => {
    const shouted = { ...SIGNED, signature: SIGNED.signature.replace("0x", "0X") };
    expect(await statementStep(shouted)).to.include({ reason: "statement.malformed", verdict: "invalid" });
  });

  it("cannot be told to be meant for this log when it is for another one", async () => {
    const elsewhere = {
      ...SIGNED,
      signature: signatureFor(fromHex(OTHER_LOG, "logId", 32)),
      signedFor: OTHER_LOG,
    };
    expect(await statementStep(elsewhere)).to.deep.equal({
      reason: "statement.signed_for_other_log",
      detail: OTHER_LOG,
      verdict: "cannot_tell",
    });
  });

  it("is not looked for in events of products, which are signed in another way", async () => {
    const event = { v: "redress.statement/1", signature: { gln: "0614141000005", value: "00" } };
    expect(await statementStep(event)).to.include({ reason: "statement.commitment_fits" });
  });
});
