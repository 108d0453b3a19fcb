import { expect } from "chai";
import fc from "fast-check";
import { book, brokenRules, positionOf } from "../../../../server/domain/money/books.ts";
import * as rows from "../../../../server/domain/money/journal-lines.ts";
import { assertBookable, inverse, type Line, smaller } from "../../../../server/domain/money/line.ts";
import { amount, award, PARTIES, PAYEE, party } from "./arbitraries.ts";

const sumOf = (lines: readonly Line[], account: string) =>
  lines.reduce(
    (sum, line) => (line.account === account ? sum + line.debitMinor - line.creditMinor : sum),
    0n,
  );

/** Every row of the table of events that move money, with any amounts. */
const anyRow: fc.Arbitrary<Line[]> = fc.oneof(
  amount.map(rows.fundIn),
  amount.map(rows.fundOut),
  fc.tuple(party, amount).map(([p, a]) => rows.bondIn(p, a)),
  fc.tuple(party, amount).map(([p, a]) => rows.bondOut(p, a)),
  amount.map((a) => rows.advanceGranted(PAYEE, a)),
  amount.map((a) => rows.payablePaid(PAYEE, a)),
  award.map(rows.finalAward).filter((lines) => lines.length > 0),
  amount.map((a) => rows.consumerOwes("consumer-1", a)),
  fc.tuple(party, amount).map(([p, a]) => rows.collectedFromBond(p, a)),
  fc.tuple(party, amount).map(([p, a]) => rows.receivablePaid(p, a)),
  fc.tuple(party, amount).map(([p, a]) => rows.becomesDebt(p, a)),
  fc.tuple(party, amount).map(([p, a]) => rows.debtPaid(p, a)),
  fc.tuple(party, amount).map(([p, a]) => rows.debtWrittenOff(p, a)),
  amount.map(rows.suspenseWrittenOff),
  fc.tuple(party, amount).map(([p, a]) => rows.penaltyFound(p, PAYEE, a)),
  amount.map((a) => rows.penaltyPaid(PAYEE, a)),
  amount.map(rows.arbitrationFee),
  fc.tuple(party, amount).map(([p, a]) => rows.bondRestitutionOwed(p, a)),
  fc.tuple(party, amount).map(([p, a]) => rows.restituted(p, a)),
);

describe("journals of the money table", () => {
  it("are all bookable: known accounts, one side a line, debits equal to credits", () => {
    fc.assert(fc.property(anyRow, (lines) => assertBookable(lines)));
  });

  it("keep position and custody whatever is booked in whatever order", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 30 }), (journals) => {
        const balances = journals.reduce(book, new Map<string, bigint>());
        expect(brokenRules(balances)).to.deep.equal([]);
      }),
    );
  });

  it("are restored exactly by their inverse", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 10 }), anyRow, (before, undone) => {
        const balances = before.reduce(book, new Map<string, bigint>());
        expect(book(book(balances, undone), inverse(undone))).to.deep.equal(balances);
      }),
    );
  });

  it("lose no unit of an award: what is laid on all is what payee and suspense get", () => {
    fc.assert(
      fc.property(award, (given) => {
        const lines = rows.finalAward(given);
        const covered = smaller(given.advancedMinor, given.awardMinor);
        expect(-sumOf(lines, `PAYABLE:${PAYEE}`)).to.equal(given.awardMinor - covered);
        expect(-sumOf(lines, "SUSPENSE")).to.equal(given.advancedMinor);
        const beyond = given.advancedMinor - covered;
        expect(sumOf(lines, "PLATFORM_LOSS")).to.equal(given.borneMinor + beyond);
        for (const partyId of PARTIES) {
          const due = given.payables.filter((payable) => payable.partyId === partyId);
          const owed = due.reduce((sum, payable) => sum + payable.amountMinor, 0n);
          expect(sumOf(lines, `RECV:${partyId}`)).to.equal(owed);
        }
      }),
    );
  });

  it("keep what was paid equal to recovered, outstanding and written off through a whole case", () => {
    fc.assert(
      fc.property(award, fc.infiniteStream(fc.integer({ min: 0, max: 100 })), (given, percents) => {
        const percent = () => BigInt(percents.next().value as number);
        let recovered = 0n;
        const journals = [rows.advanceGranted(PAYEE, given.advancedMinor), rows.finalAward(given)];
        for (const { partyId, amountMinor } of given.payables) {
          const collected = (amountMinor * percent()) / 100n;
          const debt = amountMinor - collected;
          const repaid = (debt * percent()) / 100n;
          recovered += collected + repaid;
          journals.push(rows.collectedFromBond(partyId, collected), rows.becomesDebt(partyId, debt));
          journals.push(rows.debtPaid(partyId, repaid), rows.debtWrittenOff(partyId, (debt - repaid) / 2n));
        }
        const balances = journals.reduce(book, new Map<string, bigint>());
        const { outstandingMinor, writtenOffMinor } = positionOf(balances);
        const paid = -(balances.get(`PAYABLE:${PAYEE}`) ?? 0n);
        expect(paid).to.equal(recovered + outstandingMinor + writtenOffMinor);
      }),
    );
  });
});

describe("finalAward", () => {
  const given = {
    payee: PAYEE,
    awardMinor: 1000n,
    advancedMinor: 600n,
    borneMinor: 100n,
    payables: [
      { partyId: "merchant-1", amountMinor: 700n },
      { partyId: "carrier-1", amountMinor: 200n },
    ],
  };
  const code = (award: rows.FinalAward) => {
    try {
      rows.finalAward(award);
      return undefined;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it("clears suspense first and owes the payee the rest", () => {
    const lines = rows.finalAward(given);
    expect(sumOf(lines, "SUSPENSE")).to.equal(-600n);
    expect(sumOf(lines, `PAYABLE:${PAYEE}`)).to.equal(-400n);
    expect(sumOf(lines, "RECV:merchant-1")).to.equal(700n);
    expect(sumOf(lines, "PLATFORM_LOSS")).to.equal(100n);
  });

  it("leaves a denied advance with the platform", () => {
    const denied = { ...given, awardMinor: 0n, borneMinor: 0n, payables: [] };
    expect(rows.finalAward(denied)).to.deep.equal([
      { account: "PLATFORM_LOSS", debitMinor: 600n, creditMinor: 0n },
      { account: "SUSPENSE", debitMinor: 0n, creditMinor: 600n },
    ]);
  });

  it("refuses shares that do not sum to the award", () => {
    expect(code({ ...given, awardMinor: 999n })).to.equal("money.payables_not_award");
  });

  it("refuses a payee that owes its own award", () => {
    const own = [...given.payables, { partyId: PAYEE, amountMinor: 0n }];
    expect(code({ ...given, payables: own })).to.equal("money.consumer_cannot_owe_award");
  });
});
