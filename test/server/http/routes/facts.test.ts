import { expect } from "chai";
import type { HandInMeta } from "../../../../server/schema/evidence.ts";
import { type Cast, openCast } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

describe("facts of people", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  const post = (as: "carrier" | "merchant" | "claimant", path: string, body: object) =>
    cast.call(as, "POST", `/v1/cases/${cast.caseId}/${path}`, body);
  const factsOf = async () => (await cast.call("claimant", "GET", `/v1/cases/${cast.caseId}`)).body.facts;
  const PACKAGING = {
    path: "/factors",
    value: [{ party: "merchant", kind: "packaging_defect", severity: 2, causal: 2, grade: 2, latent: true }],
    reason: "too thin",
  };

  it("are stated under a party's name, with the evidence and what that is worth by the rules", async () => {
    const answer = await post("carrier", "facts", { ...PACKAGING, evidenceIds: [cast.evidenceId] });
    expect(answer.status, answer.text).to.equal(200);
    const [said] = answer.body.facts.said;
    expect(said).to.deep.include({ seq: 0, by: "carrier-one", kind: "state", reason: "too thin" });
    expect(said.names).to.deep.equal(["merchant.packaging_defect"]);
    expect(said.grade).to.equal(answer.body.evidence[0].grade);
  });

  it("are disputed by another party, which everybody sees, and keep their grade", async () => {
    const before = (await factsOf()).said[0];
    const answer = await post("merchant", "facts/dispute", { seq: 0, reason: "it passed the drop test" });
    const after = answer.body.facts.said[0];
    expect(after.disputes).to.have.length(1);
    expect(after.disputes[0]).to.deep.include({ by: "shop-one", reason: "it passed the drop test" });
    expect({ ...after, disputes: [] }).to.deep.equal(before);
  });

  it("cannot be disputed by whoever stated them", async () => {
    const answer = await post("carrier", "facts/dispute", { seq: 0, reason: "on second thought" });
    expect(answer.body).to.deep.include({ code: "case.fact_invalid" });
    expect(answer.body.errors[0]).to.deep.include({ field: "/seq" });
  });

  it("of the record are disputed by their place, and shown there", async () => {
    const answer = await post("carrier", "facts/dispute", {
      path: "/discovery",
      reason: "reported to nobody",
    });
    const discovery = answer.body.facts.record.find(({ path }: { path: string }) => path === "/discovery");
    expect(discovery.disputes[0]).to.deep.include({ by: "carrier-one", reason: "reported to nobody" });
  });

  it("disputed twice in the same words count once", async () => {
    const again = { path: "/discovery", reason: "reported to nobody" };
    const before = (await factsOf()).said.length;
    expect((await post("carrier", "facts/dispute", again)).body.facts.said).to.have.length(before);
  });

  it("cannot be taken back by another party", async () => {
    const answer = await post("merchant", "facts/withdraw", { seq: 0, reason: "nonsense" });
    expect(answer.status).to.equal(422);
    expect((await factsOf()).said[0].withdrawn).to.equal(null);
  });

  it("are taken back by whoever stated them, and stay in sight with the reason", async () => {
    const answer = await post("carrier", "facts/withdraw", { seq: 0, reason: "measured again" });
    const [said] = answer.body.facts.said;
    expect(said).to.deep.include({ seq: 0, reason: "too thin" });
    expect(said.withdrawn).to.deep.include({ reason: "measured again" });
    expect((await post("carrier", "facts/withdraw", { seq: 0, reason: "twice" })).status).to.equal(422);
  });

  it("can be stated again after they were taken back", async () => {
    const answer = await post("carrier", "facts", { ...PACKAGING, evidenceIds: [cast.evidenceId] });
    const standing = answer.body.facts.said.filter((one: { kind: string; withdrawn: unknown }) => {
      return one.kind === "state" && one.withdrawn === null;
    });
    expect(standing).to.have.length(1);
  });

  it("stand in the timeline with who did what", async () => {
    const { timeline } = (await cast.call("claimant", "GET", `/v1/cases/${cast.caseId}`)).body;
    const keys = timeline
      .map(({ key }: { key: string }) => key)
      .filter((key: string) => key.startsWith("fact."));
    expect(keys).to.deep.equal([
      "fact.stated",
      "fact.disputed",
      "fact.disputed",
      "fact.withdrawn",
      "fact.stated",
    ]);
  });

  it("are read from the passages somebody marked in a chat, under the name of who marked them", async () => {
    const states = { as: "factor", party: "merchant", kind: "packaging_defect", severity: 2, causal: 2 };
    const chat = { type: "chat.transcript", mediaType: "text/plain" } as const;
    const marked = (party: string) =>
      cast.handIn("claimant", {
        ...chat,
        statements: [
          { as: "passage", messageId: "line-3", speaker: "merchant", states: { ...states, party } },
        ] as HandInMeta["statements"],
      });
    const { evidenceId } = (await marked("merchant")).body;
    expect((await marked("somebody")).status).to.equal(201);
    const { record } = await factsOf();
    expect(record[0]).to.deep.include({
      name: "merchant.packaging_defect",
      evidenceIds: [evidenceId],
      addedBy: "claimant",
    });
    expect(record.filter(({ path }: { path: string }) => path.startsWith("/factors"))).to.have.length(1);
  });
});
