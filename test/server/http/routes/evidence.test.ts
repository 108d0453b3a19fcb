import { createHash, randomBytes } from "node:crypto";
import { request as httpRequest } from "node:http";
import { expect } from "chai";
import { waitUntil } from "../../../../scripts/dev/process.ts";
import { verifyPromise } from "../../../../server/domain/log/promise.ts";
import type { HandInAccepted } from "../../../../server/schema/evidence.ts";
import { type Answer, type Cast, openCast } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

const MIB = 1024 * 1024;

const metaOf = (change: object = {}) => ({
  type: "document",
  name: "report.txt",
  mediaType: "text/plain",
  method: "upload",
  idempotencyKey: randomBytes(12).toString("hex"),
  ...change,
});
type Meta = ReturnType<typeof metaOf>;

describe("hand-in of documents", function () {
  this.timeout(60_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  const path = (rest = "") => `/v1/cases/${cast.caseId}/evidence${rest}`;
  const formOf = (meta: unknown, documents: readonly (Uint8Array | string)[]): FormData => {
    const form = new FormData();
    if (meta !== undefined) form.append("meta", typeof meta === "string" ? meta : JSON.stringify(meta));
    for (const document of documents) form.append("document", new Blob([Buffer.from(document)]), "document");
    return form;
  };
  const single = (meta: unknown, ...documents: (Uint8Array | string)[]) =>
    cast.send("merchant", path(), formOf(meta, documents));
  const batch = (items: readonly Meta[], documents: readonly (Uint8Array | string)[]) =>
    cast.send("merchant", path("/batch"), formOf({ items }, documents));

  /** Asks, and expects a problem that names the field, and nothing to have been stored. */
  async function refused(work: () => Promise<Answer>, status: number, code: string, field: string) {
    const before = await product.counts();
    const answer = await work();
    expect([answer.status, answer.body.code], answer.text).to.deep.equal([status, code]);
    expect(answer.body.errors[0].field).to.equal(field);
    expect(await product.counts()).to.deep.equal(before);
  }

  it("refuses a document over the limit, naming it", () =>
    refused(() => single(metaOf(), new Uint8Array(32 * MIB + 1)), 413, "request.too_large", "/document"));

  it("takes a document of exactly the limit", async () => {
    const answer = await single(metaOf(), new Uint8Array(32 * MIB));
    expect(answer.status).to.equal(201);
  });

  it("refuses a description over its limit", () =>
    refused(() => single(metaOf({ proves: "x".repeat(65_536) }), "x"), 413, "request.too_large", "/meta"));

  it("refuses an empty document", () =>
    refused(() => single(metaOf(), ""), 400, "request.invalid", "/document"));

  it("refuses a hand-in without its document", () =>
    refused(() => single(metaOf()), 400, "request.invalid", "/document"));

  it("refuses a hand-in without its description", () =>
    refused(() => single(undefined, "x"), 400, "request.invalid", "/meta"));

  it("refuses two documents under one description", () =>
    refused(() => single(metaOf(), "x", "y"), 400, "request.invalid", "/document"));

  it("refuses a description that is no JSON", () =>
    refused(() => single("{", "x"), 400, "request.malformed", "/meta"));

  it("refuses a capture time that is none", () =>
    refused(
      () => single(metaOf({ capturedAt: "2026-02-30T00:00:00Z" }), "x"),
      400,
      "request.invalid",
      "/capturedAt",
    ));

  it("refuses a field of a version it does not know", () =>
    refused(() => single(metaOf({ v: "redress.statement/2" }), "x"), 400, "request.invalid", "/v"));

  it("refuses a capture time ahead of the clock", () => {
    const capturedAt = new Date(Date.now() + 3_600_000).toISOString();
    return refused(() => single(metaOf({ capturedAt }), "x"), 422, "log.clock_ahead", "/capturedAt");
  });

  it("takes a capture time a little ahead, as clocks of phones are", async () => {
    const capturedAt = new Date(Date.now() + 60_000).toISOString();
    expect((await single(metaOf({ capturedAt }), "x")).status).to.equal(201);
  });

  it("stores nothing of a body that is cut short, and still answers others", async () => {
    const before = await product.counts();
    await cutShort();
    expect(await product.counts()).to.deep.equal(before);
    expect((await single(metaOf(), "whole")).status).to.equal(201);
  });

  function cutShort(): Promise<void> {
    return new Promise((resolve) => {
      const headers = {
        authorization: `Bearer ${cast.tokens.merchant}`,
        "content-length": "100000",
        "content-type": "multipart/form-data; boundary=b",
      };
      const request = httpRequest(`${product.url}${path()}`, { method: "POST", headers });
      request.on("error", () => resolve());
      const head = '--b\r\nContent-Disposition: form-data; name="meta"\r\n\r\n{}\r\n--b\r\n';
      request.write(`${head}Content-Disposition: form-data; name="document"; filename="a"\r\n\r\nhalf`, () =>
        setTimeout(() => request.destroy(), 100),
      );
    });
  }

  it("refuses another body under a used key and keeps what was acknowledged", async () => {
    const meta = metaOf();
    const first = await single(meta, "one");
    await refused(() => single(meta, "two"), 409, "case.idempotency_conflict", "/idempotencyKey");
    expect((await single(meta, "one")).body).to.deep.equal(first.body);
  });

  it("takes what arrives at once together, and answers each for itself", async () => {
    const known = metaOf();
    const first = await single(known, "one");
    const fresh = Array.from({ length: 24 }, (_, i) => ({ meta: metaOf(), document: `document ${i}` }));
    const all = [
      ...fresh.map(({ meta, document }) => single(meta, document)),
      ...fresh.slice(0, 4).map(({ meta, document }) => single(meta, document)),
      single(known, "two"),
      single(known, "one"),
      cast.send("claimant", path(), formOf(metaOf(), ["of somebody else"])),
    ];
    const answers = await Promise.all(all);
    expect(answers.map(({ status }) => status)).to.deep.equal([
      ...fresh.map(() => 201),
      ...[201, 201, 201, 201],
      ...[409, 201, 201],
    ]);
    // Each submitter's promise is its own; who sent twice has one answer.
    const accepted = answers.filter(({ status }) => status === 201).map(({ body }) => body as HandInAccepted);
    expect(accepted.every(({ promise }) => promise.bulk === undefined && verifyPromise(promise))).to.equal(
      true,
    );
    for (const [at] of fresh.slice(0, 4).entries())
      expect(answers[fresh.length + at]!.body).to.deep.equal(answers[at]!.body);
    expect(answers.at(-2)!.body).to.deep.equal(first.body);
    const { documents } = await countStored(answers.slice(0, fresh.length));
    expect(documents).to.equal(fresh.length);
  });

  it("shares a transaction among what waits for the one before", async () => {
    const count = 24;
    // Too large to be kept in the database: that each is sealed shows by its block, before anything is accepted.
    const documents = Array.from({ length: count }, () => randomBytes(MIB / 8));
    const before = (await product.counts()).blocks!;
    const holding = await product.parts.database.pool.connect();
    await holding.query("BEGIN; LOCK TABLE evidence IN SHARE MODE");
    const handedIn = Promise.all(documents.map((document) => single(metaOf(), document)));
    try {
      await waitUntil(async () => {
        expect((await product.counts()).blocks).to.be.at.least(before + count);
      }, 30_000);
    } finally {
      await holding.query("COMMIT");
      holding.release();
    }
    const stored = await countStored(await handedIn);
    expect(stored.documents).to.equal(count);
    expect(stored.transactions).to.be.below(count);
  });

  /** How many of these are stored, by how many transactions. */
  async function countStored(answers: readonly Answer[]) {
    const { rows } = await product.parts.database.pool.query<{ documents: number; transactions: number }>(
      `SELECT count(*)::int AS documents, count(DISTINCT xmin::text)::int AS transactions FROM evidence
       WHERE evidence_id = ANY ($1)`,
      [answers.map(({ body }) => body.evidenceId)],
    );
    return rows[0]!;
  }

  it("is not kept waiting by a case that is being moved", async () => {
    const { database } = product.parts;
    const other = await cast.file(await cast.order("order-moved"));
    const moved = `/v1/cases/${other.body.caseId}/evidence`;
    const client = await database.pool.connect();
    await client.query("BEGIN");
    await client.query("SELECT FROM dispute_case WHERE case_id = $1 FOR UPDATE", [other.body.caseId]);
    const waiting = cast.send("merchant", moved, formOf(metaOf(), ["waits"]));
    const answers = await Promise.all(Array.from({ length: 6 }, () => single(metaOf(), "passes")));
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 201));
    await client.query("COMMIT");
    client.release();
    expect((await waiting).status).to.equal(201);
  });

  describe("in batches", () => {
    const some = (count: number) => ({
      items: Array.from({ length: count }, () => metaOf()),
      documents: Array.from({ length: count }, () => randomBytes(1024)),
    });

    it("takes all documents, with one promise, each openable by the parties", async () => {
      const { documents, items } = some(20);
      const answer = await batch(items, documents);
      expect(answer.status, answer.text).to.equal(201);
      const accepted = answer.body.accepted as HandInAccepted[];
      expect(new Set(accepted.map(({ promise }) => promise.signature)).size).to.equal(1);
      expect(accepted.every(({ promise }) => verifyPromise(promise))).to.equal(true);
      const said = accepted.map(
        ({ statement }) => (JSON.parse(statement) as { documentHash: string }).documentHash,
      );
      const hashes = documents.map((bytes) => createHash("sha256").update(bytes).digest("hex"));
      expect(said).to.deep.equal(hashes);
      const opened = await fetch(`${product.url}${path(`/${accepted[7]!.evidenceId}/document`)}`, {
        headers: { authorization: `Bearer ${cast.tokens.claimant}` },
      });
      expect(Buffer.from(await opened.arrayBuffer()).equals(documents[7]!)).to.equal(true);
    });

    it("answers a repeat word for word, and takes only what is new of a larger one", async () => {
      const { documents, items } = some(18);
      const first = await batch(items, documents);
      const before = await product.counts();
      expect((await batch(items, documents)).body).to.deep.equal(first.body);
      expect(await product.counts()).to.deep.equal(before);
      const more = await batch([...items, metaOf()], [...documents, randomBytes(10)]);
      expect(more.body.accepted.slice(0, 18)).to.deep.equal(first.body.accepted);
      expect((await product.counts())["public.evidence"]).to.equal(before["public.evidence"]! + 1);
    });

    it("takes nothing when one document was handed in differently before", async () => {
      const { documents, items } = some(3);
      await single(items[1], "another one");
      await refused(() => batch(items, documents), 409, "case.idempotency_conflict", "/idempotencyKey");
    });

    it("refuses fewer documents than descriptions", async () => {
      const { documents, items } = some(3);
      await refused(() => batch(items, documents.slice(1)), 400, "request.invalid", "/document");
    });

    it("refuses one key for two documents", async () => {
      const { documents, items } = some(2);
      await refused(() => batch([items[0]!, items[0]!], documents), 400, "request.invalid", "/items");
    });

    it("refuses more documents than it takes", async () => {
      const { documents, items } = some(257);
      await refused(() => batch(items, documents), 400, "request.invalid", "/document");
    });
  });
});
