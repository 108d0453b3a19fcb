import { expect } from "chai";
import {
  chinaPack,
  type DeviceReading,
  decide,
  type StatedFact,
} from "../../../../../server/domain/responsibility/index.ts";
import { compile, leg, origin, QUALITY, WAY } from "./case-evidence.ts";

const by = (maker: string, id = maker) => origin(id, maker, { signed: false });
const stated = (states: StatedFact["states"], maker = "merchant"): StatedFact[] => [
  { origin: by(maker), addedBy: `person:${maker}`, states },
];
const reading = (change: Partial<DeviceReading> = {}): DeviceReading => ({
  origin: origin("logger", "device:L", { instrument: true }),
  kind: "shock",
  value: 60,
  limit: 30,
  unit: "g",
  at: "2026-10-03T12:00:00+08:00",
  ...change,
});

describe("statements of people", () => {
  it("become a gap that names the evidence it rests on", () => {
    const states = { as: "gap", party: "logistics", kind: "no_inspection_prompt" } as const;
    const { facts, provenance } = compile({ stated: stated(states) });
    expect(facts.evidenceGaps).to.deep.equal([
      {
        party: "logistics",
        kind: "no_inspection_prompt",
        id: "merchant",
        grade: 1,
        evidence: ["merchant"],
        addedBy: "person:merchant",
      },
    ]);
    expect(provenance.at(-1)).to.deep.include({
      path: "/evidenceGaps/0",
      extractor: "person",
      evidenceIds: ["merchant"],
      grade: 1,
      addedBy: "person:merchant",
    });
  });

  it("become a withheld record", () => {
    const { facts } = compile({
      stated: stated({ as: "withheld", party: "logistics", id: "video" }, "consumer"),
    });
    expect(facts.withheld?.[0]).to.deep.include({ party: "logistics", id: "video", grade: 1 });
    expect(facts.exonerations).to.equal(undefined);
  });

  it("become an exoneration, with whether notice came in time", () => {
    const states = {
      as: "exoneration",
      party: "logistics",
      kind: "force_majeure",
      timelyNotice: true,
    } as const;
    const { facts } = compile({ stated: stated(states, "logistics:A") });
    expect(facts.exonerations?.[0]).to.deep.include({
      party: "logistics",
      kind: "force_majeure",
      timelyNotice: true,
      grade: 1,
    });
    expect(facts.exonerations?.[0]).to.not.have.property("as");
  });

  it("become a fault, on its leg where one is named and latent only where they say so", () => {
    const shock = { as: "factor", party: "logistics", kind: "shock", severity: 2, causal: 1 } as const;
    const { facts } = compile({
      stated: [
        ...stated({ ...shock, leg: "logistics:A", latent: true }, "consumer"),
        ...stated({ ...shock, party: "merchant" }, "logistics:A"),
      ],
    });
    expect(facts.factors?.[0]).to.deep.include({ id: "logistics:A", latent: true, severity: 2, causal: 1 });
    expect(facts.factors?.[1]).to.not.have.any.keys("id", "latent");
  });

  it("are worth full proof against their own maker", () => {
    const own = { as: "factor", party: "merchant", kind: "thin_padding", severity: 2, causal: 1 } as const;
    expect(compile({ stated: stated(own, "merchant") }).facts.factors?.[0]?.grade).to.equal(2);
    expect(compile({ stated: stated(own, "store:9") }).facts.factors?.[0]?.grade).to.equal(2);
    expect(compile({ stated: stated(own, "logistics:A") }).facts.factors?.[0]?.grade).to.equal(1);
  });
});

