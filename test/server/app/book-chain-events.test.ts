import { expect } from "chai";
import { rpc } from "../../../scripts/dev/anvil.ts";
import { chainPartyId } from "../../../server/app/chain-ids.ts";
import type { ChainEvent } from "../../../server/app/ports.ts";
import { readFund } from "../../../server/app/read-fund.ts";
import { brokenRules } from "../../../server/domain/money/books.ts";
import { fundView, reconciliation } from "../../../server/schema/money.ts";
import {
  CARRIER,
  type FundFixture,
  fundFixture,
  MERCHANT,
  PAYEE,
  PLATFORM,
  type Step,
} from "./fund-fixture.ts";

let cases = 0;
const newCase = (): string => {
  cases += 1;
  return `0x${cases.toString(16).padStart(64, "0")}`;
};
const open = (caseId: string, cap = 10_000n): Step => [
  "CompensationFund",
  "openAccount",
  [caseId, PAYEE, cap],
];
const advance = (caseId: string, amount: bigint, cover: [string, bigint][]): Step => [
  "CompensationFund",
  "advance",
  [[caseId, PAYEE, amount, cover.map(([partyId]) => chainPartyId(partyId)), cover.map(([, part]) => part)]],
];
const recover = (caseId: string, round: number, payables: [string, bigint][]): Step => [
  "CompensationFund",
  "recover",
  [
    caseId,
    round,
    payables.reduce((sum, [, part]) => sum + part, 0n),
    payables.map(([partyId]) => chainPartyId(partyId)),
    payables.map(([, part]) => part),
  ],
];
const fund = (method: string, ...args: unknown[]): Step => ["CompensationFund", method, args];

