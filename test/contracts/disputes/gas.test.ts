import { expect } from "chai";
import { deployDisputes, networkHelpers } from "./dispute-fixture.ts";

const fixture = () => deployDisputes();

describe("gas of filing and advancing", () => {
  it("opens a case within 200 000", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    const terms = await all.resolved(all.termsFor());

    const receipt = await (await all.registry.connect(all.clerk).openCase(terms)).wait();

    console.log(`        openCase: ${receipt?.gasUsed}`);
    expect(receipt?.gasUsed).to.be.at.most(200_000n);
  });

  it("advances within 150 000", async () => {
    const all = await networkHelpers.loadFixture(fixture);
    // Limits and totals have been touched before, as on any day but the first.
    await all.advance(await all.openCase(), 10_000n);
    const terms = await all.openCase();

    const receipt = await (await all.advance(terms, 80_000n)).wait();

    console.log(`        advance: ${receipt?.gasUsed}`);
    expect(receipt?.gasUsed).to.be.at.most(150_000n);
  });
});
