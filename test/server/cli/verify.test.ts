import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { anchorHead } from "../../../server/app/log-anchoring.ts";
import { canonicalJson } from "../../../server/domain/log/canonical-json.ts";
import { witnessKey } from "../../../server/domain/log/cosignature.ts";
import { formatVerifierKey } from "../../../server/domain/log/signed-note.ts";
import { tempDir } from "../../support/temp-dir.ts";
import { input } from "../adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog, jsonRpc } from "../jobs/log-chain.ts";

const PROGRAM = fileURLToPath(new URL("./verify-program.ts", import.meta.url));

/** Runs the command as a process of its own, in an empty folder and with an empty environment. */
function verify(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [PROGRAM, "verify", ...args],
      { cwd: tempDir(), env: {} },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      },
    );
  });
}

describe("redress verify", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let receipt: string;
  let pending: string;
  const document = "a photo, as far as the hash is concerned";
  const file = (content: string | Uint8Array): string => {
    const path = join(tempDir(), "receipt.json");
    writeFileSync(path, content);
    return path;
  };

  before(async () => {
    at = await anchoredLog();
    const statement = canonicalJson({
      v: "redress.statement/1",
      documentHash: createHash("sha256").update(document).digest("hex"),
      documentSm3: createHash("sm3").update(document).digest("hex"),
    });
    const entry = input("anchored", { statement: new TextEncoder().encode(statement) });
    const [one] = await at.log.work.run((tx) => at.log.intake.accept(tx, [entry]));
    await at.log.sequencer.sequence();
    await anchorHead(at.deps);
    await at.settle();
    await at.prove();
    const [two] = await at.log.work.run((tx) => at.log.intake.accept(tx, [input("pending")]));
    receipt = (await at.log.reader.receipt(one!.leafHash, true))!;
    pending = (await at.log.reader.receipt(two!.leafHash, true))!;
  });
  after(() => at.close());

  it("says valid with only the file and an RPC endpoint, and whom it trusted", async () => {
    const { code, out } = await verify(file(receipt), "--rpc", at.rpcUrl);
    expect(out).to.contain("Verdict: VALID").and.to.contain("Trusted for chain 31337");
    expect(code).to.equal(0);
  });

  it("says valid with the document and the contract pinned", async () => {
    const args = ["--document", file(document), "--contract", at.settings.identity.contract];
    const { code, out } = await verify(file(receipt), "--rpc", at.rpcUrl, ...args);
    expect(out).to.contain("the document is the one the statement names, by SHA-256 and by SM3");
    expect(code).to.equal(0);
  });

  it("says invalid for another document and names the step", async () => {
    const { code, out } = await verify(
      file(receipt),
      "--rpc",
      at.rpcUrl,
      "--document",
      file("another photo"),
    );
    expect(out)
      .to.match(/NO {2}document/)
      .and.to.contain("Verdict: INVALID");
    expect(code).to.equal(1);
  });

  it("says invalid for a file that is no receipt, or no text", async () => {
    expect((await verify(file("{}"), "--rpc", at.rpcUrl)).code).to.equal(1);
    expect((await verify(file(Uint8Array.of(0xff, 0x00)), "--rpc", at.rpcUrl)).code).to.equal(1);
    expect((await verify(file(`${receipt}\n`), "--rpc", at.rpcUrl)).code).to.equal(1);
  });

  it("cannot tell without a chain, with another contract pinned, or before the anchor", async () => {
    expect((await verify(file(receipt))).code).to.equal(3);
    const other = ["--contract", `0x${"12".repeat(20)}`];
    expect((await verify(file(receipt), "--rpc", at.rpcUrl, ...other)).code).to.equal(3);
    expect((await verify(file(pending), "--rpc", at.rpcUrl)).code).to.equal(3);
  });

  it("cannot tell when the endpoint does not answer", async () => {
    const { code, out } = await verify(file(receipt), "--rpc", "http://127.0.0.1:1/");
    expect(out).to.contain("the RPC endpoint did not answer");
    expect(code).to.equal(3);
  });

  it("names an anchor that is not final, without asking for more", async () => {
    const { code, out } = await verify(file(receipt), "--rpc", at.rpcUrl);
    expect(out).to.contain("State: anchored, not final by tag:finalized");
    expect(code).to.equal(0);
  });

  it("cannot tell of an anchor that is not final by the rule asked for", async () => {
    const { code, out } = await verify(file(receipt), "--rpc", at.rpcUrl, "--finality", "depth:5000");
    expect(out)
      .to.match(/\?\? {2}finality .*may still be undone/)
      .and.to.contain("State: anchored, not final by depth:5000");
    expect(code).to.equal(3);
  });

  it("says final by the rule asked for", async () => {
    const { code, out } = await verify(file(receipt), "--rpc", at.rpcUrl, "--finality", "tag:latest");
    expect(out).to.contain("State: finalised");
    expect(code).to.equal(0);
  });

  it("says that a development chain vouches for nothing", async () => {
    const { out } = await verify(file(receipt), "--rpc", at.rpcUrl);
    expect(out).to.contain("Development chain: for trial only, it vouches for nothing. (chain 31337)");
  });

  it("prints the same as JSON", async () => {
    const { out } = await verify(file(receipt), "--rpc", at.rpcUrl, "--json");
    const result = JSON.parse(out) as { verdict: string; steps: { step: string }[] };
    expect(result).to.include({ verdict: "valid", state: "anchored", development: true });
    expect(result.steps.map((step) => step.step)).to.include.members(["inclusion", "keys", "anchor"]);
  });

  describe("with a block header by hand and no node at all", () => {
    let header: string;
    let block: Record<string, string>;

    before(async () => {
      const { anchor } = JSON.parse(receipt) as { anchor: { blockHash: string } };
      const found = await jsonRpc(at.rpcUrl)("eth_getBlockByHash", [anchor.blockHash, false]);
      block = found as Record<string, string>;
      header = file(JSON.stringify(block));
    });

    it("says valid, and who vouches for the header", async () => {
      const { code, out } = await verify(file(receipt), "--header", header);
      expect(out)
        .to.contain("Verdict: VALID")
        .and.to.contain(`vouches that block ${block.hash} is one of chain`)
        .and.to.contain("show that it has the transaction");
      expect(out).to.contain("No chain was asked");
      expect(code).to.equal(0);
    });

    it("cannot tell with the header of another block", async () => {
      const other = await jsonRpc(at.rpcUrl)("eth_getBlockByNumber", ["0x1", false]);
      const { code, out } = await verify(file(receipt), "--header", file(JSON.stringify(other)));
      expect(out).to.contain("the header is of another block");
      expect(code).to.equal(3);
    });

    it("refuses a header whose fields do not give its hash", async () => {
      const forged = file(JSON.stringify({ ...block, stateRoot: `0x${"ab".repeat(32)}` }));
      const { code, err } = await verify(file(receipt), "--header", forged);
      expect(err).to.contain("not the one it names");
      expect(code).to.equal(2);
    });

    it("never says valid of a state proof with a digit changed, by header or by node", async () => {
      const { anchor } = JSON.parse(receipt) as { anchor: { stateProof: Record<string, string[]> } };
      for (const part of ["account", "root", "checkpointKey", "promiseKey"]) {
        const node = anchor.stateProof[part]!.at(-1)!;
        const changed = receipt.replace(node, `${node.slice(0, -1)}${node.endsWith("0") ? "1" : "0"}`);
        for (const way of [
          ["--header", header],
          ["--rpc", at.rpcUrl],
        ]) {
          const { code, out } = await verify(file(changed), ...way);
          expect(out, `${part} ${way[0]}`).to.contain("the state proof in the receipt does not hold");
          expect(code).to.equal(1);
        }
      }
    });

    it("says invalid of another transaction, by header, by node and by nothing at all", async () => {
      const { transaction } = (JSON.parse(receipt) as { anchor: { transaction: string } }).anchor;
      const changed = receipt.replace(
        `"${transaction}"`,
        `"${transaction.slice(0, -1)}${transaction.endsWith("0") ? 1 : 0}"`,
      );
      for (const way of [["--header", header], ["--rpc", at.rpcUrl], []]) {
        const { code, out } = await verify(file(changed), ...way);
        expect(out, way[0]).to.contain("the proof is of another transaction than the receipt names");
        expect(code, way[0]).to.equal(1);
      }
    });

    it("cannot tell of a receipt that does not prove its transaction, and by a node it can", async () => {
      const { transactionProof: _, ...anchor } = (JSON.parse(receipt) as { anchor: Record<string, unknown> })
        .anchor;
      const older = canonicalJson({ ...(JSON.parse(receipt) as object), anchor });
      const { code, out } = await verify(file(older), "--header", header);
      expect(out)
        .to.match(/\?\? {2}transaction .*give --rpc, or ask for the receipt again/)
        .and.to.contain("Verdict: CANNOT TELL");
      expect(code).to.equal(3);
      expect((await verify(file(older), "--rpc", at.rpcUrl)).code).to.equal(0);
    });

    it("cannot tell of a receipt that is not anchored", async () => {
      const { code, out } = await verify(file(pending), "--header", header);
      expect(out).to.contain("not anchored yet");
      expect(code).to.equal(3);
    });
  });

  it("cannot tell where the witnesses you ask for have not cosigned", async () => {
    const key = formatVerifierKey(witnessKey("w.example", new Uint8Array(32).fill(5)));
    const policy = file(`witness W ${key}\nquorum W\n`);
    const { code, out } = await verify(file(receipt), "--rpc", at.rpcUrl, "--policy", policy);
    expect(out).to.contain("fewer witnesses cosigned than your policy asks for");
    expect(code).to.equal(3);
  });

  it("answers 2 for wrong usage", async () => {
    expect((await verify()).code).to.equal(2);
    expect((await verify("/nowhere.json")).code).to.equal(2);
    expect((await verify(file(receipt), "--rpc", "ftp://x")).code).to.equal(2);
    expect((await verify(file(receipt), "--contract", "0x12")).code).to.equal(2);
    expect((await verify(file(receipt), "--finality", "soon")).code).to.equal(2);
    expect((await verify(file(receipt), "--nonsense")).code).to.equal(2);
  });
});
