import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { expect } from "chai";
import { lockFolder } from "../../../../server/cli/folder-lock.ts";
import { encodeCall } from "../../../../server/domain/log/abi.ts";
import { listen, shut } from "../../../support/listen.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { file, type Ran, redress } from "../../../trust/support.ts";
import { type MonitoredLog, monitoredLog } from "../../domain/log/monitored-log.ts";
import { IDENTITY } from "../../domain/log/receipt-fixture.ts";

interface Said {
  readonly kind: string;
  readonly what: string;
  readonly isNew?: boolean;
  readonly evidence?: string;
}

const HEAD_CALL = encodeCall("head(bytes32)");
const word = (value: number | string): string => BigInt(value).toString(16).padStart(64, "0");

describe("redress monitor", function () {
  this.timeout(60_000);
  let log: MonitoredLog;
  let server: Server;
  let url: string;
  let state: string;
  /** Answers of the contract: `head`, and the counts of `logOf`. */
  let head: readonly (number | string)[];
  let counts: readonly [late: number, overdue: number, refused: number];
  let isChainUp: boolean;

  beforeEach(async () => {
    log = monitoredLog(5);
    state = tempDir("redress-monitor-");
    head = [0, 0, 0];
    counts = [0, 0, 0];
    isChainUp = true;
    server = createServer((request, response) => void answer(request, response));
    url = await listen(server);
  });
  afterEach(() => shut(server));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === "/rpc") return isChainUp ? rpc(request, response) : void response.destroy();
    const path = request.url?.replace("/log/", "") ?? "";
    if (path.startsWith("/endless")) return endless(response);
    const bytes = path === "checkpoint" ? Buffer.from(await log.checkpoint()) : await log.tile(path);
    response.writeHead(bytes === null ? 404 : 200).end(bytes);
  }
  async function rpc(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const isHead = String(Buffer.concat(parts)).includes(HEAD_CALL);
    const logOf = [1, 0, 0, 0, 0, 0, 0, ...counts, 0, 0];
    const result = `0x${(isHead ? head : logOf).map(word).join("")}`;
    response.end(JSON.stringify({ jsonrpc: "2.0", id: 1, result }));
  }
  function endless(response: ServerResponse): void {
    const more = (): void => {
      while (response.write(Buffer.alloc(1 << 16, 65)));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  }

  const watch = (...more: string[]): Promise<Ran> =>
    redress(
      ...["monitor", "--log", file(JSON.stringify(IDENTITY), "log.json"), "--url", `${url}/log`],
      ...["--state", state, ...more],
    );
  const lines = ({ out }: Ran): Said[] =>
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Said);
  const withChain = () => ["--rpc", `${url}/rpc`, "--json"];

  it("reports an overdue promise once, and answers 1 as long as it stands", async () => {
    counts = [0, 1, 0];
    const first = await watch(...withChain());
    expect([first.code, lines(first)[0]?.kind, lines(first)[0]?.isNew]).to.deep.equal([
      ...[1, "overdue_promise", true],
    ]);
    const again = await watch(...withChain());
    expect([again.code, lines(again)[0]?.kind, lines(again)[0]?.isNew]).to.deep.equal([
      ...[1, "overdue_promise", false],
    ]);
    expect(again.out).to.contain("nothing new contradicts it");
    expect(readdirSync(join(state, "evidence")), "evidence is kept once").to.have.length(1);
  });

  it("sees another root behind an overdue promise that was reported before", async () => {
    counts = [0, 1, 0];
    await watch(...withChain());
    head = [5, `0x${monitoredLog(5, "two").rootAt(5)}`, 1_790_000_000];
    const { code, out } = await watch("--rpc", `${url}/rpc`);
    expect(code).to.equal(1);
    expect(out).to.contain("MISBEHAVIOUR (chain_root_differs)").and.contain("STILL STANDS since");
  });

  it("reports late promises and refused entries", async () => {
    counts = [2, 0, 1];
    const said = lines(await watch(...withChain())).map(({ kind }) => kind);
    expect(said).to.include.members(["late_promise", "refused_entry"]);
  });

  it("follows the log though the chain is out of reach, and says so", async () => {
    isChainUp = false;
    const { code, out } = await watch("--rpc", `${url}/rpc`);
    expect(code).to.equal(3);
    expect(out).to.contain("Cannot tell: the chain:");
    expect(JSON.parse(readFileSync(join(state, "state.json"), "utf8")).size).to.equal(5);
  });

  it("keeps each note it followed, so that a root anchored for an old size can be shown to be another", async () => {
    await watch();
    const note = log.note;
    log.grow(9);
    head = [5, `0x${monitoredLog(5, "two").rootAt(5)}`, 1_790_000_000];
    const [said] = lines(await watch(...withChain()));
    expect(said?.kind).to.equal("chain_root_differs");
    expect(readFileSync(join(said!.evidence!, "checkpoint-1.note"), "utf8")).to.equal(note);
  });

  it("leaves its folder alone while another one has it", async () => {
    await watch();
    const before = readdirSync(state).map((name) => [name, readFileSync(join(state, name), "utf8")]);
    log.grow(9);
    const unlock = lockFolder(state, "monitor");
    const { code, out } = await watch();
    unlock();
    expect([code, out]).to.deep.equal([
      3,
      `Cannot tell: another process is this monitor already (${state})\n`,
    ]);
    expect(readdirSync(state).map((name) => [name, readFileSync(join(state, name), "utf8")])).to.deep.equal(
      before,
    );
  });

  it("keeps evidence once of what is withheld from a log that grows", async () => {
    log.files.delete("tile/entries/000.p/5");
    expect((await watch()).code).to.equal(1);
    log.grow(9);
    log.files.delete("tile/entries/000.p/9");
    expect((await watch()).out).to.contain("STILL STANDS since");
    expect(readdirSync(join(state, "evidence"))).to.have.length(1);
  });

  it("goes on from the state of an earlier version", async () => {
    await watch();
    const {
      v: _,
      counts: __,
      successor: ___,
      findings: ____,
      ...rest
    } = JSON.parse(readFileSync(join(state, "state.json"), "utf8"));
    const note = log.note;
    state = tempDir("redress-monitor-");
    mkdirSync(state, { recursive: true });
    const old = { v: "redress.monitor/1", overdueCount: 0, ...rest };
    writeFileSync(join(state, "state.json"), JSON.stringify(old));
    log.grow(9);
    const { code, out } = await watch();
    expect(out).to.contain("Size 9: recomputed, and nothing contradicts it.");
    expect(code).to.equal(0);
    expect(readFileSync(join(state, "notes.jsonl"), "utf8")).to.contain(JSON.stringify(note));
  });

  it("names the file where its state cannot be read", async () => {
    writeFileSync(join(state, "state.json"), "{");
    const { code, out } = await watch();
    expect([code, out]).to.deep.equal([
      ...[3, `Cannot tell: ${join(state, "state.json")}: This is no state of a monitor.\n`],
    ]);
  });

  it("says when what it reported is no longer seen", async () => {
    const tile = log.files.get("tile/0/000.p/5")!;
    log.files.delete("tile/0/000.p/5");
    expect((await watch()).out).to.contain("MISBEHAVIOUR (withheld)");
    log.files.set("tile/0/000.p/5", tile);
    const { code, out } = await watch();
    expect(out).to.contain("No longer seen").and.contain("nothing contradicts it");
    expect(code).to.equal(0);
  });

  it("does not read an answer without end", async () => {
    const { code, out } = await watch("--url", `${url}/endless?`);
    expect(out).to.contain("answers more than");
    expect(code).to.equal(3);
    expect(existsSync(join(state, "evidence"))).to.equal(false);
  });
});
