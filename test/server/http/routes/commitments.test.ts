import { randomBytes } from "node:crypto";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { expect } from "chai";
import { createLogSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import { signDigestFast } from "../../../../server/adapters/signing.ts";
import { bulkTree } from "../../../../server/domain/log/bulk-promise.ts";
import { bytesToHex, fromHex, utf8ToBytes } from "../../../../server/domain/log/bytes.ts";
import {
  addressOfKey,
  bulkPromiseDigest,
  recoverSigner,
  submissionDigest,
} from "../../../../server/domain/log/eip712.ts";
import { encodeEntry } from "../../../../server/domain/log/entry.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { parseReceipt } from "../../../../server/domain/log/receipt.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import type { CommitmentsAccepted } from "../../../../server/schema/commitment.ts";
import { type Cast, openCast } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";

const KEY = new Uint8Array(32).fill(0x51);
const SIGNER = addressOfKey(KEY);

interface Item {
  readonly type: "document";
  readonly subject: string;
  readonly commitment: string;
  readonly signature?: string;
}

const itemsOf = (count: number): Item[] =>
  Array.from({ length: count }, () => ({
    type: "document",
    subject: randomBytes(16).toString("hex"),
    commitment: randomBytes(32).toString("hex"),
  }));

/** As a key in a safe of its own signs: the same digest, each time other bytes. */
function signAtRandom(digest: Uint8Array): Uint8Array {
  const options = { prehash: false, format: "recovered", extraEntropy: true } as const;
  const [recovery = 0, ...rs] = secp256k1.sign(digest, KEY, options);
  return Uint8Array.from([...rs, 27 + recovery]);
}

const freshKey = () => randomBytes(16).toString("hex");

describe("hand-in of commitments", function () {
  this.timeout(60_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
    const { status } = await cast.call("merchant", "POST", "/v1/parties/shop-one/signers", {
      signer: SIGNER,
    });
    expect(status).to.equal(204);
  });
  after(() => product.close());

  const post = (body: unknown) => cast.call("merchant", "POST", "/v1/commitments", body);
  const accepted = async (body: unknown): Promise<CommitmentsAccepted> => {
    const answer = await post(body);
    expect(answer.status, answer.text).to.equal(201);
    return answer.body as CommitmentsAccepted;
  };
  const signedFor = (
    commitments: readonly string[],
    sign = (digest: Uint8Array) => signDigestFast(KEY, digest),
  ): string => {
    const { identity, logId } = product.parts.settings;
    const digest = submissionDigest(
      identity,
      logId,
      bulkTree(commitments.map((one) => fromHex(one, "commitment", 32))),
    );
    return `0x${bytesToHex(sign(digest))}`;
  };
  const signedEach = (items: readonly Item[]) =>
    items.map((item) => ({ ...item, signature: signedFor([item.commitment]) }));

  it("answers with one promise over entries that the submitter can make again", async () => {
    const items = itemsOf(5);
    const answer = await accepted({ idempotencyKey: freshKey(), items });
    const leaves = items.map((item) =>
      leafHash(encodeEntry({ ...item, receivedAt: answer.receivedAt }).bytes),
    );
    expect(answer.leafHashes).to.deep.equal(leaves.map(bytesToHex));
    const { root } = bulkTree(leaves);
    const { promise } = answer;
    expect(promise.root).to.equal(bytesToHex(root));
    const terms = { root, count: promise.count, promisedBy: Date.parse(promise.promisedBy) / 1000 };
    const digest = bulkPromiseDigest(promise, fromHex(promise.logId, "logId", 32), terms);
    expect(recoverSigner(digest, fromHex(promise.signature.slice(2), "signature", 65))).to.equal(
      product.parts.settings.promiseSigner,
    );
  });

  it("gives each item a receipt of its own, without a statement, whose promise checks", async () => {
    const { leafHashes } = await accepted({ idempotencyKey: freshKey(), items: itemsOf(7) });
    const sequencer = createLogSequencer(product.parts.database, product.parts.settings);
    while ((await sequencer.sequence()) > 0);
    for (const [index, leaf] of leafHashes.entries()) {
      const receipt = (await cast.call("merchant", "GET", `/v1/receipts/${leaf}`)).text;
      const { steps } = await verifyReceipt(receipt);
      const of = (name: string) => steps.find(({ step }) => step === name)!.result;
      expect([of("promise"), of("inclusion"), of("statement")]).to.deep.equal(["valid", "valid", "absent"]);
      expect(parseReceipt(receipt).promise.bulk).to.include({ count: 7, index });
    }
  });

  it("takes one commitment alone", async () => {
    const { leafHashes, promise } = await accepted({ idempotencyKey: freshKey(), items: itemsOf(1) });
    expect(promise.root).to.equal(bytesToHex(leafHash(fromHex(leafHashes[0]!, "leaf", 32))));
  });

  it("answers a repeat word for word and stores nothing", async () => {
    const body = { idempotencyKey: freshKey(), items: itemsOf(20) };
    const first = await accepted(body);
    const before = await product.counts();
    expect(await accepted(body)).to.deep.equal(first);
    expect(await product.counts()).to.deep.equal(before);
  });

  it("takes a batch once that is sent eight times at once", async () => {
    const body = { idempotencyKey: freshKey(), items: itemsOf(50) };
    const before = await product.counts();
    const answers = await Promise.all(Array.from({ length: 8 }, () => accepted(body)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.leafHashes))).size).to.equal(1);
    expect((await product.counts())["public.log_batch_leaf"]).to.equal(before["public.log_batch_leaf"]! + 50);
  });

  for (const [what, change] of [
    ["another item", (items: Item[]) => [...items.slice(0, -1), ...itemsOf(1)]],
    ["an item more", (items: Item[]) => [...items, ...itemsOf(1)]],
    ["an item less", (items: Item[]) => items.slice(0, -1)],
    ["another order", (items: Item[]) => items.toReversed()],
  ] as const)
    it(`refuses ${what} under a used key, and keeps what was acknowledged`, async () => {
      const body = { idempotencyKey: freshKey(), items: itemsOf(4) };
      const first = await accepted(body);
      const before = await product.counts();
      const refused = await post({ ...body, items: change(body.items) });
      expect([refused.status, refused.body.code]).to.deep.equal([409, "log.idempotency_conflict"]);
      expect(refused.body.errors[0].field).to.equal("/idempotencyKey");
      expect(await product.counts()).to.deep.equal(before);
      expect(await accepted(body)).to.deep.equal(first);
    });

  it("takes one signature over all items", async () => {
    const items = itemsOf(9);
    const signature = signedFor(items.map(({ commitment }) => commitment));
    await accepted({ idempotencyKey: freshKey(), items, signer: SIGNER, signature });
  });

  it("takes a signature for each item", async () => {
    await accepted({ idempotencyKey: freshKey(), items: signedEach(itemsOf(9)), signer: SIGNER });
  });

  const refuses = async (body: object, field: string) => {
    const before = await product.counts();
    const answer = await post({ idempotencyKey: freshKey(), ...body });
    expect([answer.status, answer.body.code]).to.deep.equal([422, "log.bad_signature"]);
    expect(answer.body.errors[0].field).to.equal(field);
    expect(await product.counts()).to.deep.equal(before);
  };

  it("refuses a signature, or another way to sign, under a key used without it", async () => {
    const plain = { idempotencyKey: freshKey(), items: itemsOf(3) };
    const signature = signedFor(plain.items.map(({ commitment }) => commitment));
    const ways = [
      plain,
      { ...plain, signer: SIGNER, signature },
      { ...plain, signer: SIGNER, items: signedEach(plain.items) },
    ];
    for (const first of ways) {
      const idempotencyKey = freshKey();
      await accepted({ ...first, idempotencyKey });
      for (const other of ways.filter((way) => way !== first)) {
        const { status, body } = await post({ ...other, idempotencyKey });
        expect([status, body.code]).to.deep.equal([409, "log.idempotency_conflict"]);
      }
    }
  });

  it("answers a repeat that was signed anew, since a signature need not come out the same twice", async () => {
    const body = { idempotencyKey: freshKey(), items: itemsOf(2), signer: SIGNER };
    const commitments = body.items.map(({ commitment }) => commitment);
    const signature = signedFor(commitments);
    const again = signedFor(commitments, (digest) => signAtRandom(digest));
    expect(again).to.not.equal(signature);
    const first = await accepted({ ...body, signature });
    expect(await accepted({ ...body, signature: again })).to.deep.equal(first);
  });

  it("refuses a signature over other items", async () => {
    const items = itemsOf(3);
    const signature = signedFor(itemsOf(3).map(({ commitment }) => commitment));
    await refuses({ items, signer: SIGNER, signature }, "/signature");
  });

  it("names the one item whose signature is wrong", async () => {
    const items = signedEach(itemsOf(3));
    await refuses(
      { items: [items[0], { ...items[1], signature: items[2]!.signature }, items[2]], signer: SIGNER },
      "/items/1/signature",
    );
  });

  it("names the one item without a signature", async () => {
    await refuses(
      { items: [...signedEach(itemsOf(2)), ...itemsOf(1)], signer: SIGNER },
      "/items/2/signature",
    );
  });

  it("refuses a signer who is not the party's", async () => {
    const items = itemsOf(2);
    const signature = signedFor(items.map(({ commitment }) => commitment));
    await refuses({ items, signer: `0x${"11".repeat(20)}`, signature }, "/signer");
  });

  it("refuses the root and an inner node of what was promised as items", async () => {
    const { leafHashes, promise } = await accepted({ idempotencyKey: freshKey(), items: itemsOf(4) });
    const tree = bulkTree(leafHashes.map((leaf) => fromHex(leaf, "leaf", 32)));
    const text = async (leaf: string) => (await cast.call("merchant", "GET", `/v1/receipts/${leaf}`)).status;
    expect(await text(promise.root)).to.equal(404);
    expect(await text(bytesToHex(tree.item(0).proof[1]!))).to.equal(404);
    expect(await text(bytesToHex(leafHash(utf8ToBytes("other"))))).to.equal(404);
  });
});
