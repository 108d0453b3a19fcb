import { readFileSync } from "node:fs";
import { expect } from "chai";
import {
  CURRENT_PACKS,
  chinaPack,
  PACKS,
  packByHash,
  ResponsibilityError,
} from "../../../../server/domain/responsibility/index.ts";

/** Id and hash of every pack that was ever given out; entries are added and never changed. */
const released: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL("../../../vectors/responsibility/packs/released.json", import.meta.url), "utf8"),
);

describe("the packs given out", () => {
  for (const { data, hash } of PACKS) {
    it(`${data.id} is listed with its hash: a pack whose content changes gets a new id`, () => {
      expect(released[data.id]).to.equal(hash);
    });
  }

  it("are all still here, for the cases filed under them", () => {
    expect(PACKS.map(({ data }) => data.id)).to.have.members(Object.keys(released));
  });

  it("say each of their rules in words of both languages, those that are in force", () => {
    for (const { data } of CURRENT_PACKS) {
      for (const { id, zh, condition, effect } of data.rules) {
        expect(`${zh?.condition}${zh?.effect}`, id)
          .to.match(/\p{Script=Han}/u)
          .and.to.not.include("undefined");
        expect(`${condition}${effect}`, id).to.not.be.empty;
      }
    }
  });

  it("are found by the hash that a case names", () => {
    expect(packByHash(chinaPack.hash)).to.equal(chinaPack);
  });

  it("are never replaced by another one", () => {
    expect(() => packByHash("00".repeat(32))).to.throw(ResponsibilityError, "no pack has the hash");
  });
});
