import { expect } from "chai";
import { commit } from "../../../../server/domain/evidence/commitment.ts";
import { bytesToHex, fromHex, utf8ToBytes } from "../../../../server/domain/log/bytes.ts";
import { parseEntry } from "../../../../server/domain/log/entry.ts";
import { parseLogIdentity } from "../../../../server/domain/log/log-identity-text.ts";
import { formatKept, requestedEntry } from "../../../../server/domain/log/requested-entry.ts";
import { fullReceipt, IDENTITY } from "./receipt-fixture.ts";

const DOCUMENT = {
  documentHash: "7b".repeat(32),
  salt: new Uint8Array(32).fill(9),
  receivedAt: "2026-11-21T10:00:00Z",
  subject: "request-1",
  type: "document",
};

describe("an entry of evidence that was refused", () => {
  it("is committed to by what its holder keeps, and says nothing else of the document", () => {
    const kept = JSON.parse(formatKept(requestedEntry(DOCUMENT))) as ReturnType<typeof requestedEntry>;
    expect(JSON.parse(kept.statement).documentHash).to.equal(DOCUMENT.documentHash);
    const commitment = commit(utf8ToBytes(kept.statement), fromHex(kept.salt, "salt", 32));
    expect(parseEntry(kept.entry).commitment).to.equal(bytesToHex(commitment));
    expect(kept.entry).to.not.contain(DOCUMENT.documentHash);
  });

  it("is another entry under another salt", () => {
    const again = requestedEntry({ ...DOCUMENT, salt: new Uint8Array(32).fill(8) });
    expect(again.entry).to.not.equal(requestedEntry(DOCUMENT).entry);
  });
});

describe("who a log is", () => {
  it("is read from a receipt, and from log.json", () => {
    expect(parseLogIdentity(`${fullReceipt()}\n`)).to.deep.equal(IDENTITY);
    expect(parseLogIdentity(JSON.stringify({ ...IDENTITY, more: 1 }))).to.deep.equal(IDENTITY);
  });

  it("is refused where something is missing, or is no JSON", () => {
    const { origin: _, ...rest } = IDENTITY;
    expect(() => parseLogIdentity(JSON.stringify(rest))).to.throw("it has no origin");
    expect(() => parseLogIdentity(JSON.stringify({ ...IDENTITY, chainId: "1" }))).to.throw("no chainId");
    expect(() => parseLogIdentity("null")).to.throw("no chainId");
    expect(() => parseLogIdentity("log")).to.throw("it is no JSON");
  });
});
