import { expect } from "chai";
import fc from "fast-check";
import {
  applyChanges,
  chinaPack,
  counterfactuals,
  decide,
  type Facts,
  type Finding,
  PARTY_KINDS,
  ResponsibilityError,
} from "../../../../server/domain/responsibility/index.ts";
import { kindOf } from "../../../../server/domain/responsibility/parties.ts";
import { arbitraryFacts } from "./arbitrary-facts.ts";

const deep = process.env.REDRESS_DEEP === "1";
const numRuns = deep ? 100_000 : 2_000;
const AT_ONCE = 5_000;
const { EST } = chinaPack.parameters;

function sum(amounts: Readonly<Record<string, number>>): number {
  return Object.values(amounts).reduce((a, b) => a + b, 0);
}

/** Decides, or gives up on facts that a change has made contradictory. */
function decided(facts: Facts): Finding {
  try {
    return decide(facts, chinaPack);
  } catch (error) {
    fc.pre(!(error instanceof ResponsibilityError && error.code === "facts_contradictory"));
    throw error;
  }
}

function check(property: (facts: Facts, pick: number) => void): void {
  for (let left = numRuns; left > 0; left -= AT_ONCE) {
    fc.assert(fc.property(arbitraryFacts, fc.nat(), property), { numRuns: Math.min(left, AT_ONCE) });
    // A long search says that it is alive, or whoever waits for it takes it for stuck.
    if (deep) process.stdout.write(".");
  }
}

function isUnproved(facts: Facts, i: number): boolean {
  const boundary = facts.custody!.boundaries[i]!;
  return boundary.state === "unknown" || boundary.grade < EST;
}

/** Takes away what works on after its author gave the goods away: no later boundary can clear it. */
function withoutLatent(facts: Facts): Facts {
  const { defect: _, durable: __, withheld: ___, ...rest } = facts;
  return {
    ...rest,
    factors: (facts.factors ?? []).map((factor) => ({ ...factor, latent: false })),
    exonerations: (facts.exonerations ?? []).filter((item) => item.kind !== "shippers_fault"),
  };
}

describe("decide, for any facts", function () {
  // Generous: the suite shares its cores with others.
  this.timeout(deep ? 3_600_000 : 120_000);

  it("splits the whole of the loss, in shares and in money, and nothing below zero", () => {
    check((facts) => {
      const finding = decided(facts);
      for (const split of [finding.bps, finding.shares]) expect(sum(split)).to.equal(10_000);
      for (const money of [finding.pay, finding.payShares]) expect(sum(money)).to.equal(facts.loss);
      const all = [finding.bps, finding.shares, finding.pay, finding.payShares, finding.legs];
      for (const amount of all.flatMap(Object.values)) expect(amount).to.be.at.least(0);
    });
  });

  it("denies exactly when the consumer keeps the whole loss, and then nobody answers outwardly", () => {
    check((facts) => {
      const finding = decided(facts);
      expect(finding.denied).to.equal(finding.bps.consumer === 10_000);
      expect(finding.external.length === 0).to.equal(finding.denied);
    });
  });

  it("gives the same split whatever the order in which facts are listed", () => {
    check((facts) => {
      const turned = { ...facts };
      for (const list of ["factors", "exonerations", "evidenceGaps"] as const) {
        if (facts[list]) Object.assign(turned, { [list]: facts[list].toReversed() });
      }
      const [one, other] = [decided(facts), decided(turned)];
      expect(other.shares).to.deep.equal(one.shares);
      expect(other.external).to.deep.equal(one.external);
    });
  });

  it("never lowers a party's share when more is proved against it", () => {
    check((facts, pick) => {
      const factors = facts.factors ?? [];
      fc.pre(factors.length > 0);
      const at = pick % factors.length;
      const factor = factors[at]!;
      const weaker = { ...factor, grade: EST - 1 };
      const stronger = { ...factor, grade: EST };
      const kind = kindOf(factor.party, facts)!;
      const name = kind === "merchant" && facts.seller === "self_operated" ? "platform" : kind;
      const before = decided({ ...facts, factors: factors.with(at, weaker) });
      const after = decided({ ...facts, factors: factors.with(at, stronger) });
      expect(after.bps[name]).to.be.at.least(before.bps[name]);
    });
  });

  it("never lowers a party's share when its fault is found graver", () => {
    check((facts, pick) => {
      const factors = facts.factors ?? [];
      fc.pre(factors.length > 0);
      const at = pick % factors.length;
      const factor = factors[at]!;
      const kind = kindOf(factor.party, facts)!;
      const name = kind === "merchant" && facts.seller === "self_operated" ? "platform" : kind;
      const before = decided({ ...facts, factors: factors.with(at, { ...factor, severity: 1 }) });
      const after = decided({ ...facts, factors: factors.with(at, { ...factor, severity: 4 }) });
      expect(after.bps[name]).to.be.at.least(before.bps[name]);
    });
  });

  it("never raises an earlier holder, latent causes apart, when a boundary is proved good", () => {
    check((any, pick) => {
      const facts = withoutLatent(any);
      const boundaries = facts.custody?.boundaries ?? [];
      fc.pre(boundaries.length > 0);
      // Goods proved good at discovery were never lost: that is no question of holders.
      const at = pick % (boundaries.length - 1);
      fc.pre(isUnproved(facts, at));
      const good = { ...boundaries[at]!, state: "good" as const, grade: EST, scope: "contents" as const };
      const before = decided(facts);
      const after = decided({
        ...facts,
        custody: { ...facts.custody!, boundaries: boundaries.with(at, good) },
      });
      // A loss that stays where it fell, or that risk puts on somebody, is put on nobody for holding the goods.
      fc.pre(after.mode !== "not_established" && after.mode !== "risk");
      const later = new Set(facts.custody!.holders.slice(at));
      for (const holder of facts.custody!.holders.slice(0, at)) {
        if (later.has(holder)) continue;
        expect(after.shares[holder] ?? 0, holder).to.be.at.most(before.shares[holder] ?? 0);
      }
    });
  });

  it("finds again what each counterfactual says", () => {
    check((facts) => {
      let list: ReturnType<typeof counterfactuals>;
      try {
        list = counterfactuals(facts, chinaPack);
      } catch (error) {
        fc.pre(!(error instanceof ResponsibilityError));
        throw error;
      }
      for (const item of list) {
        const again = decide(applyChanges(facts, item.set), chinaPack);
        for (const kind of PARTY_KINDS) expect(again.bps[kind], item.if).to.equal(item.bps[kind]);
      }
      expect(list.map((item) => item.shift)).to.deep.equal(
        list.map((item) => item.shift).toSorted((a, b) => b - a),
      );
    });
  });

  it("never finds fraud of the consumer, whatever its grade", () => {
    check((facts) => {
      const { consumerFraud: _, ...without } = facts;
      const alleged = decided({ ...without, consumerFraud: { grade: 3 } } as Facts);
      expect(alleged.shares).to.deep.equal(decided(without as Facts).shares);
    });
  });
});
