import "../support/deployment.ts";
import { bytesToHex } from "@noble/hashes/utils.js";
import { expect } from "chai";
import { checkReceipt } from "../../../web/lib/check-receipt.ts";
import { deployment } from "../../../web/lib/deployment.ts";
import { honestView, source } from "../support/fixture-chain.ts";
import { makeItem } from "../support/fixture-data.ts";
import { logId } from "../support/fixture-log.ts";

describe("a receipt checked by pages built for one log", () => {
  const [record] = makeItem("http://fixture").records;
  const check = (builtFor: string | null) => {
    Object.assign(deployment, { logId: builtFor });
    return checkReceipt(record?.receipt ?? "", [source(honestView)]);
  };
  afterEach(() => void Object.assign(deployment, { logId: null }));

  it("is valid when it is of that log", async () => {
    expect((await check(bytesToHex(logId))).verdict).to.equal("valid");
  });

  it("is invalid when it is of another log, however well signed", async () => {
    const { verdict, steps } = await check("ab".repeat(32));
    expect(verdict).to.equal("invalid");
    expect(steps.map(({ step, reason }) => ({ step, reason }))).to.deep.equal([
      { step: "log", reason: "log.other_log" },
    ]);
  });

  it("is valid when the contract has that log going on from the one they were built for", async () => {
    const first = "ab".repeat(32);
    const view = {
      ...honestView,
      successorOf: async (_contract: string, id: string) =>
        id === first ? bytesToHex(logId) : "0".repeat(64),
    };
    Object.assign(deployment, { logId: first });
    expect((await checkReceipt(record?.receipt ?? "", [source(view)])).verdict).to.equal("valid");
    const other = { ...view, successorOf: async () => "0".repeat(64) };
    expect((await checkReceipt(record?.receipt ?? "", [source(view), source(other)])).verdict).to.equal(
      "invalid",
    );
  });

  it("cannot be told when no node can say what goes on from what", async () => {
    const view = { ...honestView, successorOf: () => Promise.reject(new Error("out of reach")) };
    Object.assign(deployment, { logId: "ab".repeat(32) });
    expect((await checkReceipt(record?.receipt ?? "", [source(view)])).verdict).to.equal("cannot_tell");
  });
});
