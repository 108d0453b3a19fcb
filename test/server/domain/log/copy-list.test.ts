import { expect } from "chai";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";
import {
  BUNDLES,
  type CopyList,
  formatCopyList,
  parseCopyList,
} from "../../../../server/domain/log/copy-list.ts";
import { LogError } from "../../../../server/domain/log/errors.ts";

const CID = "bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy";
const LIST: CopyList = {
  logId: "ab".repeat(32),
  checkpoint: "log.example\n1\nAAAA\n\n— log.example BBBB\n",
  previous: null,
  copies: [
    { level: 0, index: 3, width: 17, cid: CID },
    { level: BUNDLES, index: 3, width: 17, cid: CID },
  ],
};

describe("the list of copies of a log", () => {
  it("reads what it writes", () => {
    expect(parseCopyList(formatCopyList(LIST))).to.deep.equal(LIST);
    expect(parseCopyList(formatCopyList({ ...LIST, previous: CID })).previous).to.equal(CID);
  });

  const refusals: Readonly<Record<string, object>> = {
    "another version": { v: "redress.copies/2" },
    "an unknown field": { more: 1 },
    "a log that is no hash": { logId: "AB".repeat(32) },
    "a list before that is no CID": { previous: "../secret" },
    "copies that are no list": { copies: {} },
    "a level no tile has": { copies: [{ ...LIST.copies[0], level: 8 }] },
    "a level below bundles": { copies: [{ ...LIST.copies[0], level: -2 }] },
    "an empty tile": { copies: [{ ...LIST.copies[0], width: 0 }] },
    "a tile that is too wide": { copies: [{ ...LIST.copies[0], width: 257 }] },
    "a copy that is no CID": { copies: [{ ...LIST.copies[0], cid: "http://elsewhere/" }] },
  };
  for (const [what, change] of Object.entries(refusals)) {
    it(`refuses ${what}, and names the field`, () => {
      const text = canonicalJson({ ...JSON.parse(formatCopyList(LIST)), ...change });
      expect(() => parseCopyList(text))
        .to.throw(LogError)
        .with.property("field")
        .that.is.a("string");
    });
  }

  it("refuses another spelling of the same list", () => {
    expect(() => parseCopyList(JSON.stringify(JSON.parse(formatCopyList(LIST)), null, 1))).to.throw(LogError);
  });
});
