import { expect } from "chai";
import {
  bundleDecision,
  chinaPack,
  choosePack,
  decide,
  eligibility,
  gradeEvidence,
  loadPack,
  parseFacts,
  replay,
  withParameters,
} from "../../../../server/domain/responsibility/index.ts";

const { data } = chinaPack;

describe("loadPack", () => {
  it("hashes content, not the order of keys", () => {
    const turned = Object.fromEntries(Object.entries(data).toReversed());
    expect(loadPack(turned).hash).to.equal(chinaPack.hash);
    expect(withParameters(chinaPack, { GAP: 1_000 }).hash).not.to.equal(chinaPack.hash);
  });

  it("refuses a rule that nobody implements, naming it", () => {
    const rules = [{ ...data.rules[0]!, does: ["read_minds"] }];
    expect(() => loadPack({ ...data, rules, noReasonExceptions: [] })).to.throw("read_minds");
  });

  it("refuses a rule that does nothing and gives no reason, and a repeated id", () => {
    const { does: _, ...idle } = data.rules[0]!;
    expect(() => loadPack({ ...data, rules: [...data.rules.slice(1), idle] })).to.throw("gives no reason");
    expect(() => loadPack({ ...data, rules: [...data.rules, data.rules[0]] })).to.throw("repeated id");
  });

  it("refuses an executed rule without the number it takes, at its limits", () => {
    const at = data.rules.findIndex((rule) => rule.id === "CN-3B-2rep");
    const rules = data.rules.with(at, { ...data.rules[at]!, limits: { repairs: "two" } });
    expect(() => loadPack({ ...data, rules })).to.throw(
      `/rules/${at}/limits "repair_count" needs a number: repairs`,
    );
  });

  it("takes the first of two names under which a rule states a number", () => {
    const at = data.rules.findIndex((rule) => rule.id === "CN-CRPL-25-1");
    const rules = data.rules.with(at, { ...data.rules[at]!, limits: { days: 5, days_from_receipt: 9 } });
    const pack = loadPack({ ...data, rules });
    const order = { orderedOn: "2026-11-01", shipped: true, receivedOn: "2026-11-02" };
    expect(eligibility(order, { exceptions: [] }, "2026-11-03", pack)[0]?.lastDay).to.equal("2026-11-11");
  });

  it("takes a number under another name that it may have", () => {
    const rules = data.rules.filter((rule) => rule.id !== "CN-CRPL-25-1");
    expect(() => loadPack({ ...data, rules })).to.not.throw();
  });

  it("refuses references to rules that are not in the pack, each with its path", () => {
    const rules = data.rules.filter((rule) => rule.id !== "CN-7D-7");
    expect(() => loadPack({ ...data, rules })).to.throw("/noReasonExceptions/4/rule");
  });

  it("takes another id with other parameters, or keeps its own", () => {
    expect(withParameters(chinaPack, { GAP: 1 }, "mine").data.id).to.equal("mine");
    expect(withParameters(chinaPack, { GAP: 1 }).data.id).to.equal(data.id);
  });

  it("refuses parameters out of range and fields it does not know", () => {
    expect(() => withParameters(chinaPack, { HOURS_PER_UNIT: 0 })).to.throw("/parameters/HOURS_PER_UNIT");
    expect(() => withParameters(chinaPack, { EST: 1.5 })).to.throw("/parameters/EST");
    expect(() => loadPack({ ...data, surprise: 1 })).to.throw("pack_invalid");
  });

  it("carries how sure it is of each rule into what it cites", () => {
    const facts = parseFacts({ claim: "no_reason", loss: 1, seller: "third_party" });
    const [reason] = decide(facts, chinaPack).reasons;
    expect(reason?.rules[0]).to.deep.include({ id: "CN-CRPL-25-1", confidence: "V" });
  });
});

describe("choosePack", () => {
  const old = loadPack({ ...data, id: "old", effectiveFrom: "2025-01-01", effectiveUntil: "2026-02-01" });

  it("chooses by the date of the order, the first day included and the last one not", () => {
    expect(choosePack([old, chinaPack], "CN", "2026-01-31").data.id).to.equal("old");
    expect(choosePack([old, chinaPack], "CN", "2026-02-01").data.id).to.equal(data.id);
  });

  it("refuses a date that no pack covers, that two cover, or that is none", () => {
    expect(() => choosePack([old, chinaPack], "CN", "2024-12-31")).to.throw("0 packs of CN");
    expect(() => choosePack([chinaPack, chinaPack], "CN", "2026-03-01")).to.throw("2 packs of CN");
    expect(() => choosePack([chinaPack], "CN", "01/03/2026")).to.throw("YYYY-MM-DD");
  });
});

describe("gradeEvidence", () => {
  const capture = {
    intact: true,
    interest: "favoured",
    signed: false,
    instrument: false,
    capturedAt: "2026-11-01T10:00:00Z",
    anchoredAt: "2026-11-01T11:00:00Z",
    corroboratedBy: [],
    documented: true,
  } as const;
  const gradeOf = (change: object) => gradeEvidence({ ...capture, ...change }, chinaPack).grade;

  it("follows the table of the pack", () => {
    expect(gradeOf({ documented: false })).to.equal(0);
    expect(gradeOf({})).to.equal(1);
    expect(gradeOf({ corroboratedBy: ["other"] })).to.equal(2);
    expect(gradeOf({ instrument: true })).to.equal(2);
    expect(gradeOf({ instrument: true, signed: true })).to.equal(3);
    expect(gradeOf({ interest: "none", signed: true })).to.equal(3);
    expect(gradeOf({ interest: "against", signed: true })).to.equal(3);
    expect(gradeOf({ interest: "against", signed: true, intact: false })).to.equal(0);
  });

  it("is refused where no row of the table holds", () => {
    const table = [{ ...data.grading.table[0]!, when: { intact: false } }];
    const pack = loadPack({ ...data, grading: { ...data.grading, table } });
    expect(() => gradeEvidence(capture, pack)).to.throw("/grading/table no row holds");
  });

  it("takes an anchor within a day for contemporaneous, and none from before the record", () => {
    const anchored = (anchoredAt: string | null) => gradeOf({ instrument: true, anchoredAt });
    expect(anchored("2026-11-02T10:00:00Z")).to.equal(2);
    expect(anchored("2026-11-02T10:00:01Z")).to.equal(1);
    expect(anchored("2026-11-01T09:59:59Z")).to.equal(1);
    expect(anchored(null)).to.equal(1);
  });
});

describe("replay", () => {
  const facts = { claim: "quality_defect", loss: 5, seller: "third_party" };
  const bundle = bundleDecision(facts, chinaPack, decide(parseFacts(facts), chinaPack));
  const wire = () => JSON.parse(JSON.stringify(bundle));

  it("comes out the same from the bundle alone", () => {
    expect(replay(wire()).same).to.equal(true);
  });

  it("names the step at which it comes out otherwise", () => {
    const step = (change: (raw: ReturnType<typeof wire>) => void) => {
      const raw = wire();
      change(raw);
      const outcome = replay(raw);
      return outcome.same ? "same" : outcome.step;
    };
    expect(step((raw) => (raw.pack.parameters.GAP = 1))).to.equal("pack_hash");
    expect(step((raw) => (raw.finding.engine.version = "0.0.1"))).to.equal("engine_version");
    expect(step((raw) => (raw.facts.loss = 6))).to.equal("finding");
  });

  it("refuses what is no bundle", () => {
    expect(() => replay({ schema: "other" })).to.throw("facts_invalid");
  });
});
