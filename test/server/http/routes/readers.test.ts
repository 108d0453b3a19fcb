import { expect } from "chai";
import { type Cast, ids, openCast, type Role } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

describe("readers added to a document", function () {
  this.timeout(60_000);
  let product: Product;
  let cast: Cast;
  let path: string;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
    path = `/v1/cases/${cast.caseId}/evidence/${cast.evidenceId}`;
  });
  after(() => product.close());

  const add = (partyId: string, as: Role = "operator") =>
    cast.call(as, "POST", `${path}/readers`, { partyId });
  const open = (as: Role, at = path) => cast.call(as, "GET", `${at}/document`);
  const view = async () => (await cast.call("claimant", "GET", `/v1/cases/${cast.caseId}`)).body;
  const added = async () =>
    (await view()).timeline.filter(({ key }: { key: string }) => key === "evidence.reader_added");
  const rows = async (table: string) => (await product.counts())[table]!;

  it("find nothing before", async () => {
    expect((await open("otherMerchant")).status).to.equal(404);
  });

  it("open it by a key of their own, with nothing stored but that key and an entry", async () => {
    const before = await product.counts();
    const { evidence } = await view();
    const answer = await add(ids.otherMerchant!);
    expect(answer.status, answer.text).to.equal(200);
    expect(answer.body.cid).to.equal(evidence[0].cid);
    const after = await product.counts();
    expect(after.blocks).to.equal(before.blocks);
    expect(after["public.evidence_key"]).to.equal(before["public.evidence_key"]! + 1);
    const opened = await open("otherMerchant");
    expect([opened.status, opened.text]).to.deep.equal([200, "the picture"]);
    expect(answer.body.documentUrl).to.equal(`${product.url}${path}/document`);
  });

  it("are shown to the parties of the case, by an entry of the log", async () => {
    const [item, ...more] = await added();
    expect(more).to.be.empty;
    expect(item).to.deep.include({ kind: "evidence", actor: ids.operator });
    expect(item.params).to.include({ reader: "The otherMerchant", name: "photo.jpg" });
    expect(item.state).to.equal("accepted");
  });

  it("leave an entry each time they open it, as staff do", async () => {
    const { timeline } = await view();
    const opened = timeline.filter(({ key }: { key: string }) => key === "evidence.opened");
    expect(opened.map(({ actor }: { actor: string }) => actor)).to.deep.equal([ids.otherMerchant]);
  });

  it("are added once, also when several ask at once", async () => {
    const before = await rows("public.evidence_key");
    const answers = await Promise.all([1, 2, 3].map(() => add(ids.otherMerchant!)));
    expect(answers.map(({ status, body }) => [status, body.entryLeafHash])).to.deep.equal(
      answers.map(() => [200, null]),
    );
    expect(await rows("public.evidence_key")).to.equal(before);
    expect(await added()).to.have.length(1);
  });

  it("see nothing else of the case, and no other document", async () => {
    const { body } = await cast.handIn("merchant", {}, "another one");
    const other = `/v1/cases/${cast.caseId}/evidence/${body.evidenceId}`;
    expect((await open("otherMerchant", other)).status).to.equal(404);
    expect((await cast.call("otherMerchant", "GET", `/v1/cases/${cast.caseId}`)).status).to.equal(404);
  });

  it("need no adding who are parties of the case", async () => {
    expect((await add(ids.carrier!)).body.entryLeafHash).to.equal(null);
    expect((await open("carrier")).status).to.equal(200);
  });

  it("are added by the platform alone", async () => {
    for (const role of ["claimant", "merchant", "arbitrator", "auditor"] as const)
      expect((await add(ids.otherMerchant!, role)).status, role).to.equal(403);
  });

  it("have to be registered", async () => {
    const before = await product.counts();
    const answer = await add("nobody-there");
    expect([answer.status, answer.body.code]).to.deep.equal([404, "party.not_found"]);
    expect(answer.body.errors[0].field).to.equal("/partyId");
    expect(await product.counts()).to.deep.equal(before);
  });

  it("lose it with everybody when it is erased, and none are added after", async () => {
    const { body } = await cast.handIn("merchant", {}, "to be erased");
    const at = `/v1/cases/${cast.caseId}/evidence/${body.evidenceId}`;
    await cast.call("operator", "POST", `${at}/readers`, { partyId: ids.otherMerchant });
    expect((await open("otherMerchant", at)).status).to.equal(200);
    const done = { erasedAt: new Date(), entryLeaf: "ab".repeat(32) };
    const { erasures, uow } = product.parts.deps;
    await uow.run((tx) => erasures.erase(tx, body.evidenceId, done));
    expect((await open("otherMerchant", at)).status).to.equal(404);
    const late = await cast.call("operator", "POST", `${at}/readers`, { partyId: ids.otherMerchant });
    expect([late.status, late.body.code]).to.deep.equal([410, "case.evidence_erased"]);
  });

  it("are not added behind an erasure that is under way", async () => {
    const { body } = await cast.handIn("merchant", {}, "erased meanwhile");
    const { pool } = product.parts.database;
    const client = await pool.connect();
    await client.query("BEGIN");
    await client.query("SELECT FROM dispute_case WHERE case_id = $1 FOR UPDATE", [cast.caseId]);
    const at = `/v1/cases/${cast.caseId}/evidence/${body.evidenceId}`;
    const adding = cast.call("operator", "POST", `${at}/readers`, { partyId: ids.otherMerchant });
    for (let waiting = 0; waiting === 0; ) {
      const waits =
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      waiting = (await pool.query(waits)).rowCount ?? 0;
    }
    await client.query("DELETE FROM evidence_key WHERE evidence_id = $1", [body.evidenceId]);
    await client.query("UPDATE evidence SET erased_at = now() WHERE evidence_id = $1", [body.evidenceId]);
    await client.query("COMMIT");
    client.release();
    expect((await adding).body.code).to.equal("case.evidence_erased");
    const keys = "SELECT FROM evidence_key WHERE evidence_id = $1";
    expect((await pool.query(keys, [body.evidenceId])).rowCount).to.equal(0);
  });
});
