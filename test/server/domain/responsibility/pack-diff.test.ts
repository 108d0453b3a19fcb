import { expect } from "chai";
import {
  chinaPack,
  diffPacks,
  europePack,
  loadPack,
  withParameters,
} from "../../../../server/domain/responsibility/index.ts";

const { data } = chinaPack;

/** The Chinese pack with one rule of it changed. */
function changed(id: string, fields: Record<string, unknown>) {
  return loadPack({
    ...data,
    rules: data.rules.map((rule) => (rule.id === id ? { ...rule, ...fields } : rule)),
  });
}

function told(after: Parameters<typeof diffPacks>[1], language: "zh-CN" | "en" = "en"): string[] {
  return diffPacks(chinaPack, after).map((one) => one.say[language]);
}

describe("diffPacks", () => {
  it("finds nothing between equal packs, whatever the order of their rules", () => {
    expect(told(loadPack({ ...data, rules: data.rules.toReversed() }))).to.deep.equal([]);
  });

  it("tells a parameter with both values, in both languages", () => {
    const after = withParameters(chinaPack, { GAP: 1_000 });
    expect(told(after)).to.deep.equal(["basis points that one missing record moves: 2000 → 1000"]);
    expect(told(after, "zh-CN")).to.deep.equal(["每项记录缺失转移的责任（万分之）：2000 → 1000"]);
  });

  it("tells a limit of a rule by its name and article", () => {
    const [line] = told(changed("CN-CRPL-55-1", { limits: { multiple_of_price: 4, min_cny: 500 } }));
    expect(line).to.equal("消费者权益保护法(2013) 55(1) (CN-CRPL-55-1) limit: multiple_of_price 3 → 4");
  });

  it("tells a rule that is added or removed", () => {
    const less = loadPack({ ...data, rules: data.rules.filter((rule) => rule.id !== "CN-CRPL-54") });
    expect(told(less)).to.deep.equal(["removed: 消费者权益保护法(2013) 54 (CN-CRPL-54)"]);
    expect(diffPacks(less, chinaPack)[0]?.say.en).to.match(/^added: .*CN-CRPL-54/);
  });

  it("tells whether a rule is executed, and how sure the pack is of it", () => {
    const [line] = told(changed("CN-CRPL-54", { does: [], reason: "no longer executed, for this test" }));
    expect(line).to.include("is no longer executed");
    const [back] = diffPacks(changed("CN-CRPL-54", { does: undefined, reason: "r" }), chinaPack);
    expect(back?.say.en).to.include("is executed now: return_substandard");
    expect(told(changed("CN-CRPL-54", { does: ["return_freight"] }))[0]).to.include(
      "grounds something else: return_substandard → return_freight",
    );
    expect(told(changed("CN-CRPL-54", { confidence: "K" }))[0]).to.include(
      "certainty: read in the statute → not verified",
    );
  });

  it("tells changed words of a rule and of the pack", () => {
    expect(told(changed("CN-CRPL-54", { effect: "other" }))[0]).to.include('→ "other"');
    expect(told(loadPack({ ...data, effectiveUntil: "2027-01-01" }))).to.deep.equal([
      'first day no longer in force: — → "2027-01-01"',
    ]);
  });

  it("tells a changed first day, and rules in the order of their ids", () => {
    expect(told(loadPack({ ...data, effectiveFrom: "2026-03-01" }))).to.deep.equal([
      'first day in force: "2026-02-01" → "2026-03-01"',
    ]);
    const ids = diffPacks(chinaPack, europePack).flatMap((one) => (one.kind === "rule" ? [one.id] : []));
    expect(ids).to.deep.equal(ids.toSorted());
  });

  it("tells a changed caveat, and another wording of a rule in Chinese", () => {
    const caveat = { zh: "新", en: "new" };
    expect(told(loadPack({ ...data, caveat }))[0]).to.match(/^caveat: .* → \{"en":"new","zh":"新"\}$/);
    const zh = { condition: "甲", effect: "乙" };
    expect(told(changed("CN-CRPL-54", { zh }))).to.have.length(1);
    expect(told(changed("CN-CRPL-54", { zh }))[0]).to.include("wording in Chinese");
  });

  it("tells an exception that is added", () => {
    const less = loadPack({ ...data, noReasonExceptions: data.noReasonExceptions.slice(1) });
    const [line] = diffPacks(less, chinaPack);
    expect(line?.say.en).to.equal(
      "goods excluded from return without reason added: goods made to the buyer's order",
    );
    expect(line?.say["zh-CN"]).to.match(/^不适用无理由退货的商品新增：/);
  });

  it("tells changed tables", () => {
    const after = loadPack({
      ...data,
      noReasonExceptions: data.noReasonExceptions.slice(1),
      warranties: data.warranties.map((one, i) => (i === 0 ? { ...one, months: 24 } : one)),
      calendar: { ...data.calendar, daysOff: [] },
      grading: { ...data.grading, contemporaneousHours: 1 },
    });
    expect(diffPacks(chinaPack, after).map((one) => one.kind)).to.deep.equal([
      "exception",
      "warranty",
      "calendar",
      "grading",
    ]);
    expect(told(after)[0]).to.equal(
      "goods excluded from return without reason removed: goods made to the buyer's order",
    );
    expect(told(after)[1]).to.include("warranty class changed");
    expect(told(after)[3]).to.equal("the table that grades evidence differs");
    expect(told(after, "zh-CN")[2]).to.equal("节假日表有变化");
  });

  it("tells every rule of two packs that share none", () => {
    const rules = diffPacks(chinaPack, europePack).filter((one) => one.kind === "rule");
    expect(rules).to.have.length(data.rules.length + europePack.data.rules.length);
  });
});
