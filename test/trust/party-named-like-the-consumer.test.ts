import { expect } from "chai";
import { readReceipt } from "../../server/app/log-reading.ts";
import { registerParty } from "../../server/app/register-party.ts";
import { type Cast, openCast } from "../server/http/cast.ts";
import { openProduct, type Product } from "../server/http/product.ts";

/** Names that statements and cases give to those who are no registered party. */
const RESERVED = ["claimant", "engine", "ledger", "log", "recovered"];

describe("a party is named like the consumer of every case, or like a part of the system", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  /** As a set-up of an earlier version may have it: what registers parties now is not asked. */
  async function kept(partyId: string): Promise<string> {
    const { deps } = product.parts;
    const party = { partyId, kind: "merchant", name: partyId, gln: null, agreementHash: null, signers: [] };
    await deps.uow.run((tx) => deps.parties.create(tx, { ...party, kind: "merchant" }));
    const organizationId = await deps.identity.createOrganization(partyId, partyId);
    await deps.parties.setOrganization(partyId, organizationId);
    return await deps.identity.createApiKey(organizationId, "test");
  }

  async function ask(key: string, path: string): Promise<{ status: number; text: string }> {
    const response = await fetch(product.url + path, { headers: { authorization: `Bearer ${key}` } });
    return { status: response.status, text: await response.text() };
  }

  for (const partyId of RESERVED) {
    it(`is not registered as ${partyId}, and nothing is kept of it`, async () => {
      const before = await product.counts();
      const body = { partyId, kind: "merchant", name: "A shop" };
      const answer = await cast.call("operator", "POST", "/v1/parties", body);
      expect([answer.status, answer.body.code]).to.deep.equal([409, "party.reserved"]);
      expect(await product.counts()).to.deep.equal(before);
    });
  }

  it("is not registered as platform either where the platform goes by another name", async () => {
    const deps = { ...product.parts.deps, platformId: "mall" };
    const refused = await registerParty(deps, {
      partyId: "platform",
      kind: "merchant",
      name: "A shop",
    }).catch((error: { code: string }) => error.code);
    expect(refused).to.equal("party.reserved");
  });

  it("sees no case, no document and no statement with a key it had before", async () => {
    const { body } = await cast.call("claimant", "GET", `/v1/cases/${cast.caseId}`);
    const leaf = (body.evidence as { leafHash: string }[])[0]!.leafHash;
    const key = await kept("claimant");
    const document = `/v1/cases/${cast.caseId}/evidence/${cast.evidenceId}/document`;
    for (const path of [`/v1/cases/${cast.caseId}`, document, `/v1/receipts/${leaf}`, "/v1/cases"]) {
      const { status, text } = await ask(key, path);
      expect(status, path).to.equal(401);
      expect(text, path).to.not.contain("salt");
    }
  });

  it("is not taken for who handed in what a consumer did", async () => {
    const { publisher, deps, chain } = product.parts;
    const { body } = await cast.call("claimant", "GET", `/v1/cases/${cast.caseId}`);
    const leaf = (body.evidence as { leafHash: string }[])[0]!.leafHash;
    const reading = { publisher, reader: deps.logReader, chain: chain.reader };
    const caller = {
      kind: "party",
      partyId: "claimant",
      partyKind: "merchant",
      name: "",
      actor: "",
    } as const;
    const receipt = await readReceipt(reading, leaf, { ...caller, via: "api_key" });
    expect(JSON.parse(receipt)).to.not.have.any.keys("statement", "salt");
  });

  it("reads no statement of a case event or a journal with a key it had before", async () => {
    const { body } = await cast.call("claimant", "GET", `/v1/cases/${cast.caseId}`);
    const filed = (body.timeline as { leafHash: string | null }[]).find(({ leafHash }) => leafHash !== null)!;
    expect((await ask(await kept("ledger"), `/v1/receipts/${filed.leafHash}`)).status).to.equal(401);
  });
});
