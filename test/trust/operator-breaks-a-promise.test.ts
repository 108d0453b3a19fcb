import { readFileSync } from "node:fs";
import { expect } from "chai";
import type { Contract } from "ethers";
import { handIn } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog, jsonRpc } from "../server/jobs/log-chain.ts";
import { DAY_SECONDS, file, passTime, redress, stranger } from "./support.ts";

const OVERDUE = 4n;

describe("the operator promises and never logs", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let contract: Contract;
  let receipt: string;

  before(async () => {
    at = await anchoredLog();
    contract = at.contract;
    const [leaf] = await handIn(at.log, 1);
    receipt = file((await at.log.reader.receipt(leaf!, true))!);
    // From here on neither database nor server of the operator is asked anything: the holder has a file and the chain.
  });
  after(() => at.close());

  const logOf = () => contract.getFunction("logOf")(`0x${Buffer.from(at.settings.logId).toString("hex")}`);

  it("cannot be challenged before the promised instant, and nothing is spent on trying", async () => {
    const { keyFile } = await stranger(at.rpcUrl);
    const { code, err } = await redress("challenge", receipt, "--rpc", at.rpcUrl, "--key-file", keyFile);
    expect(err).to.contain("the promised instant has not passed yet");
    expect(code).to.equal(1);
  });

  it("is challenged with one command by whoever holds the receipt, and loses bond when nobody answers", async () => {
    const { keyFile, address } = await stranger(at.rpcUrl);
    await passTime(at.rpcUrl, DAY_SECONDS + 60);
    const way = ["--rpc", at.rpcUrl, "--key-file", keyFile];
    const challenged = await redress("challenge", receipt, ...way);
    expect(challenged.code, challenged.err).to.equal(0);
    const id = /Challenge (0x[0-9a-f]{64})/.exec(challenged.out)?.[1];
    const before = (await logOf()) as { bondMinor: bigint; overdueCount: bigint };

    await passTime(at.rpcUrl, 2 * DAY_SECONDS + 60);
    expect((await redress("challenge", receipt, "--settle", ...way)).code).to.equal(0);

    expect((await contract.getFunction("challengeOf")(id)).status).to.equal(OVERDUE);
    const after = (await logOf()) as { bondMinor: bigint; overdueCount: bigint };
    expect(after.overdueCount).to.equal(before.overdueCount + 1n);
    expect(after.bondMinor < before.bondMinor).to.equal(true);
    const [owed] = (await contract.getFunction("owedTo")(address)) as [bigint];
    expect(owed > 0n).to.equal(true);
  });

  it("can also be challenged from call data in a file, by any wallet", async () => {
    const [leaf] = await handIn(at.log, 1, "file");
    const held = file((await at.log.reader.receipt(leaf!, true))!);
    const out = file("", "call.json");
    const written = await redress("challenge", held, "--call-data", out, "--deposit", "1");
    expect(written.code).to.equal(0);
    const { chainId, to, value, data } = JSON.parse(readFileSync(out, "utf8"));
    expect({ chainId, to, value }).to.deep.equal({
      chainId: at.settings.identity.chainId,
      to: at.settings.identity.contract,
      value: "1",
    });
    const [wallet] = (await jsonRpc(at.rpcUrl)("eth_accounts", [])) as string[];
    const { timestamp } = (await jsonRpc(at.rpcUrl)("eth_getBlockByNumber", ["latest", false])) as {
      timestamp: string;
    };
    const due = Date.parse(JSON.parse(readFileSync(held, "utf8")).promise.promisedBy);
    if (Number(timestamp) * 1000 <= due) await passTime(at.rpcUrl, DAY_SECONDS + 60);
    const transaction = { from: wallet, to, data, value: `0x${BigInt(value).toString(16)}` };
    const hash = String(await jsonRpc(at.rpcUrl)("eth_sendTransaction", [transaction]));
    const mined = await at.contract.runner?.provider?.waitForTransaction(hash);
    expect(mined?.status).to.equal(1);
  });

  it("says what is missing where neither key nor file was named", async () => {
    const { code, err } = await redress("challenge", receipt, "--rpc", at.rpcUrl);
    expect(err).to.contain("--key-file");
    expect(code).to.equal(1);
  });
});
