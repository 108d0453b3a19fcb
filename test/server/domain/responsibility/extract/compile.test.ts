import { expect } from "chai";
import { chinaPack, decide, ResponsibilityError } from "../../../../../server/domain/responsibility/index.ts";
import { compile, leg, origin, QUALITY, record, WAY } from "./case-evidence.ts";

describe("compileFacts: custody", () => {
  it("reads holders, and each boundary with its evidence and grade", () => {
    const { facts, provenance } = compile();
    expect(facts.custody?.holders).to.deep.equal(["merchant", "logistics:A", "consumer"]);
    expect(facts.custody?.boundaries[1]).to.deep.include({
      state: "good",
      grade: 3,
      evidence: ["good-logistics:A"],
    });
    expect(provenance.find((item) => item.path === "/custody/boundaries/1")?.gradeRules).to.include(
      "CN-EV-94",
    );
  });

  it("decides from what it compiled", () => {
    expect(decide(compile().facts, chinaPack).legs).to.deep.equal({ "logistics:A": 10_000 });
  });

  it("grades a merchant's own photo of good goods as self-serving", () => {
    const custody = WAY.with(1, leg("logistics:A", 2, 4, { conditionAtStart: [record("good", "merchant")] }));
    expect(compile({ custody }).facts.custody?.boundaries[1]?.grade).to.equal(1);
  });

  it("leaves the state unknown between records of equal grade that contradict each other", () => {
    const both = [
      record("good", "inspector:X", { independent: true }),
      record("bad", "inspector:Y", { independent: true }),
    ];
    const { facts, notes } = compile({
      custody: WAY.with(1, leg("logistics:A", 2, 4, { conditionAtStart: both })),
    });
    expect(facts.custody?.boundaries[1]?.state).to.equal("unknown");
    expect(notes.map((item) => item.note).join()).to.include("contradict");
  });

  it("prefers a record of the contents to a better one of the exterior", () => {
    const both = [
      record("good", "inspector:X", { independent: true, scope: "exterior" }),
      record("good", "inspector:Y", { independent: true, signed: false, evidenceIds: ["open-box"] }),
    ];
    const { facts } = compile({ custody: WAY.with(1, leg("logistics:A", 2, 4, { conditionAtStart: both })) });
    expect(facts.custody?.boundaries[1]).to.deep.include({
      scope: "contents",
      evidence: ["open-box"],
      grade: 2,
    });
  });

  it("notes a hand-over that the receiver never confirmed, naming both", () => {
    const custody = WAY.with(1, leg("logistics:A", 2, 4, { takeOverConfirmed: false }));
    expect(compile({ custody }).notes[0]?.note).to.equal("hand-over unconfirmed: merchant to logistics:A");
  });

  it("refuses two holders at the same time", () => {
    const custody = WAY.with(1, leg("logistics:A", 1, 4));
    expect(() => compile({ custody })).to.throw(ResponsibilityError, "two holders");
  });
});

describe("compileFacts: tracking", () => {
  const body = {
    Traces: [
      { AcceptTime: "2026-10-02 09:00:00", AcceptStation: "已揽收", Action: "1" },
      { AcceptTime: "2026-10-03 09:00:00", AcceptStation: "破损", Action: "414" },
      { AcceptTime: "2026-10-04 21:00:00", AcceptStation: "签收", Action: "301" },
    ],
  };
  const tracking = [{ origin: origin("track", "logistics:A"), leg: "logistics:A", format: "kdniao", body }];

  it("takes damage that the carrier reports itself as against its own interest", () => {
    const boundary = compile({ tracking }).facts.custody?.boundaries[2];
    expect(boundary).to.deep.include({ state: "bad", grade: 3, evidence: ["track"] });
  });

  it("measures delivery after the promised time in minutes", () => {
    const late = [{ ...tracking[0]!, promisedBy: "2026-10-04T09:00:00+08:00" }];
    const { facts } = compile({ tracking: late });
    expect(facts.factors?.[0]?.measured).to.deep.equal({ value: 720, unit: "minutes" });
    expect(facts.factors?.[0]?.grade).to.equal(3);
  });

  it("takes a station for a fault only when the consignee is stated not to have agreed", () => {
    const station = { Traces: [{ AcceptTime: "2026-10-04 21:00:00", AcceptStation: "驿站", Action: 211 }] };
    const at = (stationConsent?: boolean) =>
      compile({
        tracking: [
          { ...tracking[0]!, body: station, ...(stationConsent === undefined ? {} : { stationConsent }) },
        ],
      }).facts.factors?.length ?? 0;
    expect([at(), at(true), at(false)]).to.deep.equal([0, 0, 1]);
  });
});

