import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { caseStatus } from "../../../../server/schema/case.ts";
import { claimKind, demand } from "../../../../server/schema/claim.ts";
import { entryState, partyKind } from "../../../../server/schema/common.ts";
import { handInMeta } from "../../../../server/schema/evidence.ts";

const web = fileURLToPath(new URL("../../../../web", import.meta.url));
type Catalogue = Record<string, string>;
const read = (name: string): Catalogue =>
  JSON.parse(readFileSync(join(web, "lib/i18n", `${name}.json`), "utf8"));
const zh = read("zh-CN");
const en = read("en");

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

/** Every key written out in a call of `t`, also as one arm of a condition. */
function keysUsed(): Set<string> {
  const keys = new Set<string>();
  for (const source of sources(web))
    for (const [, call = ""] of source.matchAll(/\bt\(\s*([^()]*?)[,)]/g))
      for (const [, key = ""] of call.matchAll(/"([a-zA-Z][\w-]*(?:\.[\w-]+)+)"/g)) keys.add(key);
  return keys;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe("catalogues", () => {
  it("have the same keys in both languages", () => {
    expect(Object.keys(zh)).to.deep.equal(Object.keys(en));
  });

  it("have a text for every key", () => {
    const empty = Object.entries({ ...zh, ...en }).filter(
      ([key, text]) => text === "" && key !== "list.separator",
    );
    expect(empty).to.deep.equal([]);
  });

  it("fill the same places in both languages", () => {
    const differing = Object.keys(zh).filter(
      (key) => placeholders(zh[key] ?? "").join() !== placeholders(en[key] ?? "").join(),
    );
    expect(differing).to.deep.equal([]);
  });

  it("have every key a page uses", () => {
    const used = keysUsed();
    expect(used.size).to.be.greaterThan(150);
    expect([...used].filter((key) => !(key in zh))).to.deep.equal([]);
  });

  const enumerations: readonly (readonly [string, readonly string[]])[] = [
    ["status", caseStatus.options],
    ["claimKind", claimKind.options],
    ["demand", demand.options],
    ["state", entryState.options],
    ["kind", partyKind.options],
    ["evidenceType", handInMeta.shape.type.options],
    ["method", handInMeta.shape.method.options],
    ["mode", ["fault", "burden", "risk", "not_established"]],
    [
      "silence",
      [
        "dispute_opens",
        "decided_on_record",
        "taken_against_holder",
        "proposal_final",
        "panel_replaced",
        "ruling_final",
        "person_within_24h",
      ],
    ],
    [
      "turn",
      [
        "answer_claim",
        "pay_refund",
        "answer",
        "hand_in_or_waive",
        "accept_or_object",
        "rule",
        "appeal_or_waive",
        "triage",
      ],
    ],
  ];
  for (const [prefix, values] of enumerations)
    it(`have a word for every ${prefix} of the wire`, () => {
      expect(values.filter((value) => !(`${prefix}.${value}` in zh))).to.deep.equal([]);
    });
});