describe("statements that agree", () => {
  const shock = {
    as: "factor",
    party: "logistics",
    leg: "logistics:A",
    kind: "shock",
    severity: 2,
    causal: 2,
  } as const;
  const gradeOf = (...makers: string[]) => {
    const all = makers.flatMap((maker) => stated(shock, maker));
    return compile({ stated: all }).facts.factors?.[0]?.grade;
  };

  it("bear each other out when their makers stand on different sides", () => {
    expect(gradeOf("consumer")).to.equal(1);
    expect(gradeOf("consumer", "merchant")).to.equal(2);
  });

  it("bear nothing out for makers of one side, or for the same maker twice", () => {
    expect(gradeOf("merchant", "live_room:7")).to.equal(1);
    expect(gradeOf("consumer", "consumer")).to.equal(1);
  });

  it("bear nothing out that a party quotes of its opponent, or of itself from a neutral record", () => {
    const defect = { as: "defect", state: "yes" } as const;
    const said = (keeper: string, speaker: string) =>
      compile({
        frame: QUALITY,
        custody: [],
        stated: stated(defect, "consumer"),
        chats: [
          {
            origin: by(keeper, "chat"),
            passages: [{ messageId: "m", speaker, markedBy: "Li", states: defect }],
          },
        ],
      }).provenance.at(-1)?.grade;
    expect(said("consumer", "logistics:A")).to.equal(1);
    expect(said("platform", "consumer")).to.equal(1);
    expect(said("platform", "logistics:A")).to.equal(2);
  });

  it("must say the same of the same party", () => {
    const other = { ...shock, kind: "wet" } as const;
    const all = [...stated(shock, "consumer"), ...stated(other, "merchant")];
    expect(compile({ stated: all }).facts.factors?.[0]?.grade).to.equal(1);
    const leg = { ...shock, leg: "logistics:B" } as const;
    const legs = [...stated(shock, "consumer"), ...stated(leg, "merchant")];
    expect(compile({ stated: legs, custody: [] }).facts.factors?.[0]?.grade).to.equal(1);
  });

  it("are found in an inspection, for the defect and for its causes", () => {
    const lab = origin("lab", "inspector:lab", { signed: false });
    const inspections = [{ origin: lab, defect: "yes" as const, causes: [{ ...shock }] }];
    const all = [...stated({ as: "defect", state: "yes" }, "consumer"), ...stated(shock, "consumer")];
    const { facts, provenance } = compile({ frame: QUALITY, custody: [], inspections, stated: all });
    expect(facts.factors?.[1]).to.deep.include({ addedBy: "person:consumer", grade: 2 });
    expect(facts.factors?.[0]).to.not.have.property("addedBy");
    const said = provenance.filter(({ path, extractor }) => path === "/defect" && extractor === "person");
    expect(said.map(({ grade }) => grade)).to.deep.equal([2]);
  });

  it("are found across a report, a chat and a person's own fact", () => {
    const passage = {
      messageId: "m",
      speaker: "consumer",
      markedBy: "Li",
      states: { as: "defect", state: "yes" } as const,
    };
    const chats = [{ origin: by("platform", "chat"), passages: [passage] }];
    const alone = compile({ frame: QUALITY, custody: [], chats });
    expect(alone.facts.defect?.grade).to.equal(1);
    const borneOut = compile({
      frame: QUALITY,
      custody: [],
      chats,
      stated: stated({ as: "defect", state: "yes" }, "logistics:A"),
    });
    expect(borneOut.facts.defect?.grade).to.equal(2);
  });
});

