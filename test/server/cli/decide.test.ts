import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";

const FACTS = {
  claim: "damaged",
  loss: 100,
  price: 100,
  seller: "third_party",
  custody: {
    holders: ["merchant", "logistics:A"],
    boundaries: [
      { state: "good", grade: 3 },
      { state: "good", grade: 3 },
      { state: "bad", grade: 3 },
    ],
  },
};

const PROGRAM = `
  import { Command } from "commander";
  import { registerDecide, registerReplay } from "./server/cli/decide.ts";
  import { registerExplain } from "./server/cli/explain.ts";
  import { registerPackDiff } from "./server/cli/pack-diff.ts";
  import { registerRemedies } from "./server/cli/remedies.ts";
  const program = new Command("redress");
  registerDecide(program);
  registerReplay(program);
  registerExplain(program);
  registerPackDiff(program);
  registerRemedies(program);
  program.parse();
`;

function redress(args: string[], input: string) {
  const cwd = new URL("../../../", import.meta.url);
  const argv = ["--input-type=module", "-e", PROGRAM, "--", ...args];
  return spawnSync(process.execPath, argv, { cwd, input, encoding: "utf8" });
}

describe("redress decide", function () {
  this.timeout(120_000);

  it("prints the finding of bare facts as JSON", () => {
    const { status, stdout } = redress(["decide", "-"], JSON.stringify(FACTS));
    expect(status).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.include({
      mode: "burden",
      legs: { "logistics:A": 10_000 },
      denied: false,
    });
  });

  it("decides a scenario file under the parameters it brings", () => {
    const pack = {
      id: "strict",
      EST: 3,
      GAP: 0,
      GAP_MAX: 0,
      CONCEALED_NOTICE_DAYS: 7,
      DURABLE_DAYS: 183,
      HOURS_PER_UNIT: 12,
    };
    const boundaries = FACTS.custody.boundaries.with(1, { state: "good", grade: 2 });
    const facts = { ...FACTS, custody: { ...FACTS.custody, boundaries } };
    const finding = JSON.parse(redress(["decide", "-"], JSON.stringify({ facts, pack })).stdout);
    expect(finding.pack.id).to.equal("strict");
    expect(finding.bps.merchant).to.equal(10_000);
  });

  it("ends with exit code 2, path and rule on input it refuses, and prints no finding", () => {
    const { status, stdout, stderr } = redress(["decide", "-"], JSON.stringify({ ...FACTS, loss: -1 }));
    expect([status, stdout]).to.deep.equal([2, ""]);
    expect(stderr).to.include("/loss");
  });

  it("names a misspelt field that nothing reads, and decides all the same", () => {
    const { status, stderr } = redress(["decide", "-"], JSON.stringify({ ...FACTS, exonorations: [] }));
    expect(status).to.equal(0);
    expect(stderr).to.include("nothing reads /exonorations");
  });

  it("ends with exit code 2 on what is no JSON, no file, or a pack out of range", () => {
    expect(redress(["decide", "-"], "{").status).to.equal(2);
    expect(redress(["decide", "/nowhere.json"], "").status).to.equal(2);
    expect(redress(["decide", "-"], JSON.stringify({ facts: FACTS, pack: { EST: 9 } })).status).to.equal(2);
  });

  it("ends with exit code 2 on boundaries that contradict each other", () => {
    const boundaries = FACTS.custody.boundaries.with(0, { state: "bad", grade: 3 });
    const facts = { ...FACTS, custody: { ...FACTS.custody, boundaries } };
    expect(redress(["decide", "-"], JSON.stringify(facts)).status).to.equal(2);
  });
});

describe("redress replay", function () {
  this.timeout(120_000);

  it("makes a bundled decision again, and says where an altered one differs", () => {
    const { stdout } = redress(["decide", "-", "--bundle"], JSON.stringify(FACTS));
    expect(redress(["replay", "-"], stdout)).to.deep.include({ status: 0 });
    const bundle = JSON.parse(stdout);
    bundle.finding.bps.logistics = 9_999;
    const altered = redress(["replay", "-"], JSON.stringify(bundle));
    expect([altered.status, altered.stdout]).to.deep.equal([1, "differs at finding\n"]);
  });
});

