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

  const handIn = (key = randomBytes(12).toString("hex"), document = "a document"): Promise<Answer> => {
    const form = new FormData();
    const meta = {
      type: "document",
      name: "a.txt",
      mediaType: "text/plain",
      method: "api",
      idempotencyKey: key,
    };
    form.append("meta", JSON.stringify(meta));
    form.append("document", new Blob([document]), "a.txt");
    return cast.send("merchant", `/v1/cases/${cast.caseId}/evidence`, form);
  };

  it("refuses what is too much with 429 and when to come again, and keeps all it acknowledged", async () => {
    const before = (await product.counts())["public.evidence"]!;
    const answers = await Promise.all(Array.from({ length: 300 }, () => handIn()));
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

  it("answers 503 while the disk takes nothing, stores nothing, and goes on afterwards", async () => {
    const { deps } = product.parts;
    const put = deps.blocks.put;
    const before = await product.counts();
    const full = Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    Object.assign(deps.blocks, { put: () => Promise.reject(full) });
    const refused = await handIn("key-of-a-full-disk").finally(() => Object.assign(deps.blocks, { put }));
    expect([refused.status, refused.body.code]).to.deep.equal([503, "storage.unavailable"]);
    expect(refused.headers.get("retry-after")).to.equal("2");
    expect(await product.counts()).to.deep.equal(before);
    expect((await handIn("key-of-a-full-disk")).status).to.equal(201);
  });

  it("answers 503 while the database restarts, and what was acknowledged is there afterwards", async () => {
    const first = await handIn("key-of-a-restart-1", "before");
    const { pool } = product.parts.database;
    const connect = pool.connect;
    const gone = Object.assign(new Error("the database system is starting up"), { code: "57P03" });
    Object.assign(pool, { connect: () => Promise.reject(gone) });
    const refused = await handIn("key-of-a-restart-2", "during").finally(() =>
      Object.assign(pool, { connect }),
    );
    expect([refused.status, refused.body.code]).to.deep.equal([503, "storage.unavailable"]);
    expect((await handIn("key-of-a-restart-1", "before")).body).to.deep.equal(first.body);
    expect((await handIn("key-of-a-restart-2", "during")).status).to.equal(201);
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
