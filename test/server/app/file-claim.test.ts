import { expect } from "chai";
import { hashCaseToken } from "../../../server/app/case-token.ts";
import { fileClaim } from "../../../server/app/file-claim.ts";
import { proveOrder } from "../../../server/app/order-proof.ts";
import { CaseError } from "../../../server/domain/case/errors.ts";
import { PartyError } from "../../../server/domain/party/errors.ts";
import type { FileClaim } from "../../../server/schema/claim.ts";
import { type Cast, claimOf, linkOf, openCast } from "../http/cast.ts";
import { openProduct, type Product } from "../http/product.ts";

describe("filing a claim", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;
  let link: string;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
    link = await cast.order("order-for-claims");
  });
  after(() => product.close());

  const file = (change: Partial<FileClaim> = {}) =>
    fileClaim(product.parts.deps, { ...(claimOf(link) as FileClaim), ...change });

  it("keeps only the hash of the token that opens the case", async () => {
    const { caseId, caseToken } = await file();
    const record = await product.parts.deps.cases.get(caseId);
    expect(record?.tokenHash).to.equal(hashCaseToken(caseToken));
    expect(JSON.stringify(record)).to.not.include(caseToken);
  });

  it("makes the claimant, the merchant and the carriers its parties", async () => {
    const record = await product.parts.deps.cases.get((await file()).caseId);
    expect(record?.parties).to.have.deep.members([
      { partyId: "claimant", role: "claimant" },
      { partyId: "shop-one", role: "obligor" },
      { partyId: "carrier-one", role: "obligor" },
    ]);
  });

  it("queues the opening on chain of what the platform promised to pay first", async () => {
    const { caseId } = await file({ lines: [{ lineId: "2", quantity: 1 }], amountMinor: "100" });
    expect((await product.parts.deps.outbox.status(`case:${caseId}:open`))?.state).to.equal("queued");
  });

  it("leaves nothing of a claim for more than is left", async () => {
    const before = await product.counts();
    const asked = file({ lines: [{ lineId: "1", quantity: 3 }], amountMinor: "3000" });
    expect(await codeOf(asked)).to.equal("claim.over_refundable");
    expect(await product.counts()).to.deep.equal(before);
  });

  it("gives lines of a withdrawn claim back", async () => {
    const own = { lines: [{ lineId: "2", quantity: 1 }], amountMinor: "500" };
    const fresh = await cast.order("order-withdrawn");
    const first = await file({ ...own, orderLink: fresh });
    const token = { authorization: `Bearer ${first.caseToken}`, "content-type": "application/json" };
    await fetch(`${product.url}/v1/cases/${first.caseId}/withdraw`, {
      method: "POST",
      headers: token,
      body: "{}",
    });
    expect((await file({ ...own, orderLink: fresh })).caseId).to.not.equal(first.caseId);
  });

  describe("on the strength of an order link", () => {
    const prove = (orderLink: string, now = new Date()) => proveOrder(product.parts.deps, orderLink, now);

    it("finds the order it names", async () => {
      expect((await prove(link)).orderId).to.equal("order-for-claims");
    });

    it("says the same of a wrong shop, order or buyer", async () => {
      const wrong: Record<string, string>[] = [
        { merchant: "shop-two" },
        { merchant: "no-shop" },
        { buyerRef: "other-buyer" },
      ];
      for (const change of wrong)
        expect(await codeOf(prove(linkOf("order-for-claims", change)))).to.equal("order.link_invalid");
    });

    it("stops at its time", async () => {
      expect(await codeOf(prove(link, new Date(Date.now() + 2 * 86_400_000)))).to.equal("order.link_expired");
    });
  });
});

/** Code of the rule that was broken. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof PartyError || error instanceof CaseError) return error.code;
    throw error;
  }
  return "none";
}
