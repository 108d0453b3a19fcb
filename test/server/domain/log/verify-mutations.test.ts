import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { parseHeader } from "../../../../server/domain/log/block-header.ts";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";
import { type StepName, type VerifyOptions, verifyReceipt } from "../../../../server/domain/log/verify.ts";
import { ANCHORING, CLOSE_TO_ANCHORING } from "./anchoring-block.ts";
import { completeReceipt } from "./complete-receipt.ts";
import { spansOf } from "./json-spans.ts";

const DEEP = process.env.REDRESS_DEEP === "1";
const { text: TEXT, document: DOCUMENT, chain: CHAIN, header: HEADER, block: BLOCK } = completeReceipt();

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const BY_CHAIN: VerifyOptions = { chain: CHAIN, documentHash: hashOf(DOCUMENT) };
const BY_HEADER: VerifyOptions = { header: parseHeader(HEADER), documentHash: hashOf(DOCUMENT) };

// biome-ignore lint/suspicious/noExplicitAny: each row knows what stands at its path.
type Change = (value: any) => unknown;

/** Steps that say neither yes nor that there is nothing to say, in their order. */
async function failing(text: string, options: VerifyOptions): Promise<StepName[]> {
  const { steps, verdict } = await verifyReceipt(text, options);
  const failed = steps.filter(({ result }) => result === "invalid" || result === "cannot_tell");
  expect(verdict === "valid").to.equal(failed.length === 0);
  return failed.map(({ step }) => step);
}

/** Another hex digit at a place, in the middle when left out. */
const digit: Change = (hex: string) => replaceAt(hex, hex.length >> 1);
function replaceAt(hex: string, at: number): string {
  return `${hex.slice(0, at)}${hex[at] === "0" ? "1" : "0"}${hex.slice(at + 1)}`;
}
const first =
  (change: Change): Change =>
  ([one, ...rest]: unknown[]) => [change(one), ...rest];
const last =
  (change: Change): Change =>
  (list: unknown[]) => [...list.slice(0, -1), change(list.at(-1))];
const more: Change = (value: number) => value + 1;
const swap =
  (from: string | RegExp, to: string): Change =>
  (text: string) => {
    expect(text.replace(from, to)).to.not.equal(text);
    return text.replace(from, to);
  };
/** Another character in one line of a note, behind the key's name. */
const line =
  (which: number): Change =>
  (note: string) => {
    const lines = note.split("\n");
    const at = lines.indexOf("") + 1 + which;
    const middle = (lines[at]!.lastIndexOf(" ") + lines[at]!.length) >> 1;
    lines[at] =
      lines[at]!.slice(0, middle) + (lines[at]![middle] === "A" ? "B" : "A") + lines[at]!.slice(middle + 1);
    return lines.join("\n");
  };
const token: Change = (base64: string) => {
  const bytes = Buffer.from(base64, "base64");
  bytes[bytes.length >> 1] = bytes[bytes.length >> 1]! ^ 1;
  return bytes.toString("base64");
};

