import type { ChildProcess } from "node:child_process";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { JsonRpcProvider, type TransactionResponse, Wallet } from "ethers";
import { launchAnvil, rpc } from "../../../scripts/dev/anvil.ts";
import { freePort } from "../../../scripts/dev/ports.ts";
import { openClient, signIn } from "../../../server/cli/demo/client.ts";
import { type ItemView, itemView } from "../../../server/schema/item.ts";
import type { IEvidenceLog } from "../../../types/ethers-contracts/contracts/interfaces/IEvidenceLog.ts";
import { IEvidenceLog__factory } from "../../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import { sharedSetUp } from "../../support/set-up.ts";
import { tempDir } from "../../support/temp-dir.ts";

/** The parts of a receipt its holder takes to the contract. */
interface Held {
  readonly promise: {
    readonly logId: string;
    readonly leafHash: string;
    readonly promisedBy: string;
    readonly contract: string;
    readonly signature: string;
  };
  readonly inclusion: { readonly index: number; readonly proof: readonly string[] };
  readonly checkpoint: string;
  readonly anchor: { readonly blockTime: string };
}

const Status = { Kept: 2n, Overdue: 4n };
const hex = (digits: string) => `0x${digits}`;
const seconds = (instant: string) => Date.parse(instant) / 1000;

const termsOf = ({ promise }: Held) => ({
  logId: hex(promise.logId),
  leafHash: hex(promise.leafHash),
  promisedBy: seconds(promise.promisedBy),
});

describe("a promise in its holder's hands, with nothing of ours running but the chain", function () {
  this.timeout(300_000);
  let node: ChildProcess;
  let url: string;
  let provider: JsonRpcProvider;
  let log: IEvidenceLog;
  let records: readonly Held[];

  before(async () => {
    const setUp = await sharedSetUp();
    const operator = await signIn(setUp.url, "mall");
    const sample = await operator.get<{ gtin: string; serial: string }>("/dev/sample");
    const answer = await openClient(setUp.url).get<ItemView>(`/v1/items/${sample.gtin}/${sample.serial}`);
    records = itemView.parse(answer).records.map(({ receipt }) => JSON.parse(receipt ?? "") as Held);

    // The chain goes on from its saved state on a node that no server, job or supervisor of ours knows.
    const state = join(tempDir("redress-broken-promise-"), "state.json");
    copyFileSync(join(setUp.home, "chain/state.json"), state);
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    node = await launchAnvil({ port, loadState: state, logFile: `${state}.log`, dieWithParent: true });
    provider = new JsonRpcProvider(url, undefined, { cacheTimeout: -1 });
    const holder = Wallet.createRandom(provider);
    await rpc(url, "anvil_setBalance", [holder.address, hex((10n ** 18n).toString(16))]);
    log = IEvidenceLog__factory.connect((records[0] as Held).promise.contract, holder);
  });

  after(async () => {
    provider?.destroy();
    if (node === undefined || node.exitCode !== null) return;
    const gone = new Promise((resolve) => node.once("exit", resolve));
    node.kill("SIGTERM");
    await gone;
  });

  const passTime = async (by: number) => {
    await rpc(url, "evm_increaseTime", [by]);
    await rpc(url, "evm_mine", []);
  };
  const done = async (sent: Promise<TransactionResponse>) => (await sent).wait();

  /** Waits out the promise and shows it to the contract. */
  async function challenge(held: Held): Promise<string> {
    const promise = termsOf(held);
    const block = await provider.getBlock("latest");
    const left = promise.promisedBy + 1 - (block?.timestamp ?? 0);
    if (left > 0) await passTime(left);
    const { challengeDepositWei } = await log.numbers();
    await done(log.challenge(promise, held.promise.signature, { value: challengeDepositWei }));
    return log.challengeIdOf(await log.promiseDigest(promise), promise.leafHash);
  }

  it("is kept for good once anybody shows the entry under a root that came in time", async () => {
    const held = records[0] as Held;
    const id = await challenge(held);
    const place = {
      logId: hex(held.promise.logId),
      size: Number(held.checkpoint.split("\n")[1]),
      index: held.inclusion.index,
      anchoredAt: seconds(held.anchor.blockTime),
      proof: held.inclusion.proof.map(hex),
    };
    await done(log.answer(id, place));
    expect((await log.challengeOf(id)).status).to.equal(Status.Kept);
  });

  it("is overdue for good when nobody answers, and the bond pays challenger and fund", async () => {
    const held = records[1] as Held;
    const holder = await (log.runner as Wallet).getAddress();
    const { bountyMinor, challengerShareBps, challengeWindowSeconds, challengeDepositWei } =
      await log.numbers();
    const logId = hex(held.promise.logId);
    const before = await log.logOf(logId);
    const fund = await log.compensationFund();
    const [fundBefore] = await log.owedTo(fund);

    const id = await challenge(held);
    await passTime(Number(challengeWindowSeconds) + 1);
    await done(log.settle(id));

    expect((await log.challengeOf(id)).status).to.equal(Status.Overdue);
    const after = await log.logOf(logId);
    expect(after.bondMinor).to.equal(before.bondMinor - bountyMinor);
    expect(after.overdueCount).to.equal(before.overdueCount + 1n);
    expect(await log.isUnderbonded(logId)).to.equal(after.bondMinor < (await log.minimumBondMinor()));
    const share = (bountyMinor * challengerShareBps) / 10_000n;
    expect(await log.owedTo(holder)).to.deep.equal([share, challengeDepositWei]);
    expect((await log.owedTo(fund))[0]).to.equal(fundBefore + bountyMinor - share);
  });

  it("cannot be taken there again", async () => {
    const held = records[1] as Held;
    const value = await log.numbers().then(({ challengeDepositWei }) => challengeDepositWei);
    const refused = await log.challenge.staticCall(termsOf(held), held.promise.signature, { value }).then(
      () => "accepted",
      (error: { revert?: { name: string } }) => error.revert?.name ?? "unnamed",
    );
    expect(refused).to.equal("EvidenceLogChallenged");
  });

  it("pays the challenger in tokens, whoever sends the transaction", async () => {
    const holder = await (log.runner as Wallet).getAddress();
    const [owed] = await log.owedTo(holder);
    await done(log.collectTokens(holder));
    expect((await log.owedTo(holder))[0]).to.equal(0n);
    expect(owed > 0n).to.equal(true);
  });
});
