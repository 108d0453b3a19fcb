import { createHash, randomBytes } from "node:crypto";
import { expect } from "chai";
import { createLogSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import { signDigestFast } from "../../../../server/adapters/signing.ts";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { addressOfKey } from "../../../../server/domain/log/eip712.ts";
import { documentDigest } from "../../../../server/domain/log/submission.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import type { HandInAccepted } from "../../../../server/schema/evidence.ts";
import { type Answer, type Cast, openCast, type Role } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

const SHOP_KEY = new Uint8Array(32).fill(0x52);
const CLAIMANT_KEY = new Uint8Array(32).fill(0x53);

const digest = (algorithm: string, text: string) => createHash(algorithm).update(text).digest("hex");
const freshKey = () => randomBytes(12).toString("hex");

describe("what a submitter vouches for with a document", function () {
  this.timeout(60_000);
  let product: Product;
  let cast: Cast;
  let caseId: string;
  let claimant: string;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
    const signer = addressOfKey(SHOP_KEY);
    await cast.call("merchant", "POST", "/v1/parties/shop-one/signers", { signer });
    const claimantSigner = addressOfKey(CLAIMANT_KEY);
    const filed = await cast.file(await cast.order("order-signed"), { claimantSigner });
    expect(filed.status, filed.text).to.equal(201);
    ({ caseId, caseToken: claimant } = filed.body);
  });
  after(() => product.close());

  const signatureOver = (text: string, key: Uint8Array): string => {
    const { identity, logId } = product.parts.settings;
    return `0x${bytesToHex(signDigestFast(key, documentDigest(identity, logId, digest("sha256", text))))}`;
  };
  const signedOver = (text: string, key = SHOP_KEY) => ({
    signer: addressOfKey(key),
    signature: signatureOver(text, key),
  });
  const metaOf = (change: object = {}) => ({
    type: "document",
    name: "report.txt",
    mediaType: "text/plain",
    method: "api",
    idempotencyKey: freshKey(),
    ...change,
  });
  const formOf = (meta: object, ...documents: string[]) => {
    const form = new FormData();
    form.append("meta", JSON.stringify(meta));
    for (const text of documents) form.append("document", new Blob([text]), "document");
    return form;
  };
  const path = (rest = "") => `/v1/cases/${caseId}/evidence${rest}`;
  const single = (change: object, text: string, as: Role = "merchant") =>
    cast.send(as, path(), formOf(metaOf(change), text));
  const asClaimant = async (change: object, text: string): Promise<Pick<Answer, "status" | "body">> => {
    const headers = { authorization: `Bearer ${claimant}` };
    const body = formOf(metaOf(change), text);
    const answer = await fetch(product.url + path(), { method: "POST", headers, body });
    return { status: answer.status, body: await answer.json() };
  };
  const statementOf = (accepted: HandInAccepted) => JSON.parse(accepted.statement) as Record<string, unknown>;
  const receiptOf = async (accepted: HandInAccepted) => {
    const sequencer = createLogSequencer(product.parts.database, product.parts.settings);
    while ((await sequencer.sequence()) > 0);
    const receipt = (await cast.call("merchant", "GET", `/v1/receipts/${accepted.leafHash}`)).text;
    return async (options: object = {}) => (await verifyReceipt(receipt, options)).steps;
  };
  const refused = async (
    work: () => Promise<Pick<Answer, "status" | "body">>,
    code: string,
    field: string,
  ) => {
    const before = await product.counts();
    const answer = await work();
    expect([answer.status, answer.body.code]).to.deep.equal([422, code]);
    expect(answer.body.errors[0].field).to.equal(field);
    expect(await product.counts()).to.deep.equal(before);
  };

  it("stands in the statement, and its receipt names the signer", async () => {
    const answer = await single(signedOver("one"), "one");
    expect(answer.status, answer.text).to.equal(201);
    const { logId } = product.parts.settings;
    expect(statementOf(answer.body)).to.include({ ...signedOver("one"), signedFor: bytesToHex(logId) });
    const check = await receiptOf(answer.body);
    const step = (await check()).find((one) => one.step === "statement");
    expect(step).to.include({ reason: "statement.signed", detail: addressOfKey(SHOP_KEY) });
  });

  it("makes what the submitter admits in it graded as signed", async () => {
    const statements = [{ as: "defect", state: "yes" }];
    const gradeOf = async () => {
      const { facts } = (await cast.call("merchant", "GET", `/v1/cases/${caseId}`)).body;
      return facts.record.find((fact: { path: string }) => fact.path === "/defect").grade;
    };
    await single({ statements }, "admitted");
    expect(await gradeOf()).to.equal(2);
    await single({ statements, ...signedOver("admitted and signed") }, "admitted and signed");
    expect(await gradeOf()).to.equal(3);
  });

  it("is the claimant's by the key of the case", async () => {
    const answer = await asClaimant(signedOver("mine", CLAIMANT_KEY), "mine");
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    expect(statementOf(answer.body).signer).to.equal(addressOfKey(CLAIMANT_KEY));
  });

  it("is not the claimant's by another's key", () =>
    refused(() => asClaimant(signedOver("theirs"), "theirs"), "log.bad_signature", "/signer"));

  it("is refused when the key is not the party's", () =>
    refused(() => single(signedOver("x", CLAIMANT_KEY), "x"), "log.bad_signature", "/signer"));

  it("is refused when it is over another document", () =>
    refused(() => single(signedOver("this"), "that"), "log.bad_signature", "/signature"));

  it("is refused without a signer", () =>
    refused(() => single({ signature: signatureOver("x", SHOP_KEY) }, "x"), "log.bad_signature", "/signer"));

  it("is refused without a signature", () =>
    refused(() => single({ signer: addressOfKey(SHOP_KEY) }, "x"), "log.bad_signature", "/signature"));

  it("answers a repeat with the signer spelt otherwise word for word", async () => {
    const meta = metaOf(signedOver("again"));
    const first = await cast.send("merchant", path(), formOf(meta, "again"));
    const signer = `0x${addressOfKey(SHOP_KEY).slice(2).toUpperCase()}`;
    const second = await cast.send("merchant", path(), formOf({ ...meta, signer }, "again"));
    expect(second.body).to.deep.equal(first.body);
  });

  it("is another hand-in than one without it under the same key", async () => {
    const meta = metaOf();
    await cast.send("merchant", path(), formOf(meta, "bare"));
    const answer = await cast.send("merchant", path(), formOf({ ...meta, ...signedOver("bare") }, "bare"));
    expect([answer.status, answer.body.code]).to.deep.equal([409, "case.idempotency_conflict"]);
  });

  it("is checked for each document of a batch, and named by it", async () => {
    const texts = ["first", "second", "third"];
    const items = texts.map((text) => metaOf(signedOver(text)));
    const send = (all: object[]) => cast.send("merchant", path("/batch"), formOf({ items: all }, ...texts));
    const wrong = [items[0]!, { ...items[1]!, ...signedOver("third") }, items[2]!];
    await refused(() => send(wrong), "log.bad_signature", "/items/1/signature");
    const answer = await send(items);
    expect(answer.status, answer.text).to.equal(201);
    const signers = (answer.body.accepted as HandInAccepted[]).map((one) => statementOf(one).signer);
    expect(signers).to.deep.equal(texts.map(() => addressOfKey(SHOP_KEY)));
  });

  describe("of a document that came in pieces", () => {
    const upload = async (text: string): Promise<string> => {
      const headers = { authorization: `Bearer ${cast.tokens.merchant}`, "tus-resumable": "1.0.0" };
      const begun = await fetch(`${product.url}/v1/uploads`, {
        method: "POST",
        headers: { ...headers, "upload-length": String(text.length) },
      });
      const at = begun.headers.get("location")!;
      await fetch(new URL(at, product.url), {
        method: "PATCH",
        headers: { ...headers, "content-type": "application/offset+octet-stream", "upload-offset": "0" },
        body: text,
      });
      return at.split("/").at(-1)!;
    };
    const handIn = async (uploadId: string, change: object) =>
      await cast.call("merchant", "POST", path("/from-upload"), metaOf({ ...change, uploadId }));

    it("is checked against all of it", async () => {
      const text = "piece by piece";
      const uploadId = await upload(text);
      const both = { ...signedOver(text), documentSm3: digest("sm3", text) };
      await refused(
        () => handIn(uploadId, { ...both, ...signedOver("other") }),
        "log.bad_signature",
        "/signature",
      );
      const answer = await handIn(uploadId, both);
      expect(answer.status, answer.text).to.equal(201);
      expect(statementOf(answer.body)).to.include(both);
    });
  });

  describe("its SM3 hash", () => {
    it("is that of GB/T 32905 for abc", () => {
      expect(digest("sm3", "abc")).to.equal(
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
      );
    });

    it("stands in the statement", async () => {
      const answer = await single({ documentSm3: digest("sm3", "hashed") }, "hashed");
      expect(answer.status, answer.text).to.equal(201);
      expect(statementOf(answer.body).documentSm3).to.equal(digest("sm3", "hashed"));
    });

    it("is refused when it is of something else", () =>
      refused(
        () => single({ documentSm3: digest("sm3", "other") }, "hashed"),
        "case.document_differs",
        "/documentSm3",
      ));

    it("is compared by whoever has receipt and document", async () => {
      const accepted = (await single({ documentSm3: digest("sm3", "kept") }, "kept")).body as HandInAccepted;
      const check = await receiptOf(accepted);
      const said = async (text: string) => {
        const steps = await check({
          documentHash: digest("sha256", "kept"),
          documentSm3: digest("sm3", text),
        });
        return steps.find(({ step }) => step === "document");
      };
      expect(await said("kept")).to.include({ result: "valid", reason: "document.both_hashes_fit" });
      expect(await said("other")).to.include({ result: "invalid", reason: "document.sm3_differs" });
    });
  });

  it("leaves statements of which nothing is said as they always were", async () => {
    const { body } = await single({}, "nothing said");
    expect(Object.keys(statementOf(body))).to.have.members([
      ...["v", "type", "submitter", "capturedAt", "method", "name", "mediaType", "proves", "statements"],
      ...["documentHash", "cid", "sizeBytes"],
    ]);
  });

  it("goes with the document when that is erased", async () => {
    const both = { ...signedOver("gone"), documentSm3: digest("sm3", "gone") };
    const { body } = await single(both, "gone");
    await product.parts.deps.uow.run((tx) =>
      product.parts.deps.erasures.erase(tx, body.evidenceId, {
        erasedAt: new Date(),
        entryLeaf: "ab".repeat(32),
      }),
    );
    const { rows } = await product.parts.database.pool.query(
      "SELECT meta FROM evidence WHERE evidence_id = $1",
      [body.evidenceId],
    );
    expect(rows[0].meta).to.not.have.any.keys("signer", "signature", "documentSm3");
  });
});
