import "../../support/deployment.ts";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { expect } from "chai";
import { commit } from "../../../../server/domain/evidence/commitment.ts";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";
import { encodeEntry } from "../../../../server/domain/log/entry.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { signPromise } from "../../../../server/domain/log/promise.ts";
import type { HandInAccepted } from "../../../../server/schema/evidence.ts";
import { checkHandIn } from "../../../../web/features/case/check-hand-in.ts";
import { deployment } from "../../../../web/lib/deployment.ts";
import { honestView, source } from "../../support/fixture-chain.ts";
import { identity, keys, logId, makeEntry, promiseFor } from "../../support/fixture-log.ts";

const document = utf8ToBytes("a photograph");
const made = makeEntry(7, "media", document);
const accepted: HandInAccepted = {
  evidenceId: "ev",
  state: "accepted",
  entry: made.entry,
  statement: made.statement,
  salt: made.salt,
  leafHash: bytesToHex(made.leaf),
  cid: null,
  acceptedAt: "2026-11-12T07:59:00Z",
  promise: promiseFor(made.leaf),
};

interface Change {
  readonly statement?: object;
  readonly receivedAt?: string;
  readonly promisedBy?: string;
  readonly more?: number;
  readonly domain?: object;
}

/** An acceptance as a server makes it that holds the log's keys and says what it likes. */
function another({ statement, receivedAt, promisedBy, more = 0, domain = {} }: Change): HandInAccepted {
  const text =
    statement === undefined ? made.statement : canonicalJson({ v: "redress.statement/1", ...statement });
  const { text: entry, bytes } = encodeEntry({
    commitment: bytesToHex(commit(utf8ToBytes(text), hexToBytes(made.salt))),
    receivedAt: receivedAt ?? "2026-11-12T07:59:00Z",
    subject: "fixture",
    type: "media",
  });
  const leaf = leafHash(bytes);
  const until = Date.parse(promisedBy ?? "2026-11-13T07:59:00Z") / 1000 + more;
  const promise = signPromise(
    { domain: { ...identity, ...domain }, logId, leafHash: leaf, promisedBy: until },
    keys.promise,
  );
  return { ...accepted, statement: text, entry, leafHash: bytesToHex(leaf), promise };
}

const NOW = Date.parse("2026-11-12T08:00:00Z");

async function refusal(
  answer: HandInAccepted,
  { bytes = document, sources = [source(honestView)] } = {},
): Promise<string | null> {
  return checkHandIn(answer, bytesToHex(sha256(bytes)), sources, NOW).then(
    () => null,
    (error: Error) => error.message,
  );
}

describe("the server's acceptance of a document", () => {
  it("is believed when document, statement, entry, leaf and promise fit", async () => {
    expect(await refusal(accepted)).to.equal(null);
  });

  it("is refused for another document", async () => {
    expect(await refusal(accepted, { bytes: utf8ToBytes("another photograph") })).to.equal("document");
  });

  it("is refused when the salt differs", async () => {
    expect(await refusal({ ...accepted, salt: "00".repeat(32) })).to.equal("statement");
  });

  it("is refused when the leaf is another", async () => {
    expect(await refusal({ ...accepted, leafHash: "00".repeat(32) })).to.equal("entry");
  });

  it("is refused when the promise is for another leaf", async () => {
    const promise = promiseFor(makeEntry(8, "media", document).leaf);
    expect(await refusal({ ...accepted, promise })).to.equal("promise");
  });

  it("is refused when the document's hash stands elsewhere in the statement than it should", async () => {
    const hash = bytesToHex(sha256(document));
    expect(await refusal(another({ statement: { documentHash: "00".repeat(32), name: hash } }))).to.equal(
      "document",
    );
    expect(await refusal(another({ statement: { documentHash: hash } }))).to.equal(null);
  });

  it("is refused when the promise runs longer than a day from the minute of receipt", async () => {
    const at = (seconds: number) => another({ promisedBy: "2026-11-13T07:59:00Z", more: seconds });
    expect(await refusal(at(60))).to.equal(null);
    expect(await refusal(at(61))).to.equal("time");
  });

  it("is refused when the time of receipt lies ahead, and the promise with it", async () => {
    const receivedAt = "2031-11-12T07:59:00Z";
    expect(await refusal(another({ receivedAt, promisedBy: "2031-11-13T07:59:00Z" }))).to.equal("time");
  });

  it("is refused for another contract or chain than the build pinned", async () => {
    expect(await refusal(another({ domain: { contract: `0x${"11".repeat(20)}` } }))).to.equal("contract");
    expect(await refusal(another({ domain: { chainId: 1 } }))).to.equal("contract");
  });

  describe("by pages built for one log", () => {
    afterEach(() => void Object.assign(deployment, { logId: null }));

    it("is refused for another log, and believed for one that goes on from it", async () => {
      const first = "ab".repeat(32);
      Object.assign(deployment, { logId: first });
      expect(await refusal(accepted)).to.equal("log");
      const goingOn = {
        ...honestView,
        successorOf: async (_contract: string, id: string) =>
          id === first ? bytesToHex(logId) : "0".repeat(64),
      };
      expect(await refusal(accepted, { sources: [source(goingOn)] })).to.equal(null);
    });
  });

  it("is refused when one source does not know the key, or not by then", async () => {
    const knows = (since: number) => source({ ...honestView, keyActiveAt: async () => since });
    expect(await refusal(accepted, { sources: [knows(1), knows(0)] })).to.equal("key");
    expect(await refusal(accepted, { sources: [knows(4e9)] })).to.equal("key");
  });

  it("is believed when no source can be reached", async () => {
    const away = source({ ...honestView, keyActiveAt: () => Promise.reject(new Error("out of reach")) });
    expect(await refusal(accepted, { sources: [away] })).to.equal(null);
    expect(await refusal(accepted, { sources: [] })).to.equal(null);
  });
});
