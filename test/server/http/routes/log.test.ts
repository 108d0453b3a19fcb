import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import express from "express";
import pino from "pino";
import { createLogPublisher } from "../../../../server/adapters/postgres/log-publisher.ts";
import { anchorHead } from "../../../../server/app/log-anchoring.ts";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { parseCheckpoint } from "../../../../server/domain/log/checkpoint.ts";
import { decodeBundle } from "../../../../server/domain/log/entry-bundle.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { verifyConsistency } from "../../../../server/domain/log/proofs.ts";
import { bundlePath, tilePath } from "../../../../server/domain/log/tiles.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import type { Caller } from "../../../../server/http/caller.ts";
import { requestLogging } from "../../../../server/http/middleware/logging.ts";
import { problemMiddleware } from "../../../../server/http/problems.ts";
import { logRoutes, logTileRoutes } from "../../../../server/http/routes/log.ts";
import type { Problem } from "../../../../server/schema/common.ts";
import { consistencyView, logView, witnessesView } from "../../../../server/schema/log.ts";
import { receipt as receiptShape } from "../../../../server/schema/receipt.ts";
import { handIn, input } from "../../adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../../jobs/log-chain.ts";

const PARTY: Caller = {
  kind: "party",
  partyId: "merchant-1",
  partyKind: "merchant",
  name: "Merchant",
  actor: "api key",
  via: "api_key",
};

const PAGES = { build: "ab".repeat(32), leafHash: "cd".repeat(32) };

