import { expect } from "chai";
import { chainPartyId } from "../../../server/app/chain-ids.ts";
import { partyNames } from "../../../server/app/party-names.ts";

describe("names of parties by their id on chain", () => {
  it("are found, however the id is written", async () => {
    const names = partyNames({ list: async () => [{ partyId: "merchant-1" }] });
    expect(await names.partyIdOf(chainPartyId("merchant-1").toUpperCase().replace("0X", "0x"))).to.equal(
      "merchant-1",
    );
  });
  it("are found for a party that came after the first question", async () => {
    const parties = [{ partyId: "merchant-1" }];
    const names = partyNames({ list: async () => parties });
    expect(await names.partyIdOf(chainPartyId("carrier-1"))).to.equal(null);
    parties.push({ partyId: "carrier-1" });
    expect(await names.partyIdOf(chainPartyId("carrier-1"))).to.equal("carrier-1");
  });
});