describe("statements that cannot be of the case", () => {
  const fault = {
    as: "factor",
    party: "merchant",
    kind: "packaging_defect",
    severity: 2,
    causal: 2,
  } as const;
  const leftOut: readonly (readonly [string, StatedFact["states"], string])[] = [
    ["of nobody in it", { ...fault, party: "nobody" }, 'unknown party "nobody": declare it in /parties'],
    [
      "of a gap nobody left",
      { as: "gap", party: "nobody", kind: "no_inspection_prompt" },
      'unknown party "nobody": declare it in /parties',
    ],
    [
      "of a carrier that never had the goods",
      { ...fault, party: "logistics", leg: "logistics:Z" },
      '"logistics:Z" never held the goods',
    ],
  ];
  for (const [name, states, note] of leftOut)
    it(`are left out with a note, ${name}, and the others stand`, () => {
      const { facts, notes } = compile({ stated: [...stated(states), ...stated(fault, "consumer")] });
      expect(facts.factors?.map(({ party }) => party)).to.deep.equal(["merchant"]);
      expect(facts.evidenceGaps).to.equal(undefined);
      expect(notes).to.deep.include({ extractor: "person", evidenceIds: ["merchant"], note });
    });

  it("are left out where there are more than the engine reads", () => {
    const many = Array.from({ length: 1_001 }, () => stated(fault)[0]!);
    const { facts, notes } = compile({ stated: many });
    expect(facts.factors).to.have.length(1_000);
    expect(notes.map(({ note }) => note)).to.include("more than 1000 are stated");
  });
});

describe("passages of a chat", () => {
  const admitted = (keeper: string, change: object = {}) => {
    const states = { as: "defect", state: "yes" } as const;
    const passages = [{ messageId: "m", speaker: "merchant", markedBy: "Li", states }];
    const chats = [{ origin: origin("chat", keeper, { signed: false, ...change }), passages }];
    return compile({ frame: QUALITY, custody: [], chats }).facts.defect;
  };

  it("are an admission where the speaker or somebody neutral kept them", () => {
    expect(admitted("merchant")?.grade).to.equal(2);
    expect(admitted("platform")?.grade).to.equal(2);
  });

  it("are no more than its keeper's word where the party kept them that they favour", () => {
    expect(admitted("consumer")).to.deep.include({ grade: 1, addedBy: "Li" });
    expect(admitted("consumer", { signed: true })?.grade).to.equal(1);
  });

  it("are worth nothing in a transcript that no longer matches its commitment", () => {
    expect(admitted("platform", { intact: false })?.grade).to.equal(0);
  });
});

describe("statements on the defect", () => {
  const report = (id: string, defect: "yes" | "no" | "unknown", signed = true) => ({
    origin: origin(id, `inspector:${id}`, { signed }),
    defect,
    causes: [],
  });

  it("that contradict each other at one grade are both cited", () => {
    const { facts, notes, provenance } = compile({
      frame: QUALITY,
      custody: [],
      inspections: [report("a", "yes"), report("b", "no")],
    });
    expect(facts.defect).to.deep.equal({ state: "unknown", grade: 3, evidence: ["a", "b"] });
    expect(notes.map(({ note }) => note)).to.deep.equal([
      "statements of equal grade on the defect contradict each other",
    ]);
    expect(provenance.map(({ path, evidenceIds }) => [path, evidenceIds])).to.deep.equal([
      ["/defect", ["a"]],
      ["/defect", ["b"]],
    ]);
  });

  it("yield to a better one, whichever came first", () => {
    const [weak, strong] = [report("weak", "no", false), report("strong", "yes")];
    for (const inspections of [
      [weak, strong],
      [strong, weak],
    ]) {
      const { facts } = compile({ frame: QUALITY, custody: [], inspections });
      expect(facts.defect).to.deep.include({ state: "yes", grade: 3, evidence: ["strong"] });
    }
    const { notes } = compile({ frame: QUALITY, custody: [], inspections: [strong, weak] });
    expect(notes[0]).to.deep.include({ extractor: "inspection", evidenceIds: ["weak"] });
  });

  it("are not made by a report that names causes alone", () => {
    const cause = { party: "merchant", kind: "k", severity: 1 as const, causal: 1 as const };
    const inspections = [{ origin: origin("lab", "inspector:lab"), causes: [cause] }];
    expect(compile({ frame: QUALITY, custody: [], inspections }).facts.defect).to.equal(undefined);
  });

  it("that leave it open are kept as open", () => {
    const { facts } = compile({ frame: QUALITY, custody: [], inspections: [report("open", "unknown")] });
    expect(facts.defect?.state).to.equal("unknown");
  });

  it("by a platform count as a stranger's in a third party's store, and as its own in its own", () => {
    const chats = [
      {
        origin: by("platform", "note"),
        passages: [
          {
            messageId: "m",
            speaker: "platform",
            markedBy: "Li",
            states: { as: "defect", state: "yes" } as const,
          },
        ],
      },
    ];
    const gradeIn = (seller: "third_party" | "appears_self_operated", state: "yes" | "no") => {
      const passages = chats[0]!.passages.map((one) => ({
        ...one,
        states: { as: "defect", state } as const,
      }));
      const frame = { ...QUALITY, seller };
      return compile({ frame, custody: [], chats: [{ ...chats[0]!, passages }] }).facts.defect?.grade;
    };
    expect(gradeIn("third_party", "yes")).to.equal(2);
    expect(gradeIn("appears_self_operated", "no")).to.equal(1);
  });
});

