import { expect } from "chai";
import {
  chinaPack,
  decide,
  type FactsInput,
  parseFacts,
} from "../../../../server/domain/responsibility/index.ts";
import { answeringId, compareParties, kindOf } from "../../../../server/domain/responsibility/parties.ts";

const facts = (change: Partial<FactsInput> = {}) =>
  parseFacts({ claim: "damaged", loss: 1, seller: "third_party", ...change });

describe("kindOf", () => {
  it("counts each role of the open list under one of the four names", () => {
    const roles = {
      platform: "platform",
      merchant: "merchant",
      producer: "merchant",
      store: "merchant",
      live_room: "merchant",
      installer: "merchant",
      warehouse: "merchant",
      overseas_warehouse: "merchant",
      bonded_warehouse: "merchant",
      domestic_agent: "merchant",
      logistics: "logistics",
      carrier: "logistics",
      carrier_branch: "logistics",
      pickup_station: "logistics",
      insurer: "logistics",
      consumer: "consumer",
    };
    for (const [role, name] of Object.entries(roles))
      expect(kindOf(`${role}:x`, facts()), role).to.equal(name);
  });

  it("counts a helper under whoever engaged it, and never somebody who stands alone", () => {
    const parties = [
      { id: "depot", kind: "warehouse", contractWith: "logistics:A" },
      { id: "box", kind: "pickup_station", contractWith: "platform" },
      { id: "fleet", kind: "carrier", contractWith: "merchant" },
    ] as const;
    const given = facts({ parties: [...parties] });
    expect(["depot", "box", "fleet"].map((id) => kindOf(id, given))).to.deep.equal([
      "logistics",
      "platform",
      "logistics",
    ]);
  });

  it("counts the seller's helpers under the platform in its own store", () => {
    expect(kindOf("warehouse:W", facts({ seller: "self_operated" }))).to.equal("platform");
    expect(kindOf("merchant", facts({ seller: "self_operated" }))).to.equal("merchant");
  });

  it("knows no name for an id that is neither declared nor a role", () => {
    for (const id of ["wizard", "wizard:1", ":merchant", "toString"])
      expect(kindOf(id, facts())).to.equal(undefined);
  });
});

describe("answeringId", () => {
  it("puts the platform where the merchant would stand in a self-operated store", () => {
    const own = facts({ seller: "self_operated" });
    expect(answeringId("merchant", own)).to.equal("platform");
    expect(answeringId("logistics:A", own)).to.equal("logistics:A");
    expect(answeringId("merchant", facts({ seller: "appears_self_operated" }))).to.equal("merchant");
  });
});

describe("compareParties", () => {
  it("orders by the four names and then by id, whatever the order given", () => {
    const ids = ["consumer", "logistics:b", "logistics:a", "merchant", "platform", "logistics:a"];
    const sorted = ["platform", "merchant", "logistics:a", "logistics:a", "logistics:b", "consumer"];
    expect(ids.toSorted(compareParties(facts()))).to.deep.equal(sorted);
    expect(ids.toReversed().toSorted(compareParties(facts()))).to.deep.equal(sorted);
  });
});

describe("a share of the open list", () => {
  const claims = (party: string, parties?: FactsInput["parties"]) =>
    decide(
      facts({
        ...(parties === undefined ? {} : { parties }),
        factors: [{ party, kind: "bad_installation", severity: 2, causal: 2, grade: 3 }],
      }),
      chinaPack,
    );

  for (const role of ["installer", "live_room", "store", "producer"]) {
    it(`names the ${role} and counts it under the merchant`, () => {
      const found = claims(`${role}:9`);
      expect(found.shares).to.deep.equal({ [`${role}:9`]: 10_000 });
      expect(found.bps.merchant).to.equal(10_000);
    });
  }

  for (const role of ["insurer", "pickup_station", "carrier_branch"]) {
    it(`names the ${role} and counts it under logistics`, () => {
      expect(claims(`${role}:9`).bps.logistics).to.equal(10_000);
    });
  }
});
