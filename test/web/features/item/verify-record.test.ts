import "../../support/deployment.ts";
import { expect } from "chai";
import { type ItemRecord, verifyRecord } from "../../../../web/features/item/verify-record.ts";
import { honestView, source } from "../../support/fixture-chain.ts";
import { makeItem } from "../../support/fixture-data.ts";

const [record] = makeItem("http://fixture").records as [ItemRecord, ...ItemRecord[]];
const honest = [source(honestView)];
const flip = (hex: string) => (hex.startsWith("0") ? "1" : "0") + hex.slice(1);
const failing = async (changed: ItemRecord, sources = honest) => {
  const { verdict, steps } = await verifyRecord(changed, sources);
  return { verdict, step: steps.find(({ result }) => result === verdict)?.step };
};

describe("a record checked on the phone", () => {
  it("matches from bytes to chain", async () => {
    expect((await verifyRecord(record, honest)).verdict).to.equal("valid");
  });

  it("does not match when one byte of the event differs", async () => {
    const changed = { ...record, bytes: record.bytes.replace("2026", "2025") };
    expect(await failing(changed)).to.deep.equal({ verdict: "invalid", step: "document" });
  });

  it("does not match when the statement differs", async () => {
    const changed = { ...record, statement: record.statement.replace("sizeBytes", "sizebytes") };
    expect(await failing(changed)).to.deep.equal({ verdict: "invalid", step: "statement" });
  });

  it("does not match when the salt differs", async () => {
    expect(await failing({ ...record, salt: flip(record.salt) })).to.deep.equal({
      verdict: "invalid",
      step: "statement",
    });
  });

  it("does not match when the receipt is another record's", async () => {
    expect(await failing({ ...record, leafHash: flip(record.leafHash) })).to.deep.equal({
      verdict: "invalid",
      step: "entry",
    });
  });

  it("does not match when the receipt was altered", async () => {
    const changed = { ...record, receipt: record.receipt!.replace('"index":0', '"index":1') };
    expect(await failing(changed)).to.deep.equal({ verdict: "invalid", step: "inclusion" });
  });

  it("does not match when the chain holds another root", async () => {
    const lying = { ...honestView, rootAt: async () => "ab".repeat(32) };
    expect(await failing(record, [source(lying)])).to.deep.equal({ verdict: "invalid", step: "anchor" });
  });

  it("does not match when only the second source disagrees", async () => {
    const other = { ...honestView, rootAt: async () => "ab".repeat(32) };
    expect((await verifyRecord(record, [source(honestView), source(other)])).verdict).to.equal("invalid");
  });

  it("cannot be told when the chain is out of reach", async () => {
    const silent = { ...honestView, rootAt: () => Promise.reject(new Error("offline")) };
    expect((await verifyRecord(record, [source(silent)])).verdict).to.equal("cannot_tell");
  });

  it("cannot be told when no source is known", async () => {
    expect((await verifyRecord(record, [])).verdict).to.equal("cannot_tell");
  });

  it("cannot be told while it has no receipt", async () => {
    expect((await verifyRecord({ ...record, receipt: null }, honest)).verdict).to.equal("cannot_tell");
  });

  it("does not match when the receipt is garbage", async () => {
    expect((await verifyRecord({ ...record, receipt: "{" }, honest)).verdict).to.equal("invalid");
  });
});
