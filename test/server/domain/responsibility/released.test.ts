import { readdirSync, readFileSync } from "node:fs";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { expect } from "chai";
import { ENGINE } from "../../../../server/domain/responsibility/decide.ts";
import {
  bundleDecision,
  chinaPack,
  decide,
  packByHash,
  parseFacts,
  ResponsibilityError,
} from "../../../../server/domain/responsibility/index.ts";
import { RELEASED, replayAsReleased } from "../../../../server/domain/responsibility/released/index.ts";

interface Stored {
  readonly engine: { readonly version: string };
  readonly pack: string;
  readonly cases: readonly { readonly facts: unknown; readonly finding: string }[];
}

const folder = new URL("../../../vectors/responsibility/findings/", import.meta.url);
const stored: readonly Stored[] = readdirSync(folder).map((name) =>
  JSON.parse(readFileSync(new URL(name, folder), "utf8")),
);
const NO_REASON = { claim: "no_reason", loss: 100, price: 100, seller: "third_party", daysSinceReceipt: 3 };

describe("released engines", () => {
  it("are kept for every version that has stored findings", () => {
    const versions = stored.map(({ engine }) => engine.version);
    expect(Object.keys(RELEASED)).to.have.members(versions).and.to.include(ENGINE.version);
  });

  for (const { engine, pack: packHash, cases } of stored) {
    const pack = packByHash(packHash);

    it(`${engine.version} still finds each stored finding, byte for byte`, async function () {
      this.timeout(60_000);
      const released = await RELEASED[engine.version]!();
      const loaded = released.loadPack(pack.data);
      for (const { facts, finding } of cases) {
        const { pack: _, ...outcome } = released.decide(released.parseFacts(facts), loaded);
        const text = released.findingText(outcome);
        expect(bytesToHex(sha256(utf8ToBytes(text))), JSON.stringify(facts)).to.equal(finding);
      }
    });

    it(`${engine.version} makes one of its own decisions again from the bundle`, async () => {
      const released = await RELEASED[engine.version]!();
      const finding = released.decide(released.parseFacts(NO_REASON), released.loadPack(pack.data));
      const outcome = await replayAsReleased(bundleDecision(NO_REASON, pack, finding));
      expect(outcome).to.deep.include({ same: true });
    });

    it(`${engine.version} names the path of facts it refuses`, async () => {
      const finding = decide(parseFacts(NO_REASON), chinaPack);
      const forged = { ...finding, engine: { ...finding.engine, version: engine.version } };
      const bundle = bundleDecision({ ...NO_REASON, loss: -1 }, pack, forged as typeof finding);
      const error = await replayAsReleased(bundle).catch((caught: unknown) => caught);
      expect(error).to.be.instanceOf(ResponsibilityError);
      expect((error as ResponsibilityError).issues[0]?.path).to.equal("/loss");
    });
  }

  it("leave a version that is not kept to the engine of today, which says so", async () => {
    const finding = decide(parseFacts(NO_REASON), chinaPack);
    const alien = { ...finding, engine: { ...finding.engine, version: "0.0.1" } };
    const outcome = await replayAsReleased(bundleDecision(NO_REASON, chinaPack, alien as typeof finding));
    expect(outcome).to.deep.include({ same: false, step: "engine_version", expected: "0.0.1" });
  });
});