describe("the log over HTTP", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let server: Server;
  let base: string;
  let caller: Caller = { kind: "anonymous" };
  let leaves: string[];

  before(async () => {
    at = await anchoredLog();
    leaves = await handIn(at.log, 300);
    await at.log.sequencer.sequence();
    await anchorHead(at.deps);
    await at.settle();
    await at.prove();
    const publisher = createLogPublisher(at.log.database, at.settings);
    const app = express();
    app.use(requestLogging(pino({ level: "silent" })));
    app.use((request, _response, next) => {
      request.caller = caller;
      next();
    });
    app.use(logTileRoutes(publisher));
    app.use(
      logRoutes({ publisher, reader: at.log.reader, chain: at.chain.reader, pages: PAGES, policy: null }),
    );
    app.use(problemMiddleware);
    server = app.listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(async () => {
    server.close();
    await at.close();
  });
  beforeEach(() => {
    caller = { kind: "anonymous" };
  });

  const get = (path: string) => fetch(`${base}${path}`);
  const bytesOf = async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer());
  async function expectProblem(path: string, status: number, code: string): Promise<Problem> {
    const response = await get(path);
    const problem = (await response.json()) as Problem;
    expect([response.status, problem.code]).to.deep.equal([status, code]);
    return problem;
  }

  it("lets anybody rebuild the root from bundles and compare it with the checkpoint", async () => {
    const note = parseCheckpoint(await (await get("/log/checkpoint")).text());
    const edge = new TreeEdge();
    for (const path of [bundlePath(0), bundlePath(1, 44)])
      for (const entry of decodeBundle(await bytesOf(`/log/${path}`))) edge.append(leafHash(entry));
    expect([edge.size, bytesToHex(edge.root())]).to.deep.equal([note.size, bytesToHex(note.root)]);
  });

  it("serves full and partial tiles, older prefixes too", async () => {
    const full = await bytesOf(`/log/${tilePath({ level: 0, index: 0 })}`);
    expect(bytesToHex(full)).to.equal(leaves.slice(0, 256).join(""));
    const prefix = await bytesOf(`/log/${tilePath({ level: 0, index: 1 }, 7)}`);
    expect(bytesToHex(prefix)).to.equal(leaves.slice(256, 263).join(""));
    expect(await bytesOf(`/log/${tilePath({ level: 1, index: 0 }, 1)}`)).to.have.length(32);
  });

  it("lets tiles of a named log be cached for ever and the head for seconds, by any page", async () => {
    const tile = await get(`/logs/${bytesToHex(at.settings.logId)}/${tilePath({ level: 0, index: 0 })}`);
    expect(tile.headers.get("cache-control")).to.contain("immutable");
    expect(tile.headers.get("content-type")).to.equal("application/octet-stream");
    expect(tile.headers.get("access-control-allow-origin")).to.equal("*");
    const head = await get("/log/checkpoint");
    expect(head.headers.get("cache-control")).to.match(/max-age=\d,/);
    expect(head.headers.get("content-type")).to.contain("text/plain");
  });

  for (const path of [
    "/log/tile/0/002",
    "/log/tile/0/001.p/45",
    "/log/tile/0/001",
    "/log/tile/2/000.p/1",
    "/log/tile/entries/001.p/45",
    "/log/tile/0/1",
    "/log/tile/0/000.p/0",
    "/log/tile/entries/..%2f000",
    "/log/tile/9/000",
  ])
    it(`answers 404 for ${path}`, async () => {
      await expectProblem(path, 404, "log.not_found");
    });

  it("shows head, anchors and promises", async () => {
    const view = logView.parse(await (await get("/v1/log")).json());
    expect([view.size, view.anchors.length, view.promises]).to.deep.equal([300, 1, { open: 0, overdue: 0 }]);
    expect(view.anchors[0]).to.include({ size: 300, root: view.root, state: "finalised" });
    expect(view.development).to.equal(true);
  });

  it("shows what the contract holds of the log and found against it", async () => {
    const { standing } = logView.parse(await (await get("/v1/log")).json());
    const none = { challenged: 0, late: 0, overdue: 0, refused: 0, forked: false, sealed: false };
    const bond = { bondMinor: "1000000", minimumBondMinor: "1000000", underbonded: false };
    expect(standing).to.deep.equal({ ...bond, ...none });
  });

  it("says that it asks no witnesses where no policy names any", async () => {
    const answer = witnessesView.parse(await (await get("/v1/log/witnesses")).json());
    expect(answer).to.deep.equal({ policy: false, witnesses: [] });
  });

  it("says which pages it serves", async () => {
    expect(await (await get("/v1/log/pages")).json()).to.deep.equal(PAGES);
  });

  it("proves one size to extend another", async () => {
    const view = consistencyView.parse(await (await get("/v1/log/consistency?from=17&to=300")).json());
    const hex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
    const claim = {
      size1: 17,
      size2: 300,
      root1: hex(view.rootFrom),
      root2: hex(view.rootTo),
      proof: view.proof.map(hex),
    };
    expect(verifyConsistency(claim)).to.equal(true);
  });

  it("lets such a proof be kept for ever where the log is named, and for seconds where it is not", async () => {
    const path = "/v1/log/consistency?from=17&to=300";
    const named = await get(`${path}&log=${bytesToHex(at.settings.logId)}`);
    expect(named.headers.get("cache-control")).to.contain("immutable");
    const current = await get(path);
    expect(current.headers.get("cache-control")).to.match(/max-age=\d,/);
    expect(await named.json()).to.deep.equal(await current.json());
    await expectProblem(`${path}&log=${"00".repeat(32)}`, 404, "log.not_found");
    await expectProblem(`${path}&log=x`, 400, "request.invalid");
  });

  it("answers 400 for sizes the log has not, naming the field", async () => {
    expect(
      (await expectProblem("/v1/log/consistency?from=17&to=301", 400, "log.bad_range")).errors?.[0]?.field,
    ).to.equal("to");
    await expectProblem("/v1/log/consistency?from=18&to=17", 400, "log.bad_range");
    await expectProblem("/v1/log/consistency?from=0&to=17", 400, "request.invalid");
    await expectProblem("/v1/log/consistency?from=x", 400, "request.invalid");
    await expectProblem("/v1/log/consistency?from=1&to=2&more=3", 400, "request.invalid");
  });

  it("gives a stranger the receipt without statement and salt, valid all the same", async () => {
    const text = await (await get(`/v1/receipts/${leaves[7]}`)).text();
    const receipt = receiptShape.parse(JSON.parse(text));
    expect(receipt).to.not.have.any.keys("statement", "salt");
    expect(receipt.anchor).to.include.keys("stateProof", "transactionProof");
    expect((await verifyReceipt(text, { chain: at.view() })).verdict).to.equal("valid");
  });

  it("gives whoever handed it in the statement and salt, and no other party", async () => {
    caller = PARTY;
    expect(await (await get(`/v1/receipts/${leaves[7]}`)).json()).to.include.keys("statement", "salt");
    caller = { ...PARTY, partyId: "merchant-2" };
    expect(await (await get(`/v1/receipts/${leaves[7]}`)).json()).to.not.have.any.keys("statement", "salt");
  });

  it("gives the claimant of a case what it handed in there, and nothing of another case", async () => {
    const submitter = `${"1f".repeat(16)}/claimant`;
    const [entry] = await at.log.work.run((tx) => at.log.intake.accept(tx, [input("claim", { submitter })]));
    caller = { kind: "claimant", caseId: "1f".repeat(16) };
    expect(await (await get(`/v1/receipts/${entry!.leafHash}`)).json()).to.include.keys("statement");
    caller = { kind: "claimant", caseId: "2f".repeat(16) };
    expect(await (await get(`/v1/receipts/${entry!.leafHash}`)).json()).to.not.have.any.keys("statement");
  });

  it("gives everybody the statement of a public entry", async () => {
    const [entry] = await at.log.work.run((tx) =>
      at.log.intake.accept(tx, [input("event", { public: true })]),
    );
    expect(await (await get(`/v1/receipts/${entry!.leafHash}`)).json()).to.include.keys("statement", "salt");
  });

  it("answers 404 for a receipt of nothing, whatever its spelling", async () => {
    for (const leaf of ["00".repeat(32), "AB".repeat(32), "x", "..%2f"])
      await expectProblem(`/v1/receipts/${leaf}`, 404, "log.not_found");
  });
});
