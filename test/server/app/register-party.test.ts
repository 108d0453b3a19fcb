import { expect } from "chai";
import { depositBond, depositFund } from "../../../server/app/pay-in.ts";
import { addSigner, registerParty } from "../../../server/app/register-party.ts";
import type { PartyError } from "../../../server/domain/party/errors.ts";
import { openProduct, type Product } from "../http/product.ts";

const WALLET = `0x${"a1".repeat(20)}`;

/** Not the embedded set-up: nobody keeps keys for parties. */
describe("parties and what they pay in, outside the embedded set-up", function () {
  this.timeout(120_000);
  let product: Product;

  before(async () => {
    product = await openProduct({ embedded: false });
  });
  after(() => product.close());

  const state = async (key: string) => (await product.parts.deps.outbox.status(key))?.state;
  const register = (partyId: string, more: object = {}) =>
    registerParty(product.parts.deps, { partyId, kind: "merchant", name: partyId, ...more });

  it("have no one-click sign-in", () => {
    expect(product.routes.filter((route) => /\/dev\/|development/.test(route))).to.deep.equal([]);
  });

  it("wait with the chain until there is a signer", async () => {
    await register("no-signer-yet");
    expect(await state("party:no-signer-yet")).to.equal(undefined);
    await addSigner(product.parts.deps, "no-signer-yet", WALLET);
    expect(await state("party:no-signer-yet")).to.equal("queued");
  });

  it("get an account others can be members of", async () => {
    expect((await register("with-account")).organizationId).to.be.a("string");
  });

  it("go to the panel as arbitrators", async () => {
    await register("judge-one", { kind: "arbitrator", signer: WALLET });
    expect(await state("arbitrator:judge-one")).to.equal("queued");
  });

  it("are not registered again with another signer", async () => {
    await register("one-signer", { signer: WALLET });
    const again = register("one-signer", { signer: `0x${"b2".repeat(20)}` });
    expect(await again.catch((error: PartyError) => error.code)).to.equal("party.exists");
  });

  it("pay a bond in once under one reference", async () => {
    await register("bonded", { signer: WALLET });
    const before = await product.counts();
    for (const _ of [1, 2]) await depositBond(product.parts.deps, "bonded", 100n, "bank-1");
    expect((await product.counts())["public.chain_call"]).to.equal((before["public.chain_call"] ?? 0) + 1);
  });

  it("pay no bond when of a kind that has none", async () => {
    const paid = depositBond(product.parts.deps, "judge-one", 100n, "bank-2");
    expect(await paid.catch((error: PartyError) => error.code)).to.equal("party.kind");
  });

  it("see the fund's money queued", async () => {
    await depositFund(product.parts.deps, 100n, "bank-3");
    expect(await state("fund:bank-3")).to.equal("queued");
  });
});
