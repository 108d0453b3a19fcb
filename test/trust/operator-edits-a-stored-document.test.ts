import { createHash } from "node:crypto";
import { expect } from "chai";
import { sql } from "kysely";
import { anchorHead } from "../../server/app/log-anchoring.ts";
import { canonicalJson } from "../../server/domain/log/canonical-json.ts";
import { input } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { file, redress } from "./support.ts";

const PHOTO = "the crack, photographed at the door";

describe("the operator edits a stored document", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let leaf: string;
  let receipt: string;

  before(async () => {
    at = await anchoredLog();
    const documentHash = createHash("sha256").update(PHOTO).digest("hex");
    const statement = canonicalJson({ v: "redress.statement/1", documentHash });
    const entry = input("photo", { statement: new TextEncoder().encode(statement) });
    const [accepted] = await at.log.work.run((tx) => at.log.intake.accept(tx, [entry]));
    leaf = accepted!.leafHash;
    await at.log.sequencer.sequence();
    await anchorHead(at.deps);
    await at.settle();
    receipt = (await at.log.reader.receipt(leaf, true))!;
  });
  after(() => at.close());

  const verify = (text: string, document: string) =>
    redress("verify", file(text), "--rpc", at.rpcUrl, "--document", file(document, "photo.jpg"));

  it("is not accused of a document that is untouched", async () => {
    expect((await verify(receipt, PHOTO)).out).to.contain("Verdict: VALID");
  });

  it("is found out by any holder of the receipt: another document, step `document`", async () => {
    const { code, out } = await verify(receipt, "no crack at all");
    expect(out).to.match(/NO {2}document/);
    expect(code).to.equal(1);
  });

  it("is found out where it edits the statement too: the commitment differs, step `statement`", async () => {
    const other = createHash("sha256").update("no crack at all").digest("hex");
    await sql`
      UPDATE log_statement SET statement = convert_to(regexp_replace(convert_from(statement, 'UTF8'),
        '"documentHash":"[0-9a-f]*"', ${`"documentHash":"${other}"`}), 'UTF8')
      WHERE leaf_hash = ${Buffer.from(leaf, "hex")}`.execute(at.log.database.kysely);
    const { code, out } = await verify((await at.log.reader.receipt(leaf, true))!, "no crack at all");
    expect(out).to.match(/NO {2}statement/);
    expect(code).to.equal(1);
  });
});