describe("readings of devices", () => {
  const severityAt = (value: number) =>
    compile({ readings: [reading({ value })] }).facts.factors?.[0]?.severity;

  it("weigh by how far they go beyond the limit", () => {
    expect([31, 44, 45, 59, 60].map(severityAt)).to.deep.equal([1, 1, 2, 2, 4]);
  });

  it("say so when they are within the limit, or when no limit was declared", () => {
    for (const change of [{ value: 30 }, { limit: 0 }, { limit: Number.NaN }]) {
      const { facts, notes } = compile({ readings: [reading(change)] });
      expect(facts.factors).to.equal(undefined);
      expect(notes[0]).to.deep.include({ extractor: "reading", evidenceIds: ["logger"] });
      expect(notes[0]?.note).to.include("is within its limit");
    }
    expect(compile({ readings: [reading({ limit: 0.5, value: 0.6 })] }).facts.factors).to.have.length(1);
  });

  it("count against whoever held the goods: the carrier by its leg, the merchant by its name", () => {
    const at = (time: string) => compile({ readings: [reading({ at: time })] }).facts.factors?.[0];
    expect(at("2026-10-02T08:00:00+08:00")).to.deep.include({ party: "logistics", id: "logistics:A" });
    const packing = at("2026-10-02T07:59:59+08:00");
    expect(packing?.party).to.equal("merchant");
    expect(packing).to.not.have.property("id");
  });

  it("say so when nobody is known to have held the goods", () => {
    const custody = WAY.with(2, leg("consumer", 4, 5));
    const { facts, notes } = compile({ custody, readings: [reading({ at: "2026-10-05T08:00:00+08:00" })] });
    expect(facts.factors).to.equal(undefined);
    expect(notes[0]?.note).to.include("nobody is known to have held the goods");
  });

  it("find a holder whose custody has no end yet", () => {
    const custody = WAY.with(2, leg("consumer", 4, null));
    const { facts } = compile({ custody, readings: [reading({ at: "2026-11-05T08:00:00+08:00" })] });
    expect(facts.factors?.[0]?.party).to.equal("consumer");
  });
});

