import { expect } from "chai";
import {
  chinaPack,
  choosePack,
  decide,
  eligibility,
  europeOutlinePack,
  parseFacts,
} from "../../../../server/domain/responsibility/index.ts";

const RECEIVED = { orderedOn: "2026-10-28", shipped: true, receivedOn: "2026-11-02" };

function given(facts: object) {
  return decide(parseFacts({ loss: 100, price: 100, seller: "third_party", ...facts }), europeOutlinePack);
}

describe("the outline of a European pack", () => {
  it("is chosen for its own jurisdiction", () => {
    expect(choosePack([chinaPack, europeOutlinePack], "EU", "2026-11-01")).to.equal(europeOutlinePack);
  });

  it("gives 14 days to withdraw", () => {
    const found = (today: string) =>
      eligibility(RECEIVED, { exceptions: [] }, today, europeOutlinePack).find(
        (r) => r.code === "return_no_reason",
      );
    expect(found("2026-11-16")).to.deep.include({ open: true, lastDay: "2026-11-16" });
    expect(found("2026-11-17")?.open).to.equal(false);
    expect(given({ claim: "no_reason", daysSinceReceipt: 14 }).bps.merchant).to.equal(10_000);
    expect(given({ claim: "no_reason", daysSinceReceipt: 15 }).denied).to.equal(true);
  });

  it("reverses the burden for a year and keeps conformity for two", () => {
    const durable = { claim: "quality_defect", durable: true };
    expect(given({ ...durable, daysSinceReceipt: 365 }).bps.merchant).to.equal(10_000);
    expect(given({ ...durable, daysSinceReceipt: 366 }).denied).to.equal(true);
    const remedies = eligibility(RECEIVED, { exceptions: [] }, "2026-11-03", europeOutlinePack);
    expect(remedies.find((r) => r.code === "damages_conformity")?.lastDay).to.equal("2028-11-02");
  });

  it("asks for a reservation about hidden damage within seven days", () => {
    const custody = {
      holders: ["merchant", "logistics:A", "consumer"],
      boundaries: [
        { state: "good", grade: 3 },
        { state: "good", grade: 3 },
        { state: "unknown" },
        { state: "bad", grade: 3 },
      ],
    };
    const at = (noticeDays: number) =>
      given({ claim: "damaged", custody, discovery: { noticeDays, concealed: true } });
    expect(at(7).bps.logistics).to.equal(10_000);
    expect(at(8).bps.consumer).to.equal(10_000);
  });

  it("executes nothing that only Chinese law knows", () => {
    const proved = { claim: "counterfeit", defect: { state: "yes", grade: 3 }, penal: "fraud3x" };
    expect(given(proved).penal).to.equal(0);
    expect(given({ ...proved, platform: { identityDisclosed: false } }).external).to.deep.equal(["merchant"]);
  });
});
