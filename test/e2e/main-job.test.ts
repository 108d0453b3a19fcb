import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { expect } from "chai";
import { Contract, JsonRpcProvider, NonceManager, Wallet } from "ethers";
import { rpc } from "../../scripts/dev/anvil.ts";
import { type Client, openClient, signIn, withKey } from "../../server/cli/demo/client.ts";
import { parseReceipt, type ReceiptAnchor } from "../../server/domain/log/receipt.ts";
import type { CaseView } from "../../server/schema/case.ts";
import { type ItemView, itemView } from "../../server/schema/item.ts";
import type { Reconciliation } from "../../server/schema/money.ts";
import { IEvidenceLog__factory } from "../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import { type SetUp, sharedSetUp } from "../support/set-up.ts";
import { tempDir } from "../support/temp-dir.ts";

const run = promisify(execFile);
const REDRESS = join(import.meta.dirname, "../../server/cli/redress.mjs");

interface Sample {
  readonly gtin: string;
  readonly serial: string;
  readonly caseId: string;
  readonly caseToken: string;
}

describe("the main job, from a bare folder to recourse", function () {
  this.timeout(300_000);
  let setUp: SetUp;
  let operator: Client;
  let sample: Sample;
  let view: CaseView;
  let item: ItemView;

  before(async () => {
    setUp = await sharedSetUp();
    operator = await signIn(setUp.url, "mall");
    sample = await operator.get<Sample>("/dev/sample");
    view = await withKey(setUp.url, sample.caseToken).get<CaseView>(`/v1/cases/${sample.caseId}`);
    item = itemView.parse(await openClient(setUp.url).get(`/v1/items/${sample.gtin}/${sample.serial}`));
  });

  it("prints a link for each user", () => {
    for (const role of ["consumer", "merchant", "logistics", "arbitrator", "auditor", "operator"]) {
      expect(setUp.output()).to.match(new RegExp(`^\\s+${role}\\s+http`, "m"));
    }
  });

  it("keeps every product event in the log, anchored", () => {
    expect(item.records).to.have.length(9);
    for (const record of item.records) expect(record.state).to.be.oneOf(["anchored", "finalised"]);
  });

  it("finds the second carrier's leg answerable, with articles", () => {
    expect(view.finding?.bps).to.deep.equal({ platform: 0, merchant: 0, logistics: 10_000, consumer: 0 });
    expect(view.finding?.shares.map(({ party }) => party)).to.deep.equal(["nanchuan-freight"]);
    expect(view.finding?.reasons).to.not.be.empty;
  });

  it("paid the consumer before blame was settled, with stated reasons, the merchant's bond reserved", () => {
    const at = (key: string) => Date.parse(view.timeline.find((line) => line.key === key)?.at ?? "");
    expect(view.money.advance).to.include({ state: "paid", amountMinor: "129900" });
    expect(view.money.advance?.reasons).to.have.length(3);
    expect(at("advance.paid")).to.be.within(at("case.filed") - 1000, at("case.contested"));
  });

  it("was decided by a signed ruling and collected from the bond of who was found liable", () => {
    expect(view.status).to.equal("CLOSED");
    expect(view.ruling).to.deep.include({ number: 1, by: ["arbitrator-lin"] });
    expect(view.money.recourse).to.deep.equal([
      { partyId: "nanchuan-freight", dueMinor: "129900", collectedMinor: "129900", debtMinor: "0" },
    ]);
  });

  it("leaves ledger and chain equal to the cent", async () => {
    const books = await operator.get<Reconciliation>("/v1/reconciliation");
    expect(books.rows).to.not.be.empty;
    expect(books.differences, JSON.stringify(books.rows)).to.equal(0);
  });

  describe("redress verify, with nothing but the file and an RPC endpoint", () => {
    const folder = tempDir("redress-receipt-");
    const receipt = join(folder, "receipt.json");
    const verify = async (file: string, at: string, by: "--rpc" | "--header" = "--rpc") => {
      try {
        const { stdout } = await run(process.execPath, [REDRESS, "verify", file, by, at], { cwd: folder });
        return { code: 0, stdout };
      } catch (error) {
        const { code, stdout } = error as { code: number; stdout: string };
        return { code, stdout };
      }
    };
    before(() => writeFileSync(receipt, item.records[0]?.receipt ?? ""));

    it("says valid", async () => {
      expect(await verify(receipt, item.chain.rpcUrl)).to.include({ code: 0 });
    });

    it("never says valid of a file with one bit changed, and names the step", async () => {
      const bytes = readFileSync(receipt);
      const altered = join(folder, "altered.json");
      for (let at = 7; at < bytes.length; at += Math.ceil(bytes.length / 12)) {
        const copy = Buffer.from(bytes);
        copy[at] = (copy[at] ?? 0) ^ 1;
        writeFileSync(altered, copy);
        const { code, stdout } = await verify(altered, item.chain.rpcUrl);
        expect(code, `byte ${at}`).to.be.oneOf([1, 3]);
        expect(stdout, `byte ${at}`).to.match(/^ +(NO|\?\?) +\w+/m);
      }
    });

    /** Writes the first receipt of the product's records whose anchor is proved; one is asked for at a time. */
    async function provedReceipt(to: string): Promise<ReceiptAnchor> {
      const leaves = item.records.map((record) => parseReceipt(record.receipt ?? "").promise.leafHash);
      for (let n = 0; n < 240; n++) {
        const response = await fetch(`${setUp.url}/v1/receipts/${leaves[n % leaves.length]}`);
        const text = await response.text();
        const anchor = response.ok ? parseReceipt(text).anchor : undefined;
        if (anchor?.stateProof !== undefined && anchor.transactionProof !== undefined) {
          writeFileSync(to, text);
          return anchor;
        }
        await delay(500);
      }
      throw new Error("no anchor was proved within two minutes");
    }

    it("says valid with a header of the anchor's block and no node at all, once the anchor is proved", async () => {
      const whole = join(folder, "whole.json");
      const anchor = await provedReceipt(whole);
      const header = join(folder, "header.json");
      const block = await rpc(item.chain.rpcUrl, "eth_getBlockByHash", [anchor.blockHash, false]);
      writeFileSync(header, JSON.stringify(block));
      const { code, stdout } = await verify(whole, header, "--header");
      expect(stdout).to.contain("show that it has the transaction, and that this recorded the root");
      expect(code).to.equal(0);
    });

    it("says it cannot tell without a chain to ask", async () => {
      expect(await verify(receipt, "http://127.0.0.1:9")).to.include({ code: 3 });
    });
  });

  it("has a contract that refuses an anchor without a true consistency proof", async () => {
    const log = await openClient(setUp.url).get<{ logId: string; size: number; contract: string }>("/v1/log");
    const keys = JSON.parse(readFileSync(join(setUp.home, "keys.json"), "utf8")) as { sender: string };
    const provider = new JsonRpcProvider(item.chain.rpcUrl, undefined, { cacheTimeout: -1 });
    const sender = new NonceManager(new Wallet(keys.sender, provider));
    const contract = new Contract(log.contract, IEvidenceLog__factory.abi, sender);
    const forged = [`0x${"ab".repeat(32)}`];
    const signature = `0x${"11".repeat(65)}`;
    const call = contract
      .getFunction("anchor")
      .staticCall(`0x${log.logId}`, log.size + 5, `0x${"cd".repeat(32)}`, forged, signature);
    const refused = await call.then(
      () => "accepted",
      (error: { revert?: { name: string } }) => error.revert?.name ?? "unnamed",
    );
    provider.destroy();
    expect(refused).to.match(/^EvidenceLog/);
  });
});
