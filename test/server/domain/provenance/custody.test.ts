import { expect } from "chai";
import { partyOf, readCustody } from "../../../../server/domain/provenance/custody.ts";
import { custodyIntervals } from "../../../../server/domain/provenance/custody-intervals.ts";
import { historyOf, type RecordedEvent } from "../../../../server/domain/provenance/history.ts";
import { BUYER, between, CARRIER, ITEM, LAB, MAKER, made, recorded, SECOND } from "./events.ts";

const read = (...events: RecordedEvent[]) => readCustody(ITEM, historyOf(ITEM, events));
const brief = (...events: RecordedEvent[]) =>
  read(...events).map(({ gln, from, to, confirmed }) => [
    gln,
    from.slice(8, 10),
    to?.slice(8, 10) ?? null,
    confirmed,
  ]);

const shipped = recorded(
  "shipped",
  2,
  { bizStep: "shipping", ...between(MAKER!, CARRIER!) },
  { signer: MAKER! },
);
const accepted = recorded(
  "accepted",
  3,
  { bizStep: "accepting", disposition: "conformant", ...between(MAKER!, CARRIER!) },
  { signer: CARRIER! },
);

describe("readCustody", () => {
  it("begins with whoever made the item", () =>
    expect(brief(made)).to.deep.equal([[MAKER, "01", null, true]]));

  it("shows an offer nobody took as unconfirmed, naming both", () =>
    expect(brief(made, shipped)).to.deep.equal([
      [MAKER, "01", "02", true],
      [CARRIER, "02", null, false],
    ]));

  it("moves custody at the receiver's own signed record, not at the offer", () =>
    expect(brief(made, shipped, accepted)).to.deep.equal([
      [MAKER, "01", "03", true],
      [CARRIER, "03", null, true],
    ]));

  it("does not confirm by the giver's signature, nor by an unsigned record", () => {
    const byGiver = { ...accepted, signer: MAKER! };
    const unsigned = { ...accepted, signer: null };
    expect(brief(made, shipped, byGiver).at(-1)).to.deep.equal([CARRIER, "02", null, false]);
    expect(brief(made, shipped, unsigned).at(-1)).to.deep.equal([CARRIER, "02", null, false]);
  });

  it("lets an offer fall when the item is offered to another before it left", () => {
    const again = recorded(
      "again",
      4,
      { bizStep: "shipping", ...between(MAKER!, SECOND!) },
      { signer: MAKER! },
    );
    expect(brief(made, shipped, again)).to.deep.equal([
      [MAKER, "01", "04", true],
      [SECOND, "04", null, false],
    ]);
  });

  it("passes over an offer signed by somebody who does not have the item", () => {
    const stranger = recorded(
      "stranger",
      2,
      { bizStep: "shipping", ...between(MAKER!, SECOND!) },
      { signer: SECOND! },
    );
    expect(brief(made, stranger)).to.deep.equal([[MAKER, "01", null, true]]);
  });

  it("takes the deliverer's word to a buyer only where it speaks against the deliverer", () => {
    const delivered = (disposition: string) =>
      recorded(
        "delivered",
        5,
        { bizStep: "receiving", disposition, ...between(CARRIER!, BUYER) },
        { signer: CARRIER! },
      );
    expect(brief(made, shipped, accepted, delivered("damaged")).at(-1)).to.deep.equal([
      null,
      "05",
      null,
      true,
    ]);
    expect(brief(made, shipped, accepted, delivered("conformant")).at(-1)).to.deep.equal([
      null,
      "05",
      null,
      false,
    ]);
  });

  it("counts good found later for the start and damage found later for the end", () => {
    const inspected = (id: string, day: number, disposition: string) =>
      recorded(id, day, { bizStep: "inspecting", disposition }, { signer: LAB! });
    const [, held] = read(
      made,
      shipped,
      accepted,
      inspected("fine", 4, "conformant"),
      inspected("broken", 5, "damaged"),
    );
    expect(held!.atStart.map((found) => found.eventId)).to.deep.equal(["accepted", "fine"]);
    expect(held!.atEnd.map((found) => found.eventId)).to.deep.equal(["broken"]);
  });
});

describe("custodyIntervals", () => {
  const names = {
    holderName: ({ gln }: { gln: string | null }) => gln ?? "consumer",
    anchoredAt: () => null,
  };

  it("calls a recorder independent only when it never held the item", () => {
    const checked = recorded(
      "checked",
      1,
      { bizStep: "inspecting", disposition: "conformant", eventTime: "2026-11-01T09:00:00Z" },
      { signer: LAB! },
    );
    const [maker] = custodyIntervals(read(made, checked, shipped, accepted), names);
    expect(maker!.conditionAtStart.map((record) => record.independent)).to.deep.equal([true, true]);
    expect(maker!.conditionAtEnd.map((record) => record.independent)).to.deep.equal([false]);
  });

  it("says a parcel's clean outside nothing of its contents", () => {
    const [maker] = custodyIntervals(read(made, shipped, accepted), names);
    expect(maker!.conditionAtEnd.map((record) => record.scope)).to.deep.equal(["exterior"]);
  });

  it("names holders as facts do", () => {
    const holderName = ({ holder }: { holder: string }) =>
      holder === partyOf(MAKER!) ? "merchant" : "other";
    expect(custodyIntervals(read(made), { ...names, holderName })[0]!.holder).to.equal("merchant");
  });
});
