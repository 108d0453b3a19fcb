import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { type Answer, type Cast, openCast } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

describe("hand-in under pressure", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  const handIn = (): Promise<Answer> => {
    const form = new FormData();
    const meta = {
      type: "document",
      name: "a.txt",
      mediaType: "text/plain",
      method: "api",
      idempotencyKey: randomBytes(12).toString("hex"),
    };
    form.append("meta", JSON.stringify(meta));
    form.append("document", new Blob(["a document"]), "a.txt");
    return cast.send("merchant", `/v1/cases/${cast.caseId}/evidence`, form);
  };

  it("refuses what is too much with 429 and when to come again, and keeps all it acknowledged", async () => {
    const before = (await product.counts())["public.evidence"]!;
    // Nothing is finished until somebody was told to come again, however fast the machine.
    const holding = await product.parts.database.pool.connect();
    await holding.query("BEGIN; LOCK TABLE evidence IN SHARE MODE");
    const asked = Array.from({ length: 300 }, () => handIn());
    await Promise.any(asked);
    await holding.query("COMMIT");
    holding.release();
    const answers = await Promise.all(asked);
    const taken = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 429);
    expect(taken.length + refused.length).to.equal(300);
    expect(taken).to.not.have.length(0);
    expect(refused).to.not.have.length(0);
    for (const { body, headers } of refused) {
      expect(body.code).to.equal("request.rate_limited");
      expect(headers.get("retry-after")).to.equal("1");
    }
    expect((await product.counts())["public.evidence"]).to.equal(before + taken.length);
    expect((await handIn()).status).to.equal(201);
  });

  it("says that an upload is not there when its pieces were lost with a disk", async () => {
    const headers = { authorization: `Bearer ${cast.tokens.merchant}`, "tus-resumable": "1.0.0" };
    const begun = await fetch(`${product.url}/v1/uploads`, {
      method: "POST",
      headers: { ...headers, "upload-length": "5" },
    });
    await rm(join(product.parts.config.DATA_DIR, "uploads"), { recursive: true });
    const { status } = await fetch(`${product.url}${begun.headers.get("location")}`, {
      method: "HEAD",
      headers,
    });
    expect(status).to.equal(404);
  });
});
