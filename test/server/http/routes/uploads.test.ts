import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { expect } from "chai";
import { Upload } from "tus-js-client";
import { waitUntil } from "../../../../scripts/dev/process.ts";
import type { HandInAccepted } from "../../../../server/schema/evidence.ts";
import { type Cast, openCast, type Role } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

const TUS = { "tus-resumable": "1.0.0" };
const PIECE = { ...TUS, "content-type": "application/offset+octet-stream" };
const MIB = 1024 * 1024;

describe("resumable uploads", function () {
  this.timeout(60_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  async function ask(as: Role, method: string, path: string, headers: object = TUS, body?: Uint8Array) {
    const token = cast.tokens[as];
    const response = await fetch(`${product.url}${path}`, {
      method,
      headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  }
  const begin = async (as: Role, size: number): Promise<string> => {
    const { status, headers } = await ask(as, "POST", "/v1/uploads", {
      ...TUS,
      "upload-length": String(size),
    });
    expect(status).to.equal(201);
    return headers.get("location")!;
  };
  const send = (as: Role, path: string, offset: number, bytes: Uint8Array) =>
    ask(as, "PATCH", path, { ...PIECE, "upload-offset": String(offset) }, bytes);
  const offsetOf = async (as: Role, path: string): Promise<number> =>
    Number((await ask(as, "HEAD", path)).headers.get("upload-offset"));
  const codeOf = ({ text }: { text: string }): string => (JSON.parse(text) as { code: string }).code;
  const handIn = (as: Role, location: string, change: object = {}) =>
    cast.call(as, "POST", `/v1/cases/${cast.caseId}/evidence/from-upload`, {
      uploadId: location.split("/").at(-1),
      type: "media",
      name: "film.mp4",
      mediaType: "video/mp4",
      method: "upload",
      idempotencyKey: randomBytes(12).toString("hex"),
      ...change,
    });

  it("take a document from a client that is not ours, in pieces, and hand it in", async () => {
    const bytes = randomBytes(5 * MIB + 123);
    const url = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(bytes, {
        endpoint: `${product.url}/v1/uploads`,
        headers: { authorization: `Bearer ${cast.tokens.claimant}` },
        chunkSize: MIB,
        onSuccess: () => resolve(upload.url!),
        onError: reject,
      });
      upload.start();
    });
    const { status, body, text } = await handIn("claimant", new URL(url, product.url).pathname);
    expect(status, text).to.equal(201);
    const accepted = body as HandInAccepted;
    const said = JSON.parse(accepted.statement) as { documentHash: string; sizeBytes: number };
    expect(said.documentHash).to.equal(createHash("sha256").update(bytes).digest("hex"));
    expect(said.sizeBytes).to.equal(bytes.length);
    const opened = await fetch(
      `${product.url}/v1/cases/${cast.caseId}/evidence/${accepted.evidenceId}/document`,
      { headers: { authorization: `Bearer ${cast.tokens.merchant}` } },
    );
    expect(opened.headers.get("content-length")).to.equal(String(bytes.length));
    expect(Buffer.from(await opened.arrayBuffer()).equals(bytes)).to.equal(true);
  });

  it("go on where a connection broke off", async () => {
    const bytes = randomBytes(3 * MIB);
    const path = await begin("carrier", bytes.length);
    await breakOff(path, bytes.subarray(0, 2 * MIB));
    const there = await restOf(path);
    expect(there).to.be.within(1, 2 * MIB);
    expect((await send("carrier", path, there, bytes.subarray(there))).status).to.equal(204);
    const { body } = await handIn("carrier", path);
    const { documentHash } = JSON.parse(body.statement) as { documentHash: string };
    expect(documentHash).to.equal(createHash("sha256").update(bytes).digest("hex"));
  });

  /** Announces the whole rest, sends a part of it and hangs up once some of that has been taken. */
  function breakOff(path: string, part: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const headers = { ...PIECE, "upload-offset": "0", "content-length": String(3 * MIB) };
      const authorization = `Bearer ${cast.tokens.carrier}`;
      const options = { method: "PATCH", headers: { ...headers, authorization } };
      const request = httpRequest(`${product.url}${path}`, options);
      request.on("error", () => resolve());
      const someIsThere = async () => expect(await offsetOf("carrier", path)).to.be.above(0);
      request.write(part, () => {
        waitUntil(someIsThere, 30_000).then(() => request.destroy(), reject);
      });
    });
  }

  /** Where the upload stands once what was on its way when the sender hung up is written. */
  async function restOf(path: string): Promise<number> {
    let there = -1;
    await waitUntil(async () => {
      const before = there;
      there = await offsetOf("carrier", path);
      expect(there).to.equal(before);
    }, 30_000);
    return there;
  }

  it("keep no plain byte on disk", async () => {
    const bytes = Buffer.from("my address is 1 Main Street ".repeat(100));
    const path = await begin("merchant", bytes.length + 1);
    await send("merchant", path, 0, bytes);
    const folder = join(product.parts.config.DATA_DIR, "uploads");
    const kept = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
    expect(kept.some((file) => file.length === bytes.length)).to.equal(true);
    expect(kept.some((file) => file.includes("Main Street"))).to.equal(false);
  });

  it("are let go of once handed in, and a repeat is answered word for word", async () => {
    const path = await begin("merchant", 5);
    await send("merchant", path, 0, Buffer.from("hello"));
    const idempotencyKey = randomBytes(12).toString("hex");
    const first = await handIn("merchant", path, { idempotencyKey });
    expect(first.status).to.equal(201);
    expect((await ask("merchant", "HEAD", path)).status).to.equal(404);
    expect((await handIn("merchant", path, { idempotencyKey })).body).to.deep.equal(first.body);
    const other = await handIn("merchant", path, { idempotencyKey, name: "other.mp4" });
    expect([other.status, other.body.code]).to.deep.equal([409, "case.idempotency_conflict"]);
  });

  it("are nobody else's to see, to send to, to hand in or to drop", async () => {
    const path = await begin("merchant", 5);
    await send("merchant", path, 0, Buffer.from("hello"));
    for (const as of ["carrier", "claimant", "otherClaimant", "operator"] as const) {
      expect((await ask(as, "HEAD", path)).status).to.equal(404);
      expect((await send(as, path, 5, Buffer.from("x"))).status).to.equal(404);
      expect((await ask(as, "DELETE", path)).status).to.equal(404);
    }
    const taken = await handIn("carrier", path);
    expect([taken.status, taken.body.code]).to.deep.equal([404, "upload.not_found"]);
    expect((await ask("anonymous", "HEAD", path)).status).to.equal(401);
    expect(await offsetOf("merchant", path)).to.equal(5);
  });

  it("are dropped when their owner says so", async () => {
    const path = await begin("merchant", 5);
    expect((await ask("merchant", "DELETE", path)).status).to.equal(204);
    expect((await ask("merchant", "HEAD", path)).status).to.equal(404);
  });

  it("expire", async () => {
    const path = await begin("merchant", 5);
    await product.parts.database.pool.query("UPDATE upload SET expires_at = now() WHERE upload_id = $1", [
      path.split("/").at(-1),
    ]);
    expect((await ask("merchant", "HEAD", path)).status).to.equal(404);
    expect(await product.parts.deps.uploads.removeExpired()).to.be.at.least(1);
    expect(await product.parts.deps.uploads.removeExpired()).to.equal(0);
  });

  it("refuse another offset than they stand at, and say which", async () => {
    const path = await begin("merchant", 10);
    await send("merchant", path, 0, Buffer.from("hello"));
    for (const offset of [0, 4, 6, 11]) {
      const answer = await send("merchant", path, offset, Buffer.from("x"));
      expect([answer.status, codeOf(answer)]).to.deep.equal([409, "upload.conflict"]);
      expect(answer.text).to.contain('"field":"Upload-Offset","rule":"5"');
    }
    await ask("merchant", "DELETE", path);
  });

  it("refuse more bytes than they were begun for, and keep what was there", async () => {
    const path = await begin("merchant", 6);
    await send("merchant", path, 0, Buffer.from("hello"));
    const answer = await send("merchant", path, 5, Buffer.from("xy"));
    expect([answer.status, codeOf(answer)]).to.deep.equal([413, "upload.too_large"]);
    expect(await offsetOf("merchant", path)).to.equal(5);
    await ask("merchant", "DELETE", path);
  });

  it("are not handed in before they are complete", async () => {
    const path = await begin("merchant", 6);
    await send("merchant", path, 0, Buffer.from("hello"));
    const answer = await handIn("merchant", path);
    expect([answer.status, answer.body.code]).to.deep.equal([409, "upload.incomplete"]);
    expect(answer.body.errors[0].field).to.equal("/uploadId");
    await ask("merchant", "DELETE", path);
  });

  const refusals: [string, object, number, string][] = [
    ["a length of zero", { ...TUS, "upload-length": "0" }, 400, "request.invalid"],
    ["a length that is no number", { ...TUS, "upload-length": "1e3" }, 400, "request.invalid"],
    ["no length", TUS, 400, "request.invalid"],
    ["a length over the limit", { ...TUS, "upload-length": String(2 ** 31 + 1) }, 413, "upload.too_large"],
    ["another version", { "tus-resumable": "0.2.2", "upload-length": "5" }, 412, "upload.protocol"],
  ];
  for (const [what, headers, status, code] of refusals)
    it(`refuse ${what}`, async () => {
      const before = await product.counts();
      const answer = await ask("merchant", "POST", "/v1/uploads", headers);
      expect([answer.status, codeOf(answer)]).to.deep.equal([status, code]);
      expect(await product.counts()).to.deep.equal(before);
    });

  it("refuse pieces of another content type", async () => {
    const path = await begin("merchant", 5);
    const headers = { ...TUS, "content-type": "text/plain", "upload-offset": "0" };
    expect((await ask("merchant", "PATCH", path, headers, Buffer.from("hello"))).status).to.equal(415);
    await ask("merchant", "DELETE", path);
  });

  it("bound what one owner has under way", async () => {
    const paths = [];
    for (let i = 0; i < 16; i++) paths.push(await begin("arbitrator", 1));
    const more = await ask("arbitrator", "POST", "/v1/uploads", { ...TUS, "upload-length": "1" });
    expect([more.status, codeOf(more)]).to.deep.equal([409, "upload.too_many"]);
    expect((await ask("auditor", "POST", "/v1/uploads", { ...TUS, "upload-length": "1" })).status).to.equal(
      201,
    );
  });

  it("say what they can do", async () => {
    const { headers } = await ask("anonymous", "OPTIONS", "/v1/uploads");
    expect(headers.get("tus-version")).to.equal("1.0.0");
    expect(headers.get("tus-extension")).to.equal("creation,expiration,termination");
    expect(headers.get("tus-max-size")).to.equal(String(2 ** 31));
  });
});
