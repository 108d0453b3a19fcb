import { expect } from "chai";
import { sql } from "kysely";
import { openDocument } from "../../server/app/open-document.ts";
import { type Cast, openCast } from "../server/http/cast.ts";
import { openProduct, PLATFORM, type Product } from "../server/http/product.ts";

describe("the operator reads a sealed document", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  const path = () => `/v1/cases/${cast.caseId}/evidence/${cast.evidenceId}/document`;
  async function accesses(): Promise<{ subject: string; statement: Record<string, unknown> }[]> {
    const { rows } = await sql<{ entry: string; statement: string }>`
      SELECT convert_from(e.entry, 'UTF8') AS entry, convert_from(s.statement, 'UTF8') AS statement
      FROM log_entry e JOIN log_statement s USING (leaf_hash)
      WHERE convert_from(e.entry, 'UTF8') LIKE '%"type":"access"%' ORDER BY e.id`.execute(
      product.parts.database.kysely,
    );
    return rows.map(({ entry, statement }) => ({
      subject: (JSON.parse(entry) as { subject: string }).subject,
      statement: JSON.parse(statement) as Record<string, unknown>,
    }));
  }

  it("leaves no entry where the owner reads it", async () => {
    expect((await cast.call("claimant", "GET", path())).status).to.equal(200);
    expect(await accesses()).to.deep.equal([]);
  });

  it("is an entry of the log for each opening, under the case's own pseudonym, naming who and what", async () => {
    for (let opening = 0; opening < 2; opening++)
      expect((await cast.call("operator", "GET", path())).status).to.equal(200);
    const [first, second] = await accesses();
    expect(first?.statement).to.include({ caseId: cast.caseId, by: "platform" });
    expect(second?.subject).to.equal(first?.subject);
  });

  it("is an entry also where the platform is a party of the case itself", async () => {
    const before = (await accesses()).length;
    const who = { partyId: PLATFORM, kind: "platform", isParty: true };
    await openDocument(product.parts.deps, cast.caseId, cast.evidenceId, who);
    const all = await accesses();
    expect([all.length, all.at(-1)?.statement.by]).to.deep.equal([before + 1, PLATFORM]);
  });

  it("is visible to the owner in the case", async () => {
    const { body } = await cast.call("claimant", "GET", `/v1/cases/${cast.caseId}`);
    const openings = (body.timeline as { key: string; actor: string; leafHash: string }[]).filter(
      ({ key }) => key === "evidence.opened",
    );
    expect(openings.map(({ actor }) => actor)).to.deep.equal(["platform", "platform", "platform"]);
    expect((await cast.call("claimant", "GET", `/v1/receipts/${openings[0]?.leafHash}`)).status).to.equal(
      200,
    );
  });
});
