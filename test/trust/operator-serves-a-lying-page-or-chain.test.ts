import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { logPages } from "../../server/app/log-pages.ts";
import { parseCanonicalObject } from "../../server/domain/log/canonical-json.ts";
import { buildHash } from "../../server/http/pages/build-hash.ts";
import { type AnchoredLog, anchoredLog, jsonRpc } from "../server/jobs/log-chain.ts";
import { tempDir } from "../support/temp-dir.ts";
import { anchoredEntries, file, redress } from "./support.ts";

const ROOT = join(import.meta.dirname, "../..");

describe("the operator serves a lying verification page", function () {
  this.timeout(240_000);
  let at: AnchoredLog;
  let built: string;

  before(async () => {
    at = await anchoredLog();
    built = build();
  });
  after(() => at.close());

  function build(): string {
    const folder = join(tempDir("redress-pages-"), "web");
    const args = ["build", join(ROOT, "web"), "--logLevel", "error", "--emptyOutDir", "--outDir", folder];
    const vite = join(ROOT, "node_modules/vite/bin/vite.js");
    const ran = spawnSync(process.execPath, [vite, ...args], { cwd: ROOT, encoding: "utf8" });
    if (ran.status !== 0) throw new Error(ran.stderr);
    return folder;
  }

  it("builds the same bytes from the same sources, so that anybody can compare", () => {
    const again = build();
    expect(readdirSync(again, { recursive: true }).length).to.be.greaterThan(10);
    expect(buildHash(again)).to.equal(buildHash(built));
  });

  it("has a hash that ordinary tools compute too", () => {
    const shell = "find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum";
    const [hash] = execFileSync("sh", ["-c", shell], { cwd: built, encoding: "utf8" }).split(" ");
    expect(buildHash(built)).to.equal(hash);
  });

  it("has committed to its pages in public, once for each build", async () => {
    const deps = { uow: at.log.work, log: at.log.intake, platformId: "platform" };
    const pages = await logPages(deps, buildHash(built));
    expect(await logPages(deps, buildHash(built))).to.deep.equal(pages);
    const receipt = JSON.parse((await at.log.reader.receipt(pages.leafHash ?? "", true))!) as {
      statement: string;
    };
    const statement = parseCanonicalObject(receipt.statement, "log.bad_statement", "statement");
    expect(statement).to.deep.equal({ v: "redress.pages/1", build: buildHash(built) });
  });

  it("differs from what it committed to with one byte changed in one file", () => {
    const lying = join(tempDir("redress-pages-"), "web");
    cpSync(built, lying, { recursive: true });
    const script = readdirSync(join(lying, "assets")).find((name) => name.endsWith(".js"));
    appendFileSync(join(lying, "assets", script!), " ");
    expect(buildHash(lying)).not.to.equal(buildHash(built));
  });
});

describe("the operator serves a lying view of the chain", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let receipt: string;
  let liar: Server;
  let lie: string;

  before(async () => {
    at = await anchoredLog();
    const [leaf] = await anchoredEntries(at, 3);
    await at.prove();
    receipt = file((await at.log.reader.receipt(leaf!, true))!);
    liar = await lyingNode(at.rpcUrl);
    lie = `http://127.0.0.1:${(liar.address() as AddressInfo).port}`;
  });
  after(async () => {
    liar.close();
    await at.close();
  });

  /** Passes everything on, but says of every root that it is another one. */
  async function lyingNode(rpcUrl: string): Promise<Server> {
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const { method, params } = JSON.parse(Buffer.concat(chunks).toString()) as {
        method: string;
        params: readonly unknown[];
      };
      const truth = await jsonRpc(rpcUrl)(method, params);
      const isRoot = method === "eth_call" && String(truth).length === 66 && !/^0x0{40}/.test(String(truth));
      response.end(
        JSON.stringify({ jsonrpc: "2.0", id: 1, result: isRoot ? `0x${"66".repeat(32)}` : truth }),
      );
    });
    server.listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    return server;
  }

  it("never makes a false receipt valid, nor keeps a second endpoint from being asked", async () => {
    const alone = await redress("verify", receipt, "--rpc", lie);
    expect(alone.out).to.contain("Verdict: INVALID");
    const honest = await redress("verify", receipt, "--rpc", at.rpcUrl);
    expect(honest.out).to.contain("Verdict: VALID").and.to.contain("Ask a second one of somebody else");
  });

  it("is found out by a second endpoint: they contradict each other, and nothing is called valid", async () => {
    const { code, out } = await redress("verify", receipt, "--rpc", at.rpcUrl, lie);
    expect(out).to.contain("the RPC endpoints contradict each other");
    expect(code).to.equal(3);
  });

  it("is not needed at all by who has a header from somebody else", async () => {
    const { anchor } = JSON.parse(readFileSync(receipt, "utf8")) as {
      anchor: { blockHash: string };
    };
    const block = await jsonRpc(at.rpcUrl)("eth_getBlockByHash", [anchor.blockHash, false]);
    const { out } = await redress("verify", receipt, "--header", file(JSON.stringify(block), "header.json"));
    expect(out).to.contain("Verdict: VALID");
  });
});
