import "../../support/deployment.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { expect } from "chai";
import type { HandInAccepted } from "../../../../server/schema/evidence.ts";
import { checkHandIn } from "../../../../web/features/case/check-hand-in.ts";
import { makeEntry, promiseFor } from "../../support/fixture-log.ts";

const document = utf8ToBytes("a photograph");
const made = makeEntry(7, "media", document);
const accepted: HandInAccepted = {
  evidenceId: "ev",
  state: "accepted",
  entry: made.entry,
  statement: made.statement,
  salt: made.salt,
  leafHash: bytesToHex(made.leaf),
  cid: null,
  acceptedAt: "2026-11-12T07:59:00Z",
  promise: promiseFor(made.leaf),
};

async function refusal(answer: HandInAccepted, bytes = document): Promise<string | null> {
  return checkHandIn(answer, bytesToHex(sha256(bytes))).then(
    () => null,
    (error: Error) => error.message,
  );
}

describe("the server's acceptance of a document", () => {
  it("is believed when document, statement, entry, leaf and promise fit", async () => {
    expect(await refusal(accepted)).to.equal(null);
  });

  it("is refused for another document", async () => {
    expect(await refusal(accepted, utf8ToBytes("another photograph"))).to.equal("document");
  });

  it("is refused when the salt differs", async () => {
    expect(await refusal({ ...accepted, salt: "00".repeat(32) })).to.equal("statement");
  });

  it("is refused when the leaf is another", async () => {
    expect(await refusal({ ...accepted, leafHash: "00".repeat(32) })).to.equal("entry");
  });

  it("is refused when the promise is for another leaf", async () => {
    const promise = promiseFor(makeEntry(8, "media", document).leaf);
    expect(await refusal({ ...accepted, promise })).to.equal("promise");
  });

  it("is refused when the promise names another contract than the build pinned", async () => {
    const promise = { ...accepted.promise, contract: `0x${"11".repeat(20)}` };
    expect(await refusal({ ...accepted, promise })).to.equal("promise");
  });
});
