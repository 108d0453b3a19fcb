import { expect } from "chai";
import { type Answer, type Cast, claimOf, openCast, orderOf } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

describe("requests repeated, raced and out of order", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  /** Asks twice; the second time must store nothing. */
  async function twice(ask: () => Promise<Answer>): Promise<[Answer, Answer]> {
    const first = await ask();
    const before = await product.counts();
    const second = await ask();
    expect(await product.counts()).to.deep.equal(before);
    return [first, second];
  }

  const asOperator = (path: string, body: unknown) => cast.call("operator", "POST", path, body);
  const stepOf = (caseId: string, name: string) => `/v1/cases/${caseId}/${name}`;

  describe("a party", () => {
    const party = { partyId: "twice-party", kind: "carrier", name: "Twice", gln: "6901234567892" };

    it("is registered once", async () => {
      const [first, second] = await twice(() => asOperator("/v1/parties", party));
      expect([first.status, second.status]).to.deep.equal([201, 201]);
    });

    it("is not registered again in other words", async () => {
      const answer = await asOperator("/v1/parties", { ...party, name: "Other" });
      expect([answer.status, answer.body.code]).to.deep.equal([409, "party.exists"]);
    });

    it("does not take the GLN of another", async () => {
      const answer = await asOperator("/v1/parties", { ...party, partyId: "gln-thief" });
      expect([answer.status, answer.body.errors[0].field]).to.deep.equal([409, "/gln"]);
    });

    it("gets a signer once", async () => {
      const signer = `0x${"5a".repeat(20)}`;
      const [, second] = await twice(() => asOperator("/v1/parties/twice-party/signers", { signer }));
      expect(second.status).to.equal(204);
    });
  });

  describe("a deposit", () => {
    it("is queued once under one reference", async () => {
      const deposit = { amountMinor: "100", reference: "bank-7" };
      const [, second] = await twice(() => asOperator("/v1/parties/shop-one/bond-deposits", deposit));
      expect(second.status).to.equal(202);
    });

    it("is refused under a reference of another amount", async () => {
      const answer = await asOperator("/v1/parties/shop-one/bond-deposits", {
        amountMinor: "200",
        reference: "bank-7",
      });
      expect([answer.status, answer.body.code]).to.deep.equal([409, "chain.call_conflict"]);
    });

    it("is refused for a party without a bond", async () => {
      const deposit = { amountMinor: "100", reference: "bank-8" };
      const answer = await asOperator("/v1/parties/auditor-one/bond-deposits", deposit);
      expect([answer.status, answer.body.code]).to.deep.equal([409, "party.kind"]);
    });

    it("is refused for a party nobody knows", async () => {
      const answer = await asOperator("/v1/parties/nobody-at-all/bond-deposits", {
        amountMinor: "1",
        reference: "r",
      });
      expect([answer.status, answer.body.code]).to.deep.equal([404, "party.not_found"]);
    });
  });

  describe("an order", () => {
    it("is kept once", async () => {
      const order = orderOf("order-again");
      const [, second] = await twice(() => cast.call("merchant", "POST", "/v1/orders", order));
      expect(second.status).to.equal(201);
    });

    it("is not changed by another under its id", async () => {
      const answer = await cast.call("merchant", "POST", "/v1/orders", {
        ...orderOf("order-again"),
        buyerRef: "somebody",
      });
      expect([answer.status, answer.body.code]).to.deep.equal([409, "order.exists"]);
    });

    it("is not reported by another merchant", async () => {
      const answer = await cast.call("otherMerchant", "POST", "/v1/orders", orderOf("order-of-one"));
      expect([answer.status, answer.body.errors[0].field]).to.deep.equal([403, "/merchant"]);
    });

    it("needs a merchant that is registered", async () => {
      const answer = await asOperator("/v1/orders", { ...orderOf("order-of-none"), merchant: "carrier-one" });
      expect([answer.status, answer.body.errors[0].field]).to.deep.equal([404, "/merchant"]);
    });
  });

  describe("a claim", () => {
    it("is filed once under one key, and answers the same token", async () => {
      const claim = claimOf(await cast.order("order-claimed"));
      const [first, second] = await twice(() => cast.file(claim.orderLink, claim));
      expect(second.status).to.equal(201);
      expect(second.body).to.deep.equal(first.body);
    });

    it("is refused under the key of another claim", async () => {
      const claim = claimOf(await cast.order("order-conflict"));
      await cast.file(claim.orderLink, claim);
      const answer = await cast.file(claim.orderLink, { ...claim, amountMinor: "900" });
      expect([answer.status, answer.body.code]).to.deep.equal([409, "case.idempotency_conflict"]);
    });

    it("racing another for one line leaves the line claimed once", async () => {
      const link = await cast.order("order-raced");
      const all = { lines: [{ lineId: "2", quantity: 1 }], amountMinor: "500" };
      const answers = await Promise.all(Array.from({ length: 12 }, () => cast.file(link, all)));
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).to.deep.equal([201, ...Array(11).fill(409)]);
    });

    it("racing itself under one key is one case", async () => {
      const claim = claimOf(await cast.order("order-raced-key"));
      const answers = await Promise.all(Array.from({ length: 12 }, () => cast.file(claim.orderLink, claim)));
      expect(new Set(answers.map(({ body }) => body.caseId)).size).to.equal(1);
    });
  });

  describe("a document", () => {
    const meta = { idempotencyKey: "one-key-for-this-document" };

    it("is stored once under one key, and answers the same promise", async () => {
      const [first, second] = await twice(() => cast.handIn("claimant", { ...meta, name: "a.jpg" }));
      expect(second.status).to.equal(201);
      expect(second.body).to.deep.equal(first.body);
    });

    it("is refused under the key of another document", async () => {
      const before = await product.counts();
      const answer = await cast.handIn("claimant", { ...meta, name: "a.jpg" }, "another picture");
      expect([answer.status, answer.body.code]).to.deep.equal([409, "case.idempotency_conflict"]);
      expect(await product.counts()).to.deep.equal(before);
    });

    it("is refused under the key of another description", async () => {
      const answer = await cast.handIn("claimant", { ...meta, name: "b.jpg" });
      expect([answer.status, answer.body.errors[0].field]).to.deep.equal([409, "/idempotencyKey"]);
    });

    for (const { size, kept, bytes } of [
      { size: "small", kept: "public.document_block", bytes: 500 },
      { size: "large", kept: "blocks", bytes: 50_000 },
    ])
      it(`racing itself leaves one ${size} document and the blocks of one`, async () => {
        const before = await product.counts();
        const raced = { idempotencyKey: `one-key-for-the-${size}-race` };
        const document = "x".repeat(bytes);
        const hand = () => cast.handIn("carrier", raced, document);
        const answers = await Promise.all(Array.from({ length: 12 }, hand));
        const after = await product.counts();
        const grown = Object.keys(after).filter((name) => after[name] !== before[name]);
        expect(new Set(answers.map(({ body }) => body.leafHash)).size).to.equal(1);
        expect(grown).to.include.members(["public.evidence", kept]);
        for (const name of ["public.evidence", kept])
          expect(after[name]).to.equal((before[name] ?? 0) + 1, name);
      });
  });

  describe("a fact", () => {
    it("is kept once", async () => {
      const fact = { path: "/loss", value: 800, evidenceIds: [cast.evidenceId], reason: "bought used" };
      const [, second] = await twice(() => cast.call("merchant", "POST", stepOf(cast.caseId, "facts"), fact));
      expect(second.status).to.equal(200);
    });

    it("keeps its number when others come at the same time", async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          cast.call("carrier", "POST", stepOf(cast.caseId, "facts"), {
            path: "/loss",
            value: 700 + n,
            evidenceIds: [cast.evidenceId],
            reason: "one of many",
          }),
        ),
      );
      expect(answers.map(({ status }) => status)).to.deep.equal(Array(8).fill(200));
    });
  });

  describe("steps of a case", () => {
    const EARLY = { signer: `0x${"11".repeat(20)}`, signature: `0x${"22".repeat(65)}` };
    const refused = async (as: "merchant" | "claimant" | "arbitrator", name: string, body: unknown) => {
      const before = await product.counts();
      const { status, body: problem } = await cast.call(as, "POST", stepOf(cast.caseId, name), body);
      expect(await product.counts()).to.deep.equal(before);
      return [status, problem.code];
    };

    it("refuse what comes too early", async () => {
      for (const [name, body] of Object.entries({
        "waive-evidence": {},
        "accept-proposal": EARLY,
        object: { ...EARLY, reason: "no" },
        appeal: { ...EARLY, reason: "no" },
        "waive-appeal": EARLY,
      })) {
        expect(await refused("merchant", name, body), name).to.deep.equal([409, "case.forbidden_transition"]);
      }
    });

    it("refuse an answer of the claimant", async () => {
      const found = await refused("claimant", "answer", { action: "accept", reason: "mine" });
      expect(found).to.deep.equal([403, "case.not_your_turn"]);
    });

    it("refuse a merchant's withdrawal", async () => {
      expect(await refused("merchant", "withdraw", {})).to.deep.equal([403, "case.not_your_turn"]);
    });

    it("refuse a vote of who was not drawn", async () => {
      const found = await refused("arbitrator", "votes/commit", { ...EARLY, commitment: "ab".repeat(32) });
      expect(found).to.deep.equal([403, "case.not_your_turn"]);
    });

    it("refuse a second answer", async () => {
      const contest = { action: "contest", reason: "whole when it left" };
      await cast.call("merchant", "POST", stepOf(cast.caseId, "answer"), contest);
      expect(await refused("merchant", "answer", contest)).to.deep.equal([409, "case.forbidden_transition"]);
    });

    it("take a waiver of evidence twice", async () => {
      await cast.call("carrier", "POST", stepOf(cast.caseId, "answer"), {
        action: "contest",
        reason: "whole",
      });
      const [, second] = await twice(() =>
        cast.call("merchant", "POST", stepOf(cast.caseId, "waive-evidence"), {}),
      );
      expect(second.status).to.equal(200);
    });

    it("refuse a signature that does not check, once the proposal is made", async () => {
      for (const role of ["claimant", "carrier"] as const)
        await cast.call(role, "POST", stepOf(cast.caseId, "waive-evidence"), {});
      for (const [name, body] of Object.entries({
        "accept-proposal": EARLY,
        object: { ...EARLY, reason: "no" },
      })) {
        expect(await refused("merchant", name, body), name).to.deep.equal([422, "case.bad_signature"]);
      }
    });

    it("refuse a passkey the chain has not taken in yet", async () => {
      const signer = `0x${"9a".repeat(20)}${"01".repeat(64)}`;
      const added = await cast.call("merchant", "POST", "/v1/parties/shop-one/signers", { signer });
      expect(added.status).to.equal(204);
      const found = await refused("merchant", "accept-proposal", { ...EARLY, signer });
      expect(found).to.deep.equal([409, "case.signer_pending"]);
    });

    it("refuse evidence after the freeze, leaving no blocks", async () => {
      const before = await product.counts();
      const answer = await cast.handIn("claimant", {});
      expect([answer.status, answer.body.code]).to.deep.equal([409, "case.evidence_frozen"]);
      expect(await product.counts()).to.deep.equal(before);
    });

    it("refuse facts after the freeze", async () => {
      const fact = { path: "/loss", value: 1, evidenceIds: [cast.evidenceId], reason: "late" };
      expect(await refused("merchant", "facts", fact)).to.deep.equal([409, "case.evidence_frozen"]);
    });

    it("refuse everything after the withdrawal", async () => {
      await cast.call("claimant", "POST", stepOf(cast.caseId, "withdraw"), {});
      expect(await refused("claimant", "withdraw", {})).to.deep.equal([409, "case.forbidden_transition"]);
      const answer = { action: "accept", reason: "late" };
      expect(await refused("merchant", "answer", answer)).to.deep.equal([409, "case.forbidden_transition"]);
    });
  });
});
