import { expect } from "chai";
import { partyOf } from "../../../../server/domain/provenance/custody.ts";
import { containersOf } from "../../../../server/domain/provenance/history.ts";
import { readOwnership } from "../../../../server/domain/provenance/ownership.ts";
import { BUYER, CARRIER, ITEM, MAKER, made, PARCEL, recorded, SECOND } from "./events.ts";

const owned = (id: string, day: number, from: string | null, to: string, signer: string | null) =>
  recorded(
    id,
    day,
    {
      bizStep: "retail_selling",
      ...(from === null ? {} : { sourceList: [{ type: "owning_party", source: from }] }),
      destinationList: [{ type: "https://ref.gs1.org/cbv/SDT-owning_party", destination: to }],
    },
    { signer },
  );
const brief = (...events: Parameters<typeof readOwnership>[0]) =>
  readOwnership(events).map(({ gln, from, to, confirmed }) => [
    gln,
    from.slice(8, 10),
    to?.slice(8, 10) ?? null,
    confirmed,
  ]);

describe("readOwnership", () => {
  it("is nobody's while no record names an owner", () => expect(brief(made)).to.deep.equal([]));
  it("passes on by the owner's word; a buyer has no GLN", () =>
    expect(brief(made, owned("sold", 5, partyOf(MAKER!), BUYER, MAKER!))).to.deep.equal([
      [MAKER, "05", "05", true],
      [null, "05", null, true],
    ]));
  it("lets nobody make himself the owner", () =>
    expect(
      brief(
        owned("sold", 2, partyOf(MAKER!), partyOf(SECOND!), MAKER!),
        owned("taken", 3, partyOf(SECOND!), partyOf(CARRIER!), CARRIER!),
      ).at(-1),
    ).to.deep.equal([SECOND, "02", null, true]));
  it("shows what nobody signed as unconfirmed", () =>
    expect(brief(owned("sold", 5, partyOf(MAKER!), BUYER, null)).at(-1)).to.deep.equal([
      null,
      "05",
      null,
      false,
    ]));
});

describe("containersOf", () => {
  const pallet = "https://id.gs1.org/00/395212340000000018";
  const pack = (id: string, day: number, action: "ADD" | "DELETE", parentID: string, childEPCs: string[]) =>
    recorded(id, day, { type: "AggregationEvent", action, parentID, childEPCs, epcList: [] });
  const packed = pack("packed", 2, "ADD", PARCEL, [ITEM]);
  const loaded = pack("loaded", 3, "ADD", pallet, [PARCEL]);

  it("gives what the item is in, the innermost first, since when", () =>
    expect(containersOf(ITEM, [packed, loaded])).to.deep.equal([
      { id: PARCEL, since: "2026-11-02T08:00:00Z" },
      { id: pallet, since: "2026-11-03T08:00:00Z" },
    ]));
  it("gives nothing once it is out", () =>
    expect(containersOf(ITEM, [packed, pack("out", 4, "DELETE", PARCEL, [])])).to.deep.equal([]));
  it("counts the time of the last packing", () =>
    expect(
      containersOf(ITEM, [
        packed,
        pack("out", 4, "DELETE", PARCEL, [ITEM]),
        pack("again", 5, "ADD", PARCEL, [ITEM]),
      ]),
    ).to.deep.equal([{ id: PARCEL, since: "2026-11-05T08:00:00Z" }]));
});
