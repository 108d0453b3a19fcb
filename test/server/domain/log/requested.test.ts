import { expect } from "chai";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { encodeEntry } from "../../../../server/domain/log/entry.ts";
import { readPublishedEntry } from "../../../../server/domain/log/entry-rules.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { requestEntry, requestedEntries } from "../../../../server/domain/log/requested.ts";

const NOW = new Date("2026-11-22T06:30:12Z");
const leafOf = (bytes: Uint8Array): string => bytesToHex(leafHash(bytes));
const erasure = (subject: string): Uint8Array =>
  encodeEntry({
    commitment: "ab".repeat(32),
    previous: "cd".repeat(32),
    subject,
    type: "erasure",
    receivedAt: "2026-11-22T06:30:00Z",
  }).bytes;
const naming = (entry: Uint8Array): Uint8Array => requestEntry("12".repeat(32), leafOf(entry), NOW);

/** Which of the entries, read in this order, came in by request. */
function requestedAmong(entries: readonly Uint8Array[]): boolean[] {
  const isRequested = requestedEntries();
  return entries.map((bytes) => isRequested({ entry: readPublishedEntry(bytes), leafHash: leafOf(bytes) }));
}

describe("entries that came in by request", () => {
  const [own, strange] = [erasure("own"), erasure("strange")];

  it("are those right behind the entry that names them", () => {
    const order = [own, naming(strange), strange, own];
    expect(requestedAmong(order)).to.deep.equal([false, false, true, false]);
  });

  it("are not the ones named from further off", () => {
    expect(requestedAmong([naming(own), strange, own])).to.deep.equal([false, false, false]);
  });

  it("cannot make one of the operator's own pass for a stranger's", () => {
    const forged = naming(own);
    expect(requestedAmong([naming(forged), forged, own])).to.deep.equal([false, true, false]);
  });
});
