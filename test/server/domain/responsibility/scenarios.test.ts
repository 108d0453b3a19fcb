import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import {
  applyChanges,
  type BpsByKind,
  chinaPack,
  counterfactuals,
  decide,
  type Finding,
  PARTY_KINDS,
  parseFacts,
  type RulePack,
  withParameters,
} from "../../../../server/domain/responsibility/index.ts";

const shared = new URL("../../../../../shared/data/scenarios/", import.meta.url);
const own = new URL("../../../vectors/responsibility/", import.meta.url);

interface Expected {
  bps: BpsByKind;
  external?: string[];
}

interface Flip extends Expected {
  if: string;
  shift: number;
  set: { path: string; value: unknown }[];
}

interface Scenario {
  id: string;
  title: string;
  facts: unknown;
  flips?: Flip[];
  pack: { id: string } & Record<string, number | string>;
  expect: Expected & {
    toleranceBps: number;
    externalMode?: string;
    pay?: Record<string, number>;
    penal?: number;
    penalBy?: string;
    legs?: Record<string, number>;
    denied?: boolean;
    mode?: string;
  };
}

function load(folder: URL): Scenario[] {
  if (!existsSync(folder)) {
    console.log(`no acceptance cases at ${folder.pathname}: skipped`);
    return [];
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
}

function packOf(scenario: Scenario): RulePack {
  const { id, ...parameters } = scenario.pack;
  return withParameters(chinaPack, parameters, id);
}

function expectBps(got: BpsByKind, want: BpsByKind, toleranceBps: number): void {
  for (const kind of PARTY_KINDS) expect(got[kind], kind).to.be.closeTo(want[kind], toleranceBps);
}

function expectRest(finding: Finding, want: Scenario["expect"]): void {
  expect(finding.external).to.have.members(want.external ?? []);
  for (const [kind, amount] of Object.entries(want.pay ?? {})) {
    expect(finding.pay[kind as keyof BpsByKind], `pay ${kind}`).to.equal(amount);
  }
  if (want.legs) expect(finding.legs).to.deep.equal(want.legs);
  for (const field of ["externalMode", "penal", "penalBy", "denied", "mode"] as const) {
    if (want[field] !== undefined) expect(finding[field], field).to.equal(want[field]);
  }
}

describe("decide on the acceptance cases", () => {
  for (const scenario of [...load(shared), ...load(own)]) {
    it(`${scenario.id}: ${scenario.title}`, () => {
      const finding = decide(parseFacts(scenario.facts), packOf(scenario));
      expectBps(finding.bps, scenario.expect.bps, scenario.expect.toleranceBps);
      expectRest(finding, scenario.expect);
    });

    for (const flip of scenario.flips ?? []) {
      it(`${scenario.id} names what would change it: ${flip.if}`, () => {
        const facts = parseFacts(scenario.facts);
        const found = counterfactuals(facts, packOf(scenario)).find((item) => item.if === flip.if);
        expect(found?.set).to.deep.equal(flip.set);
        expectBps(found!.bps, flip.bps, scenario.expect.toleranceBps);
        expect(found?.shift).to.be.closeTo(flip.shift, scenario.expect.toleranceBps);
        expect(found?.external).to.have.members(flip.external ?? []);
      });
    }

    it(`${scenario.id}: every counterfactual comes out again from the changed file`, () => {
      const pack = packOf(scenario);
      for (const item of counterfactuals(parseFacts(scenario.facts), pack)) {
        const again = decide(parseFacts(applyChanges(scenario.facts, item.set)), pack);
        expect(again.bps, item.if).to.deep.equal(item.bps);
        expect(again.external, item.if).to.deep.equal(item.external);
      }
    });
  }
});