/** Every field of a receipt, what a careful forger changes in it, and the steps that do not pass then. */
const FIELDS: readonly (readonly [what: string, Change, StepName[]])[] = [
  ["v", swap("/1", "/2"), ["format"]],
  ["entry's form", swap(/"commitment":"../, '"commitment":"zz'), ["entry"]],
  ["entry's version", swap("redress.entry/1", "redress.entry/2"), ["entry"]],
  [
    "entry's commitment",
    (entry: string) => replaceAt(entry, entry.indexOf('"commitment":"') + 20),
    ["statement", "promise", "inclusion"],
  ],
  ["entry's minute", swap("T10:00:00Z", "T10:01:00Z"), ["promise", "inclusion"]],
  ["entry's subject", swap("case-1f3a", "case-1f3b"), ["promise", "inclusion"]],
  ["entry's type", swap("chat.transcript", "media"), ["promise", "inclusion"]],
  ["statement's submitter", swap("merchant-1", "merchant-2"), ["statement"]],
  ["statement's document hash", (statement: string) => replaceAt(statement, 30), ["statement", "document"]],
  ["salt", digit, ["statement"]],
  ["log.chainId", more, ["promise", "checkpoint", "transaction"]],
  ["log.contract", digit, ["promise", "checkpoint", "transaction"]],
  ["log.operatorParty", () => "somebody", ["promise", "checkpoint", "transaction"]],
  ["log.origin", swap("log/1", "log/2"), ["promise", "checkpoint", "transaction"]],
  ["log.verifierKey", swap("+", "x+"), ["promise", "checkpoint", "transaction"]],
  ["promise.logId", digit, ["promise"]],
  ["promise.leafHash", digit, ["promise"]],
  ["promise.promisedBy", swap("T10:00:00Z", "T09:59:59Z"), ["promise"]],
  ["promise.chainId", more, ["promise"]],
  ["promise.contract", digit, ["promise"]],
  ["promise.signer", digit, ["promise"]],
  ["promise.signature", digit, ["promise"]],
  ["promise.bulk.root", digit, ["promise"]],
  ["promise.bulk.count", more, ["promise"]],
  ["promise.bulk.index", more, ["promise"]],
  ["promise.bulk.proof's first hash", first(digit), ["promise"]],
  ["promise.bulk.proof's last hash", last(digit), ["promise"]],
  ["inclusion.index", more, ["inclusion"]],
  ["inclusion.proof's first hash", first(digit), ["inclusion"]],
  ["inclusion.proof's last hash", last(digit), ["inclusion"]],
  ["checkpoint's origin", swap("log/1\n", "log/2\n"), ["checkpoint", "witnesses", "timestamp"]],
  ["checkpoint's size", swap("\n11\n", "\n12\n"), ["checkpoint", "witnesses", "timestamp", "transaction"]],
  [
    "checkpoint's root",
    swap(/(?<=\n11\n.{9})./, "/"),
    ["inclusion", "checkpoint", "witnesses", "timestamp", "transaction"],
  ],
  ["checkpoint's line of the log", line(0), ["checkpoint"]],
  ["checkpoint's line for the contract", line(1), ["checkpoint"]],
  ["checkpoint's line of a witness", line(2), ["witnesses"]],
  ["checkpointSigner", digit, ["checkpoint"]],
  ["witnesses", first(swap("+", "x+")), ["witnesses"]],
  ["anchor.transaction", digit, ["transaction"]],
  ["anchor.blockNumber", more, ["anchor"]],
  ["anchor.blockHash", digit, ["anchor"]],
  ["anchor.blockTime", swap("07Z", "08Z"), ["anchor"]],
  ["anchor.stateProof.account's first node", first(digit), ["anchor"]],
  ["anchor.stateProof.account's last node", last(digit), ["anchor"]],
  ["anchor.stateProof.root", last(digit), ["anchor"]],
  ["anchor.stateProof.checkpointKey", last(digit), ["anchor"]],
  ["anchor.stateProof.promiseKey", last(digit), ["anchor"]],
  ["anchor.transactionProof.index", more, ["transaction"]],
  ["anchor.transactionProof.transaction's first node", first(digit), ["transaction"]],
  ["anchor.transactionProof.transaction's last node", last(digit), ["transaction"]],
  ["anchor.transactionProof.outcome's first node", first(digit), ["transaction"]],
  ["anchor.transactionProof.outcome's last node", last(digit), ["transaction"]],
  ["timestamp.token", token, ["timestamp"]],
  ["timestamp.sha256", digit, ["timestamp"]],
];

/** The field's path: a row may say after it what of it is changed. */
const pathOf = (what: string): string => what.replace(/'s .*/, "");

/** A header of another block, or a state that is not the header's, shows nothing of the keys. */
const BY_HEADER_OTHERWISE: Readonly<Record<string, StepName[]>> = {
  "anchor.blockNumber": ["keys", "anchor"],
  "anchor.blockHash": ["keys", "anchor"],
  "anchor.blockTime": ["keys", "anchor"],
  "anchor.stateProof.account": ["keys", "anchor"],
  "anchor.stateProof.root": ["keys", "anchor"],
  "anchor.stateProof.checkpointKey": ["keys", "anchor"],
  "anchor.stateProof.promiseKey": ["keys", "anchor"],
};

/** The receipt with one field altered, still canonical JSON. */
function altered(path: string, change: Change): string {
  const receipt = JSON.parse(TEXT) as Record<string, unknown>;
  const keys = path.split(".");
  const holder = keys.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, receipt);
  const key = keys.at(-1)!;
  holder[key] = change(holder[key]);
  return canonicalJson(receipt);
}

function flipped(bytes: Uint8Array, at: number, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ (1 << bit);
  return copy;
}

describe("a receipt with every part there is", function () {
  this.timeout(DEEP ? 1_200_000 : 60_000);

  it("is valid by a chain, and by a header alone", async () => {
    expect(await failing(TEXT, BY_CHAIN)).to.deep.equal([]);
    expect(await failing(TEXT, BY_HEADER)).to.deep.equal([]);
  });

  it("has no field that is not altered below", () => {
    const paths = new Set(spansOf(TEXT).map(({ path }) => path));
    expect([...new Set(FIELDS.map(([what]) => pathOf(what)))].toSorted()).to.deep.equal(
      [...paths].toSorted(),
    );
  });

  for (const [what, change, fails] of FIELDS)
    it(`with ${what} altered fails by a chain in: ${fails.join(", ")}`, async () => {
      expect(await failing(altered(pathOf(what), change), BY_CHAIN)).to.deep.equal(fails);
    });

  it("fails by a header alone where it fails by a chain", async () => {
    for (const [what, change, fails] of FIELDS)
      expect(await failing(altered(pathOf(what), change), BY_HEADER), what).to.deep.equal(
        BY_HEADER_OTHERWISE[pathOf(what)] ?? fails,
      );
  });

  /** What may fail first when a bit of a field is wrong: the spelling of it, or what it is for. */
  const mayFail = (path: string): StepName[] =>
    [
      "format",
      ...(path === "entry" || path === "checkpoint" ? [path] : []),
      ...FIELDS.filter(([what]) => pathOf(what) === path).flatMap(([, , fails]) => fails),
    ] as StepName[];
  const spans = spansOf(TEXT);
  async function expectCaught(at: number, bit: number): Promise<void> {
    const path = spans.find(({ start, end }) => start <= at && at < end)?.path ?? "";
    const text = flipped(Buffer.from(TEXT), at, bit).toString("utf8");
    const ways: [VerifyOptions, StepName[]][] = [
      [BY_CHAIN, mayFail(path)],
      [BY_HEADER, [...mayFail(path), ...(BY_HEADER_OTHERWISE[path] ?? [])]],
    ];
    // Of every byte one way is enough, since the next one takes the other.
    for (const [way, steps] of DEEP ? [ways[at % 2]!] : ways) {
      const [step] = await failing(text, way);
      expect(step, `byte ${at}, bit ${bit}, in ${path}`).to.be.oneOf(steps);
    }
  }

  it(`with one bit flipped fails in a step of the field it is in (${DEEP ? "every byte" : "a few of each field"})`, async () => {
    for (const { start, end } of spans)
      for (let at = start; at < end; at += DEEP ? 1 : Math.max(7, (end - start) >> 2))
        await expectCaught(at, at % 8);
  });

  it("with any bit of any byte flipped fails (sampled)", async () => {
    const place = fc.tuple(fc.nat(Buffer.byteLength(TEXT) - 1), fc.nat(7));
    const property = fc.asyncProperty(place, ([at, bit]) => expectCaught(at, bit));
    await fc.assert(property, { numRuns: DEEP ? 3000 : 200, seed: DEEP ? undefined : 7 });
  });

  describe("whose transaction, or the proof of it, is altered", () => {
    const { anchor, ...rest } = JSON.parse(TEXT) as { anchor: Record<string, unknown> };
    const proof = anchor.transactionProof as Record<"transaction" | "outcome", string[]> & { index: number };
    const ways: [string, VerifyOptions][] = [
      ["chain", BY_CHAIN],
      ["header", BY_HEADER],
    ];

    async function expectInvalid(changed: object): Promise<void> {
      const text = canonicalJson({ ...rest, anchor: { ...anchor, ...changed } });
      for (const [name, way] of ways) {
        const { steps, verdict } = await verifyReceipt(text, way);
        const faulty = steps.filter(({ result }) => result === "invalid").map(({ step }) => step);
        expect([verdict, ...faulty], name).to.deep.equal(["invalid", "transaction"]);
      }
    }
    const flip = (hex: string, bit: number): string => {
      const bytes = Buffer.from(hex, "hex");
      return flipped(bytes, (bit >> 3) % bytes.length, bit & 7).toString("hex");
    };

    it("is no receipt at all in another form", async () => {
      const { outcome: _, ...half } = proof;
      const forms: [string, object][] = [
        ["without a part", half],
        ["with another field", { ...proof, raw: proof.transaction.at(-1) }],
        ["with nodes as numbers", { ...proof, outcome: [1] }],
        ["in upper case", { ...proof, transaction: proof.transaction.map((node) => node.toUpperCase()) }],
        ["with half a byte", { ...proof, transaction: [...proof.transaction.slice(0, -1), "abc"] }],
        ["with an empty node", { ...proof, transaction: [...proof.transaction, ""] }],
        ["with too long a node", { ...proof, outcome: ["ab".repeat(16_385)] }],
        ["with too many nodes", { ...proof, outcome: Array.from({ length: 65 }, () => "ab") }],
        ["with an index below 0", { ...proof, index: -1 }],
        ["with an index in words", { ...proof, index: "5" }],
      ];
      for (const [what, transactionProof] of forms) {
        const text = canonicalJson({ ...rest, anchor: { ...anchor, transactionProof } });
        expect(await failing(text, BY_HEADER), what).to.deep.equal(["format"]);
      }
    });

    it("is invalid by that step with any bit of any node flipped", async () => {
      const parts = fc.constantFrom("transaction" as const, "outcome" as const);
      const property = fc.asyncProperty(parts, fc.nat(), fc.nat(0xffff), async (part, which, bit) => {
        const nodes = [...proof[part]];
        const at = which % nodes.length;
        nodes[at] = flip(nodes[at]!, bit);
        await expectInvalid({ transactionProof: { ...proof, [part]: nodes } });
      });
      await fc.assert(property, { numRuns: DEEP ? 3000 : 60 });
    });

    it("is invalid by that step with a bit of its hash or its place flipped", async () => {
      for (let bit = 0; bit < 256; bit += DEEP ? 1 : 17)
        await expectInvalid({ transaction: `0x${flip(String(anchor.transaction).slice(2), bit)}` });
      for (let bit = 0; bit < 31; bit += DEEP ? 1 : 3)
        await expectInvalid({ transactionProof: { ...proof, index: proof.index ^ (1 << bit) } });
    });

    it("is invalid by that step with the proof of another transaction, though that holds", async () => {
      for (let index = 0; index < 20; index++)
        if (index !== ANCHORING) await expectInvalid({ transactionProof: BLOCK.prove(index).proof });
    });

    for (const [what, index] of Object.entries(CLOSE_TO_ANCHORING))
      it(`is invalid by that step where all is of a transaction ${what}`, async () => {
        const { hash, proof: transactionProof } = BLOCK.prove(index);
        await expectInvalid({ transaction: hash, transactionProof });
      });
  });

  it("is not about its document once a bit of that is flipped", async () => {
    for (let at = 0; at < DOCUMENT.length; at += DEEP ? 1 : 37) {
      const documentHash = hashOf(flipped(DOCUMENT, at, at % 8));
      expect(await failing(TEXT, { ...BY_CHAIN, documentHash }), `byte ${at}`).to.deep.equal(["document"]);
    }
  });

  it("is not about its document once that is longer or shorter by a byte", async () => {
    for (const bytes of [
      DOCUMENT.subarray(1),
      DOCUMENT.subarray(0, -1),
      Buffer.concat([DOCUMENT, Buffer.alloc(1)]),
    ])
      expect(await failing(TEXT, { ...BY_CHAIN, documentHash: hashOf(bytes) })).to.deep.equal(["document"]);
  });
});
