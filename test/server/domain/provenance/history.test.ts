import { expect } from "chai";
import { backDated, historyOf } from "../../../../server/domain/provenance/history.ts";
import { ITEM, made, PARCEL, recorded } from "./events.ts";

const ids = (events: { eventId: string }[]) => events.map((event) => event.eventId);
const pack = (day: number) =>
  recorded(`pack${day}`, day, {
    type: "AggregationEvent",
    action: "ADD",
    parentID: PARCEL,
    childEPCs: [ITEM],
    epcList: [],
  });
const unpack = (day: number, childEPCs: string[] = [ITEM]) =>
  recorded(`unpack${day}`, day, {
    type: "AggregationEvent",
    action: "DELETE",
    parentID: PARCEL,
    childEPCs,
    epcList: [],
  });
const parcel = (day: number) => recorded(`parcel${day}`, day, { epcList: [PARCEL], bizStep: "transporting" });

describe("historyOf", () => {
  it("inherits the parent's events only between ADD and DELETE", () => {
    const events = [parcel(2), pack(3), parcel(4), unpack(5), parcel(6), made];
    expect(ids(historyOf(ITEM, events))).to.deep.equal(["made", "pack3", "parcel4", "unpack5"]);
  });

  it("takes a DELETE without children as emptying the parent", () =>
    expect(ids(historyOf(ITEM, [pack(3), unpack(4, []), parcel(5)]))).to.deep.equal(["pack3", "unpack4"]));

  it("stays inside when something else is taken out", () => {
    const other = unpack(4, ["https://id.gs1.org/01/09521234100010/21/B2"]);
    expect(ids(historyOf(ITEM, [pack(3), other, parcel(5)]))).to.include("parcel5");
  });

  it("follows a parent into its own parent", () => {
    const pallet = "https://id.gs1.org/00/395212340000000018";
    const load = recorded("load", 4, {
      type: "AggregationEvent",
      action: "ADD",
      parentID: pallet,
      childEPCs: [PARCEL],
      epcList: [],
    });
    const moved = recorded("moved", 5, { epcList: [pallet] });
    expect(ids(historyOf(ITEM, [pack(3), load, moved]))).to.deep.equal(["pack3", "load", "moved"]);
  });

  it("leaves the pallet with the parcel, and joins one the parcel was on before", () => {
    const pallet = "https://id.gs1.org/00/395212340000000018";
    const load = (day: number) =>
      recorded(`load${day}`, day, {
        type: "AggregationEvent",
        action: "ADD",
        parentID: pallet,
        childEPCs: [PARCEL],
        epcList: [],
      });
    const moved = recorded("moved", 6, { epcList: [pallet] });
    expect(ids(historyOf(ITEM, [pack(3), load(4), unpack(5), moved]))).to.not.include("moved");
    expect(ids(historyOf(ITEM, [load(2), pack(3), moved]))).to.deep.equal(["pack3", "moved"]);
  });

  it("leaves out an event declared an error, known by id or by hash", () => {
    const wrong = recorded("wrong", 2, { bizStep: "shipping" });
    const byHash = recorded("declared", 2, {
      bizStep: "shipping",
      errorDeclaration: { declarationTime: "2026-11-03T00:00:00Z" },
    });
    expect(ids(historyOf(ITEM, [made, wrong, byHash]))).to.deep.equal(["made"]);
    const named = { ...wrong, event: { ...wrong.event, eventID: "urn:uuid:1" } };
    const byId = recorded("declared", 2, {
      eventID: "urn:uuid:1",
      bizStep: "packing",
      errorDeclaration: { declarationTime: "2026-11-03T00:00:00Z" },
    });
    expect(ids(historyOf(ITEM, [made, named, byId]))).to.deep.equal(["made"]);
  });
});

describe("backDated", () => {
  it("flags what is written back behind something on record already", () => {
    const late = recorded("late", 2, {}, { recordTime: "2026-11-10T00:00:00Z" });
    const later = recorded("later", 5, {});
    expect([...backDated([late, later])]).to.deep.equal(["late"]);
  });
  it("takes events of one document for simultaneous", () => {
    const recordTime = "2026-11-20T00:00:00Z";
    expect([
      ...backDated([recorded("a", 2, {}, { recordTime }), recorded("b", 5, {}, { recordTime })]),
    ]).to.deep.equal([]);
  });
  it("lets reports pass that are only late, or late by less than a day", () => {
    const late = recorded("late", 2, {}, { recordTime: "2026-11-10T00:00:00Z" });
    const nightly = recorded("nightly", 4, {}, { recordTime: "2026-11-05T07:00:00Z" });
    const next = recorded(
      "next",
      4,
      { eventTime: "2026-11-04T20:00:00Z" },
      { recordTime: "2026-11-04T20:01:00Z" },
    );
    expect([...backDated([late])]).to.deep.equal([]);
    expect([...backDated([nightly, next])]).to.deep.equal([]);
  });
});
