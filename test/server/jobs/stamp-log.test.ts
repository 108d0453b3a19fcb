import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { createStampBook, type StampBook } from "../../../server/adapters/postgres/log-stamps.ts";
import { askStamp } from "../../../server/adapters/timestamp/ask-stamp.ts";
import { anchorHead } from "../../../server/app/log-anchoring.ts";
import { canonicalJson } from "../../../server/domain/log/canonical-json.ts";
import { verifyReceipt } from "../../../server/domain/log/verify.ts";
import { stampLog } from "../../../server/jobs/stamp-log.ts";
import { hasOpenssl, type StampAuthority, startStampAuthority } from "../../support/stamp-authority.ts";
import { file, redress } from "../../trust/support.ts";
import { handIn } from "../adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "./log-chain.ts";

describe("time stamps over anchored checkpoints", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let authority: StampAuthority;
  let book: StampBook;
  let leaf: string;

  before(async function () {
    if (!hasOpenssl()) {
      console.log("      skipped: no openssl here");
      return this.skip();
    }
    authority = await startStampAuthority();
    at = await anchoredLog();
    book = createStampBook(at.log.database, at.settings);
    [leaf = ""] = await handIn(at.log, 3, "a ");
    await at.log.sequencer.sequence();
  });
  after(async () => {
    await authority?.close();
    await at?.close();
  });

  const receiptNow = async () => (await at.log.reader.receipt(leaf, true)) ?? "";
  const stepOf = async (receipt: string) => {
    const { steps, verdict } = await verifyReceipt(receipt, { chain: at.view() });
    return { verdict, step: steps.find(({ step }) => step === "timestamp") };
  };
  /** Runs the job until nothing waits, or it fails. */
  async function stamp(): Promise<unknown> {
    let failure: unknown = null;
    const onError = (error: unknown) => {
      failure = error;
    };
    const job = stampLog(
      { books: async () => [book], ask: (message) => askStamp(authority.url, message) },
      { intervalMs: 50, onError },
    );
    while (failure === null && (await book.next()) !== null) await delay(25);
    await job.stop();
    return failure;
  }

  it("wait for the anchor", async () => {
    expect(await book.next()).to.equal(null);
    await anchorHead(at.deps);
    await at.settle();
    expect((await book.next())?.size).to.equal(3);
  });

  it("are not kept when the authority answers something else", async () => {
    authority.answer = Buffer.from("not a token");
    expect(String(await stamp())).to.match(/does not check: unreadable/);
    authority.answer = null;
    expect((await book.next())?.size).to.equal(3);
    expect((await stepOf(await receiptNow())).step).to.equal(undefined);
  });

  it("ride in the receipt and are checked with it", async () => {
    expect(await stamp()).to.equal(null);
    const { step, verdict } = await stepOf(await receiptNow());
    expect([verdict, step?.result, step?.reason]).to.deep.equal(["valid", "valid", "timestamp.stamped"]);
    expect(step?.detail).to.match(/^20\d\d-.*Z Stamps of the test, Somebody else$/);
  });

  it("bear a name of their own making until it is checked against certificates of the reader", async () => {
    const receipt = file(await receiptNow());
    const verify = (...more: string[]) => redress("verify", receipt, "--rpc", at.rpcUrl, ...more);
    const plain = await verify();
    expect(plain.out).to.contain("self-declared name").and.contain("Stamps of the test, Somebody else");
    expect(plain.code).to.equal(0);
    const checked = await verify("--tsa-ca", authority.certificate("root"));
    expect(checked.out).to.contain("an authority whose certificate leads to the one you gave");
    expect([checked.code, checked.out.includes("self-declared")]).to.deep.equal([0, false]);
  });

  it("cannot be told from those of an impostor of the same name, where the reader asks for another authority", async () => {
    const impostor = await startStampAuthority();
    await impostor.close();
    const { code, out } = await redress(
      ...["verify", file(await receiptNow()), "--rpc", at.rpcUrl],
      ...["--tsa-ca", impostor.certificate("root")],
    );
    expect(out).to.contain("does not lead to the one you gave");
    expect(code).to.equal(3);
  });

  it("are missed where the reader asks for one and the receipt has none", async () => {
    const { timestamp: _, ...rest } = JSON.parse(await receiptNow());
    const { code, out } = await redress(
      ...["verify", file(canonicalJson(rest)), "--rpc", at.rpcUrl],
      ...["--tsa-ca", authority.certificate("root")],
    );
    expect([code, out.includes("no time stamp, and you asked for one")]).to.deep.equal([3, true]);
  });

  it("are no verdict where --tsa-ca names no certificate", async () => {
    const { code, err } = await redress("verify", file(await receiptNow()), "--tsa-ca", file("{}", "ca.pem"));
    expect([code, err.includes("something else than certificates")]).to.deep.equal([2, true]);
  });

  it("make a receipt invalid with any part of the token altered", async () => {
    const receipt = JSON.parse(await receiptNow());
    const token = Buffer.from(receipt.timestamp.token, "base64");
    for (let n = 0; n < token.length; n += 97) {
      const altered = Buffer.from(token);
      altered[n] = altered[n]! ^ 1;
      receipt.timestamp = { ...receipt.timestamp, token: altered.toString("base64") };
      expect((await stepOf(canonicalJson(receipt))).verdict).to.equal("invalid");
    }
  });

  it("are refused when they are over another checkpoint", async () => {
    const other = await askStamp(authority.url, Buffer.from("another text"));
    const receipt = JSON.parse(await receiptNow());
    const sha256 = createHash("sha256").update(other.token).digest("hex");
    receipt.timestamp = { token: Buffer.from(other.token).toString("base64"), sha256 };
    const { step, verdict } = await stepOf(canonicalJson(receipt));
    expect([verdict, step?.reason]).to.deep.equal(["invalid", "timestamp.other_message"]);
  });
});
