import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { get, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { witnessServer } from "../../../../server/cli/witness/service.ts";
import { MOST_KEPT } from "../../../../server/cli/witness/shown-notes.ts";
import { openWitnessStore, originHash, type WitnessStore } from "../../../../server/cli/witness/store.ts";
import { parseCheckpoint, verifyLogLine } from "../../../../server/domain/log/checkpoint.ts";
import { formatSignature, parseVerifierKey } from "../../../../server/domain/log/signed-note.ts";
import { formatAddCheckpoint } from "../../../../server/domain/log/witness.ts";
import { listen, shut } from "../../../support/listen.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { noteOf, ORIGIN, proofOf, VERIFIER_KEY } from "./growing-log.ts";

const junkHash = new Uint8Array(32).fill(7);

/** A signature line nobody can check, as anybody may put below a note. */
const junkLine = (n: number, name = `junk${n}`): string =>
  formatSignature({ name, keyId: Uint8Array.of(1, 2, 3, n), signature: junkHash });

describe("the witness over HTTP", () => {
  let folder: string;
  let store: WitnessStore;
  let server: Server;
  let url: string;
  let said: string[];

  beforeEach(async () => {
    folder = tempDir("redress-witness-");
    said = [];
    await start();
  });
  afterEach(() => stop());

  async function start(): Promise<void> {
    store = openWitnessStore(folder, [ORIGIN]);
    const identity = { name: "w.example/1", seed: new Uint8Array(32).fill(5) };
    const logs = [parseVerifierKey(VERIFIER_KEY)];
    server = witnessServer({ identity, logs, store, report: (line) => said.push(line) });
    url = await listen(server);
  }
  async function stop(): Promise<void> {
    await shut(server);
    store.close();
  }
  async function show(oldSize: number, note: string, proof: Uint8Array[] = []): Promise<[number, string]> {
    const body = formatAddCheckpoint({ oldSize, proof, note });
    const answer = await fetch(`${url}/add-checkpoint`, { method: "POST", body });
    return [answer.status, await answer.text()];
  }
  const namesIn = (name: string): string[] =>
    existsSync(join(folder, name)) ? readdirSync(join(folder, name)).sort() : [];
  const alarms = () => said.filter((line) => line.startsWith("ALARM"));
  async function signed(...sizes: number[]): Promise<void> {
    let last = 0;
    for (const size of sizes) {
      expect((await show(last, noteOf(size), last === 0 ? [] : proofOf(last, size)))[0]).to.equal(200);
      last = size;
    }
  }

  it("raises no alarm for a genuine checkpoint with a bad proof, and keeps it once whatever is put below it", async () => {
    await signed(3);
    for (let n = 0; n < 5; n++) expect((await show(3, noteOf(7) + junkLine(n), [junkHash]))[0]).to.equal(422);
    expect(alarms()).to.deep.equal([]);
    expect(namesIn("contradictions")).to.deep.equal([]);
    expect(namesIn("unproved")).to.have.length(1);
    expect(said.filter((line) => line.startsWith("unproved"))).to.have.length(1);
  });

  it("forgets what was unproved once it is proved", async () => {
    await signed(3);
    await show(3, noteOf(7), [junkHash]);
    expect((await show(3, noteOf(7), proofOf(3, 7)))[0]).to.equal(200);
    expect(namesIn("unproved")).to.deep.equal([]);
    expect(alarms()).to.deep.equal([]);
  });

  it("keeps no more than its bound of what nobody proves", async function () {
    this.timeout(60_000);
    await signed(3);
    for (let n = 0; n < MOST_KEPT + 3; n++) await show(3, noteOf(4 + n), [junkHash]);
    expect(namesIn("unproved")).to.have.length(MOST_KEPT);
  });

  it("raises one alarm for another root of the newest size, however often and with whatever below it", async () => {
    await signed(3, 7);
    for (let n = 0; n < 3; n++)
      expect(await show(7, noteOf(7, "other") + junkLine(n))).to.deep.equal([409, "7\n"]);
    expect(alarms()).to.have.length(1);
    expect(namesIn("contradictions")).to.have.length(1);
  });

  it("raises an alarm for another root of a size below the newest", async () => {
    await signed(3, 7);
    expect((await show(7, noteOf(3, "other")))[0]).to.equal(400);
    expect(alarms()).to.have.length(1);
    const [pair] = namesIn("contradictions");
    const read = (name: string) => readFileSync(join(folder, "contradictions", pair!, name), "utf8");
    expect(read("signed.note").startsWith(noteOf(3))).to.equal(true);
    expect(read("shown.note")).to.equal(noteOf(3, "other"));
  });

  it("raises no alarm for an old checkpoint shown again", async () => {
    await signed(3, 7);
    expect((await show(7, noteOf(3)))[0]).to.equal(400);
    expect((await show(3, noteOf(3)))[0]).to.equal(409);
    expect([alarms(), namesIn("contradictions")]).to.deep.equal([[], []]);
  });

  it("raises an alarm when what it signs has another root than was shown without a proof before", async () => {
    await signed(3);
    await show(3, noteOf(7, "other"), [junkHash]);
    expect((await show(3, noteOf(7), proofOf(3, 7)))[0]).to.equal(200);
    expect((await show(7, noteOf(7) + junkLine(1)))[0]).to.equal(200);
    expect(alarms()).to.have.length(1);
    const [pair] = namesIn("contradictions");
    const read = (name: string) => readFileSync(join(folder, "contradictions", pair!, name), "utf8");
    expect(read("signed.note")).to.equal(noteOf(7));
    expect(read("shown.note")).to.equal(noteOf(7, "other"));
  });

  it("still knows all of it when it is started again", async () => {
    await signed(3, 7);
    await show(7, noteOf(9, "other"), [junkHash]);
    await stop();
    await start();
    expect((await show(7, noteOf(9), proofOf(7, 9)))[0]).to.equal(200);
    await show(9, noteOf(3, "other"));
    expect(alarms()).to.have.length(2);
  });

  it("keeps, shows and compares what a stranger filled up with lines before the log came", async () => {
    const lines = Array.from({ length: 98 }, (_, n) => junkLine(n)).join("");
    expect((await show(0, noteOf(3) + lines))[0]).to.equal(200);
    const shown = await (await fetch(`${url}/checkpoint/${originHash(ORIGIN)}`)).text();
    expect(parseCheckpoint(shown).signatures).to.have.length(3);
    expect((await show(3, noteOf(3)))[0]).to.equal(200);
    expect((await show(3, noteOf(3, "other")))[0]).to.equal(409);
    expect([alarms().length, namesIn("contradictions").length]).to.deep.equal([1, 1]);
  });

  it("still raises an alarm for what was unproved and filled up with lines of the log's name", async () => {
    await signed(3);
    const lines = Array.from({ length: 98 }, (_, n) => junkLine(n, ORIGIN)).join("");
    const [text, own] = noteOf(7, "other").split("\n\n") as [string, string];
    expect((await show(3, `${text}\n\n${lines}${own}`, [junkHash]))[0]).to.equal(422);
    expect((await show(3, noteOf(7), proofOf(3, 7)))[0]).to.equal(200);
    const [pair] = namesIn("contradictions");
    const kept = parseCheckpoint(readFileSync(join(folder, "contradictions", pair!, "shown.note"), "utf8"));
    expect(verifyLogLine(kept, parseVerifierKey(VERIFIER_KEY))).to.equal(true);
    expect(kept.signatures.length).to.be.at.most(16);
  });

  it("gives its folder to nobody else while it runs", () => {
    expect(() => openWitnessStore(folder, [ORIGIN])).to.throw("another process is this witness already");
  });

  it("lets go of a folder it cannot go on from", async () => {
    await signed(3);
    await stop();
    const file = join(folder, `${originHash(ORIGIN)}.jsonl`);
    const whole = readFileSync(file, "utf8");
    writeFileSync(file, `{}\n${whole}`);
    expect(() => openWitnessStore(folder, [ORIGIN])).to.throw("is damaged");
    writeFileSync(file, whole);
    await start();
    expect(store.seenOf(ORIGIN)?.size).to.equal(3);
  });

  it("has nothing at a path that is none", async () => {
    const { port } = server.address() as AddressInfo;
    const [answer] = (await once(get({ port, path: "//" }), "response")) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).to.equal(404);
  });

  it("shows anybody the last it signed up to a size", async () => {
    await signed(3, 7);
    const hash = originHash(ORIGIN);
    const at = async (path: string) => (await fetch(`${url}/checkpoint/${hash}${path}`)).text();
    expect((await at("")).startsWith(noteOf(7))).to.equal(true);
    expect((await at("/6")).startsWith(noteOf(3))).to.equal(true);
    expect((await fetch(`${url}/checkpoint/${hash}/2`)).status).to.equal(404);
  });
});
