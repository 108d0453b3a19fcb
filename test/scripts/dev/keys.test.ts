import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { addressOf, loadKeys } from "../../../scripts/dev/keys.ts";
import { tempDir } from "../../support/temp-dir.ts";

describe("keys of the embedded set-up", () => {
  it("are made once", () => {
    const file = join(tempDir(), "keys.json");

    expect(loadKeys(file)).to.deep.equal(loadKeys(file));
  });

  it("differ between set-ups and among themselves", () => {
    const values = [1, 2].flatMap(() => Object.values(loadKeys(join(tempDir(), "keys.json"))));

    expect(new Set(values).size).to.equal(values.length);
  });

  it("can be read by their owner alone", () => {
    const file = join(tempDir(), "keys.json");

    loadKeys(file);

    expect(statSync(file).mode & 0o777).to.equal(0o600);
  });

  it("are added to when a later version needs one more", () => {
    const file = join(tempDir(), "keys.json");
    const { authSecret: _, ...older } = loadKeys(file);
    writeFileSync(file, JSON.stringify(older));

    expect(loadKeys(file)).to.include(older);
    expect(loadKeys(file).authSecret).to.match(/^[0-9a-f]{64}$/);
  });

  it("have accounts where an account is needed", () => {
    expect(addressOf(loadKeys(join(tempDir(), "keys.json")).sender)).to.match(/^0x[0-9a-fA-F]{40}$/);
  });
});