describe("compileFacts: inspection, chat, devices, people", () => {
  it("finds a defect in an independent report", () => {
    const inspections = [{ origin: origin("report", "inspector:lab"), defect: "yes" as const, causes: [] }];
    const { facts } = compile({ frame: QUALITY, custody: [], inspections });
    expect(facts.defect).to.deep.equal({ state: "yes", grade: 3, evidence: ["report"] });
  });

  it("leaves the defect unknown between two equal reports, whatever a third of that grade says", () => {
    const report = (id: string, defect: "yes" | "no") => ({
      origin: origin(id, `inspector:${id}`),
      defect,
      causes: [],
    });
    const inspections = [report("a", "yes"), report("b", "no"), report("c", "yes")];
    expect(compile({ frame: QUALITY, custody: [], inspections }).facts.defect?.state).to.equal("unknown");
  });

  it("takes a merchant's admission in chat at full grade and a complaint of the consumer as self-serving", () => {
    const passage = (speaker: string) => ({
      messageId: "m1",
      speaker,
      markedBy: "person:Li",
      states: { as: "defect" as const, state: "yes" as const },
    });
    const chats = (speaker: string) => [{ origin: origin("chat", "platform"), passages: [passage(speaker)] }];
    const admitted = compile({ frame: QUALITY, custody: [], chats: chats("merchant") });
    expect(admitted.facts.defect).to.deep.include({ grade: 3, addedBy: "person:Li" });
    expect(compile({ frame: QUALITY, custody: [], chats: chats("consumer") }).facts.defect?.grade).to.equal(
      1,
    );
  });

  it("puts a shock beyond the declared limit on whoever held the goods at that instant", () => {
    const reading = {
      origin: origin("logger", "device:L", { instrument: true }),
      kind: "shock",
      value: 60,
      limit: 30,
      unit: "g",
      at: "2026-10-03T12:00:00+08:00",
    };
    const { facts } = compile({ readings: [reading] });
    expect(facts.factors?.[0]).to.deep.include({ id: "logistics:A", kind: "shock", severity: 4, grade: 3 });
    expect(compile({ readings: [{ ...reading, value: 30 }] }).facts.factors).to.equal(undefined);
  });

  it("keeps the name of whoever added or disputes a fact, and grades it all the same", () => {
    const stated = [
      {
        origin: origin("note", "consumer", { signed: false, anchoredAt: null }),
        addedBy: "person:Wang",
        disputedBy: "person:Zhao",
        states: { as: "gap" as const, party: "logistics", kind: "no_inspection_prompt" },
      },
    ];
    const { facts } = compile({ stated });
    expect(facts.evidenceGaps?.[0]).to.deep.include({
      addedBy: "person:Wang",
      disputedBy: "person:Zhao",
      grade: 1,
      evidence: ["note"],
    });
  });

  it("finds nothing in a document that no longer matches its commitment", () => {
    const inspections = [
      { origin: origin("report", "inspector:lab", { intact: false }), defect: "yes" as const, causes: [] },
    ];
    expect(compile({ frame: QUALITY, custody: [], inspections }).facts.defect?.grade).to.equal(0);
  });
});