describe("redress explain", function () {
  this.timeout(120_000);

  it("tells the finding in the language asked for", () => {
    const { status, stdout } = redress(["explain", "-", "--lang", "zh-CN"], JSON.stringify(FACTS));
    expect(status).to.equal(0);
    expect(stdout).to.include("责任比例").and.not.include("Split");
  });

  it("writes amounts in the currency of the pack, or the one asked for", () => {
    const told = (...more: string[]) =>
      redress(["explain", "-", "--lang", "en", ...more], JSON.stringify(FACTS)).stdout;
    expect(told()).to.match(/: CNY \d+\.\d\d$/m);
    expect(told("--pack", "eu"))
      .to.match(/: EUR \d+\.\d\d$/m)
      .and.not.match(/CNY|fen/);
    expect(told("--currency", "JPY")).to.match(/: JPY \d+$/m);
    expect(redress(["explain", "-", "--currency", "yen"], JSON.stringify(FACTS)).status).to.equal(2);
  });

  it("refuses a language it does not speak", () => {
    expect(redress(["explain", "-", "--lang", "fr"], JSON.stringify(FACTS)).status).to.equal(2);
  });

  it("draws the finding, and refuses a place it cannot write to", () => {
    const folder = mkdtempSync(join(tmpdir(), "redress-explain-"));
    const file = join(folder, "finding.svg");
    const { status } = redress(["explain", "-", "--lang", "en", "--svg", file], JSON.stringify(FACTS));
    const svg = readFileSync(file, "utf8");
    rmSync(folder, { recursive: true });
    expect(status).to.equal(0);
    expect(svg)
      .to.match(/^<svg /)
      .and.include(">the carrier A: 100%<");
    expect(redress(["explain", "-", "--svg", "/nowhere/a.svg"], JSON.stringify(FACTS)).status).to.equal(2);
  });
});

describe("redress pack-diff", function () {
  this.timeout(120_000);

  it("tells what changes, with exit code 1, and says when nothing does", () => {
    const changed = redress(["pack-diff", "cn", "eu", "--lang", "en"], "");
    expect(changed.status).to.equal(1);
    expect(changed.stdout).to.include('- jurisdiction: "CN" → "EU"\n');
    expect(redress(["pack-diff", "cn", "cn"], "")).to.deep.include({ status: 0, stdout: "same\n" });
  });

  it("ends with exit code 2 on what is no pack", () => {
    const { status, stderr } = redress(["pack-diff", "cn", "-"], "{}");
    expect(status).to.equal(2);
    expect(stderr).to.include("pack_invalid");
  });
});

describe("redress remedies", () => {
  const ASKED = {
    today: "2026-11-22",
    order: { orderedOn: "2026-11-10", shipped: true, receivedOn: "2026-11-16" },
    goods: { exceptions: ["custom_made"] },
  };
  const ask = (input: unknown, ...args: string[]) =>
    redress(["remedies", "-", ...args], JSON.stringify(input));

  it("tells what is open until when and why, in the language asked for", () => {
    const { status, stdout } = ask(ASKED, "--lang", "en");
    expect(status).to.equal(0);
    expect(stdout).to.include(
      "- closed: return without a reason within 7 days: until Nov 23, 2026; excluded: goods made",
    );
    expect(ask(ASKED, "--lang", "zh-CN").stdout).to.include("不适用：消费者定作的商品");
  });

  it("goes by the European pack where that is asked for, and says what nobody verified", () => {
    const { stdout } = ask({ ...ASKED, goods: undefined }, "--pack", "eu", "--lang", "en");
    expect(stdout).to.include("- open: return without a reason within 14 days: until Nov 30, 2026");
    expect(stdout).to.include("(not verified)").and.to.include("(holidays of that year not known)");
  });

  it("ends with exit code 2, path and rule on input it refuses", () => {
    const wrong = ask({ ...ASKED, order: { ...ASKED.order, shipped: "yes" } });
    expect([wrong.status, wrong.stdout]).to.deep.equal([2, ""]);
    expect(wrong.stderr).to.include("/order/shipped");
    expect(ask({ ...ASKED, today: "2026-02-30" }).stderr).to.include("no calendar date");
  });
});