describe("booking the fund's events", function () {
  this.timeout(120_000);
  let f: FundFixture;

  before(async () => {
    f = await fundFixture();
    await f.run(
      fund("deposit", 1_000_000n),
      ["GuaranteeBonds", "depositFor", [chainPartyId(MERCHANT), 50_000n]],
      ["GuaranteeBonds", "depositFor", [chainPartyId(CARRIER), 500n]],
    );
  });
  after(() => f.close());
  afterEach(async () => {
    const { differences, rows } = await f.reconcile();
    expect(differences, JSON.stringify(rows)).to.equal(0);
    expect(brokenRules(await f.ledger.balances())).to.deep.equal([]);
  });

  const kinds = async (caseId: string) =>
    (await f.ledger.journals({ caseId: caseId.slice(2) })).map((journal) => journal.kind).reverse();
  /** What a case alone did to each account. */
  const effect = async (caseId: string) => {
    const sums = new Map<string, bigint>();
    for (const { lines } of await f.ledger.journals({ caseId: caseId.slice(2), limit: 1000 })) {
      for (const { account, debitMinor, creditMinor } of lines) {
        sums.set(account, (sums.get(account) ?? 0n) + debitMinor - creditMinor);
      }
    }
    return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n));
  };

  it("shows fund and comparison in the shape they have on the wire", async () => {
    const shown = fundView.parse(await readFund({ ledger: f.ledger }));
    expect(shown).to.include({ balanceMinor: "1000000", outstandingMinor: "0", advancedMinor: "0" });
    const compared = reconciliation.parse(await f.reconcile());
    expect(compared.rows.filter((row) => row.what === "bond")).to.have.length(2);
  });

  it("books capital and bonds paid in", async () => {
    const balances = await f.ledger.balances();
    expect(balances.get("FUND")).to.equal(1_000_000n);
    expect(balances.get("BOND:merchant-1")).to.equal(-50_000n);
  });

  it("books an advance, its payment, the award and what bonds gave for it", async () => {
    const caseId = newCase();
    await f.run(open(caseId), advance(caseId, 1000n, [[MERCHANT, 1000n]]), fund("payOut", PAYEE));
    await f.run(
      recover(caseId, 1, [
        [MERCHANT, 700n],
        [CARRIER, 300n],
      ]),
    );
    expect(await kinds(caseId)).to.deep.equal([
      "advance.granted",
      "award.final",
      "recourse.collected",
      "recourse.collected",
    ]);
    expect(await effect(caseId)).to.deep.equal({
      [`PAYABLE:${PAYEE}`]: -1000n,
      "BOND:merchant-1": 700n,
      "BOND:carrier-1": 300n,
      BOND_CUSTODY: -1000n,
      FUND: 1000n,
    });
  });

  it("leaves a denied advance with the platform", async () => {
    const caseId = newCase();
    await f.run(open(caseId), advance(caseId, 400n, [[MERCHANT, 400n]]), recover(caseId, 1, []));
    expect(await effect(caseId)).to.deep.equal({ [`PAYABLE:${PAYEE}`]: -400n, PLATFORM_LOSS: 400n });
  });

  it("books what a bond cannot pay as a debt, then its payment and what is given up", async () => {
    const caseId = newCase();
    await f.run(
      open(caseId),
      advance(caseId, 900n, [[MERCHANT, 900n]]),
      recover(caseId, 1, [[CARRIER, 900n]]),
    );
    const owed = (await effect(caseId))["DEBT:carrier-1"];
    expect(owed).to.equal(700n);
    const carrier = chainPartyId(CARRIER);
    await f.run(fund("repay", caseId, carrier, 600n), fund("writeOff", caseId, carrier, 100n));
    expect(await effect(caseId)).to.deep.include({ PLATFORM_LOSS: 100n });
    expect((await effect(caseId))["DEBT:carrier-1"]).to.equal(undefined);
  });

  it("books the platform's share as its loss and an award beyond the advance as owed", async () => {
    const caseId = newCase();
    await f.run(open(caseId), advance(caseId, 100n, [[MERCHANT, 100n]]));
    await f.run(
      recover(caseId, 1, [
        [PLATFORM, 250n],
        [MERCHANT, 350n],
      ]),
    );
    expect(await effect(caseId)).to.deep.equal({
      [`PAYABLE:${PAYEE}`]: -600n,
      PLATFORM_LOSS: 250n,
      "BOND:merchant-1": 350n,
      BOND_CUSTODY: -350n,
      FUND: 350n,
    });
  });

  it("undoes a round exactly when the case is reopened, and books the next one", async () => {
    const caseId = newCase();
    await f.run(
      open(caseId),
      advance(caseId, 500n, [[MERCHANT, 500n]]),
      recover(caseId, 1, [[MERCHANT, 800n]]),
    );
    await f.run(fund("reverse", caseId));
    expect(await effect(caseId)).to.deep.equal({ SUSPENSE: 800n, [`PAYABLE:${PAYEE}`]: -800n });
    await f.run(recover(caseId, 2, [[PLATFORM, 800n]]));
    expect(await effect(caseId)).to.deep.equal({ PLATFORM_LOSS: 800n, [`PAYABLE:${PAYEE}`]: -800n });
  });

  it("owes a party what the fund cannot give back at once", async () => {
    const caseId = newCase();
    await f.run(open(caseId), advance(caseId, 2000n, [[MERCHANT, 2000n]]), fund("payOut", PAYEE));
    await f.run(recover(caseId, 1, [[MERCHANT, 2000n]]));
    const free = (await f.chain.reader.read("CompensationFund", "freeCapital", [])) as bigint;
    await f.run(fund("withdrawCapital", PAYEE, free - 300n), fund("reverse", caseId));
    expect((await effect(caseId))["PAYABLE:merchant-1"]).to.equal(-1700n);
    expect((await f.reconcile()).differences).to.equal(0);
    await f.run(fund("deposit", 900_000n), fund("payRestitution", caseId, chainPartyId(MERCHANT)));
    expect(await effect(caseId)).to.deep.equal({ SUSPENSE: 2000n, [`PAYABLE:${PAYEE}`]: -2000n });
  });

  it("owes what capital cannot pay of the platform's share, until the platform pays", async () => {
    const caseId = newCase();
    const free = (await f.chain.reader.read("CompensationFund", "freeCapital", [])) as bigint;
    await f.run(
      open(caseId),
      fund("withdrawCapital", PAYEE, free - 40n),
      recover(caseId, 1, [[PLATFORM, 100n]]),
    );
    expect(await effect(caseId)).to.deep.equal({
      [`PAYABLE:${PAYEE}`]: -100n,
      PLATFORM_LOSS: 40n,
      "DEBT:platform": 60n,
    });
    expect((await f.reconcile()).differences).to.equal(0);
    await f.run(fund("deposit", free), fund("repay", caseId, chainPartyId(PLATFORM), 60n));
    expect(await effect(caseId)).to.deep.include({ PLATFORM_LOSS: 40n, FUND: 60n });
  });

  it("books a party nobody here knows by its id on chain", async () => {
    const stranger = `0x${"5e".repeat(32)}`;
    await f.run(
      ["PartyRegistry", "registerParty", [stranger, 2, f.chain.senderAddress, `0x${"a9".repeat(32)}`]],
      ["GuaranteeBonds", "depositFor", [stranger, 77n]],
    );
    expect((await f.ledger.balances()).get(`BOND:${"5e".repeat(32)}`)).to.equal(-77n);
  });

  it("undoes and books again what a reorganisation moved, reversals included", async () => {
    const caseId = newCase();
    await f.run(open(caseId), advance(caseId, 500n, [[MERCHANT, 500n]]));
    const before = await f.ledger.balances();
    const point = await rpc<string>(f.node.rpcUrl, "evm_snapshot", []);
    await f.run(
      recover(caseId, 1, [
        [MERCHANT, 400n],
        [PLATFORM, 100n],
      ]),
      fund("reverse", caseId),
    );
    const after = await f.ledger.balances();
    await rpc(f.node.rpcUrl, "evm_revert", [point]);
    const pass = await f.chain.follower([f.booking]).pass();
    expect(pass.undoneBlocks).to.be.greaterThan(0);
    expect(await f.ledger.balances()).to.deep.equal(before);
    expect((await f.reconcile()).differences).to.equal(0);
    await f.run(["SettlementToken", "mint", [PAYEE, 1n]]);
    expect(await f.ledger.balances()).to.deep.equal(after);
  });

  it("books what a log's bond lost to the fund once it is collected for the fund", async () => {
    const address = f.chain.reader.address("CompensationFund");
    await f.run(["SettlementToken", "transfer", [address, 800n]]);
    const event: ChainEvent = {
      contract: "EvidenceLog",
      name: "TokensCollected",
      args: { account: address, amountMinor: 800n },
      blockNumber: 1,
      blockHash: `0x${"b1".repeat(32)}`,
      blockTime: new Date(0),
      transaction: `0x${"7a".repeat(32)}`,
      logIndex: 0,
    };
    await f.log.work.run((tx) => f.booking.apply(tx, event));
    const [newest] = await f.ledger.journals({ limit: 1 });
    expect(newest).to.deep.include({ kind: "fund.in", caseId: null });
  });

  it("shows a difference when money reaches the fund past its books", async () => {
    const address = f.chain.reader.address("CompensationFund");
    const point = await rpc<string>(f.node.rpcUrl, "evm_snapshot", []);
    await f.run(["SettlementToken", "transfer", [address, 5n]]);
    const { differences, rows } = await f.reconcile();
    expect(differences).to.equal(1);
    const row = rows.find(({ what }) => what === "fund");
    expect(BigInt(row!.chainMinor) - BigInt(row!.ledgerMinor)).to.equal(5n);
    await rpc(f.node.rpcUrl, "evm_revert", [point]);
    await rpc(f.node.rpcUrl, "evm_mine", []);
    await f.chain.follower([f.booking]).pass();
  });
});