describe("tracking records", () => {
  const body = (...entries: [time: string, action: string][]) => ({
    Traces: entries.map(([AcceptTime, Action]) => ({ AcceptTime, Action, AcceptStation: "" })),
  });
  const document = (leg: string, entries: [string, string][], promisedBy?: string) => ({
    origin: origin("track", leg),
    leg,
    format: "kdniao",
    body: body(...entries),
    ...(promisedBy === undefined ? {} : { promisedBy }),
  });
  const BROKEN: [string, string][] = [["2026-10-03 09:00:00", "414"]];

  it("cite themselves for each fault, with the rules that grade them", () => {
    const late = document("logistics:A", [["2026-10-04 21:00:00", "3"]], "2026-10-04T20:00:00+08:00");
    const found = compile({ tracking: [late] }).provenance.find(({ path }) => path === "/factors/0");
    expect(found).to.deep.include({ extractor: "tracking", evidenceIds: ["track"], grade: 3 });
    expect(found?.gradeRules).to.not.be.empty;
  });

  it("show no delay for a delivery on the promised minute, or without a promise", () => {
    const at = (promisedBy?: string) =>
      compile({ tracking: [document("logistics:A", [["2026-10-04 20:00:00", "3"]], promisedBy)] }).facts
        .factors;
    expect(at("2026-10-04T20:00:00+08:00")).to.equal(undefined);
    expect(at()).to.equal(undefined);
  });

  it("note the codes that nothing is known of, and no others", () => {
    const { notes } = compile({
      tracking: [
        document("logistics:A", [
          ["2026-10-03 09:00:00", "999"],
          ["2026-10-03 10:00:00", "2"],
        ]),
      ],
    });
    expect(notes.map(({ note }) => note)).to.deep.equal([
      'code "999" at 2026-10-03T09:00:00+08:00 says nothing that is known',
    ]);
  });

  it("put the carrier's own word for damage at the end of its leg, as cited evidence", () => {
    const { facts, provenance } = compile({ tracking: [document("logistics:A", BROKEN)] });
    expect(facts.custody?.boundaries[2]).to.deep.include({ state: "bad", scope: "contents", grade: 3 });
    expect(provenance.find(({ path }) => path === "/custody/boundaries/2")).to.deep.equal({
      path: "/custody/boundaries/2",
      extractor: "tracking",
      evidenceIds: ["track"],
      grade: 3,
      gradeRules: [],
    });
    expect(provenance.filter(({ extractor }) => extractor === "custody")).to.have.length(3);
  });

  it("say nothing of damage where they report none", () => {
    const { facts } = compile({ tracking: [document("logistics:A", [["2026-10-04 09:00:00", "3"]])] });
    expect(facts.custody?.boundaries[2]?.state).to.equal("unknown");
  });

  it("speak for the last time that the carrier held the goods", () => {
    const custody = [
      leg("logistics:A", 1, 2),
      leg("merchant", 2, 3),
      leg("logistics:A", 3, 4),
      leg("consumer", 4, 5),
    ];
    const { facts } = compile({ custody, tracking: [document("logistics:A", BROKEN)] });
    expect(facts.custody?.boundaries.map(({ state }) => state)).to.deep.equal([
      "unknown",
      "unknown",
      "unknown",
      "bad",
      "unknown",
    ]);
  });

  it("leave a boundary alone that is proved as well, or a leg that held nothing, and note it", () => {
    const atEnd = compile({ tracking: [document("consumer", BROKEN)] });
    expect(atEnd.facts.custody?.boundaries[3]?.evidence).to.deep.equal(["bad-consumer"]);
    expect(atEnd.notes[0]?.note).to.equal("damage reported by consumer");
    const stranger = compile({ tracking: [document("logistics:Z", BROKEN)] });
    expect(stranger.facts.custody?.boundaries[0]?.state).to.equal("unknown");
    expect(stranger.notes[0]?.note).to.equal("damage reported by logistics:Z");
    expect(compile({ custody: [], tracking: [document("logistics:A", BROKEN)] }).notes).to.have.length(1);
  });

  it("are read for a carrier that is the first to hold the goods", () => {
    const custody = [leg("logistics:A", 2, 4), leg("consumer", 4, 5)];
    const { facts } = compile({ custody, tracking: [document("logistics:A", BROKEN)] });
    expect(facts.custody?.boundaries[1]).to.deep.include({ state: "bad", evidence: ["track"] });
  });

  it("decide a case on the carrier's own word", () => {
    const { facts } = compile({
      custody: WAY.with(2, leg("consumer", 4, 5)),
      tracking: [document("logistics:A", BROKEN)],
    });
    expect(decide(facts, chinaPack).legs).to.deep.equal({ "logistics:A": 10_000 });
  });
});
