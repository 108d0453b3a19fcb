import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page } from "playwright-core";
import { ROOT } from "../dev/layout.ts";
import { freePort } from "../dev/ports.ts";
import type { Bench, Row } from "./bench.ts";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
const ROUNDS = 5;
/** A slow phone on a slow line: 1.6 Mbit/s, 150 ms there and back, a fourth of this processor. */
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
const CPU_SLOWDOWN = 4;
const KIB = 1024;

interface Load {
  readonly readableMs: number;
  readonly checkedMs: number;
}

/** The scan page on a slow phone, of the set-up `BENCH_URL` names or of one started for it. */
export const benches: Bench = {
  name: "web",
  run: async () => {
    if (!existsSync(CHROMIUM)) throw new Error(`no ${CHROMIUM}: apt-get install chromium`);
    const named = process.env.BENCH_URL;
    return named === undefined ? await withSetUp(measure) : await measure(named);
  },
};

async function measure(url: string): Promise<Row[]> {
  const page = await scanUrl(url);
  const html = Buffer.from(await (await fetch(page)).arrayBuffer());
  const scripts = await Promise.all(scriptsOf(html.toString("utf8")).map((path) => compressed(url, path)));
  const loads = await loadAgain(page);
  const bar = (what: string, measured: number, reference: number, unit: string): Row => ({
    what: `scan page, ${what}`,
    measured,
    reference,
    unit,
    against: "bar",
  });
  return [
    bar("page made by the server", html.length / KIB, 14, "KiB"),
    bar("compressed script until the verdict", sum(scripts) / KIB, 90, "KiB"),
    bar("readable on a slow phone", median(loads.map(({ readableMs }) => readableMs)), 1_000, "ms"),
    bar("every record checked on a slow phone", median(loads.map(({ checkedMs }) => checkedMs)), 3_000, "ms"),
  ];
}

async function scanUrl(url: string): Promise<string> {
  const links = (await (await fetch(`${url}/dev/links`)).json()) as { url: string }[];
  const found = links.find((link) => link.url.includes("/01/"));
  if (found === undefined) throw new Error(`${url} has no sample item`);
  return found.url;
}

const scriptsOf = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path = ""]) => path);

async function compressed(url: string, path: string): Promise<number> {
  return gzipSync(Buffer.from(await (await fetch(url + path)).arrayBuffer())).length;
}

async function loadAgain(url: string): Promise<Load[]> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
  try {
    const loads: Load[] = [];
    for (let round = 0; round < ROUNDS; round++) loads.push(await load(browser, url));
    return loads;
  } finally {
    await browser.close();
  }
}

/** Loads the page in a browser that has nothing of it yet. */
async function load(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: "zh-CN" });
  try {
    const page = await context.newPage();
    await slowDown(page);
    await page.goto(url, { waitUntil: "commit" });
    await page.locator("#mark[data-verdict=valid]").waitFor();
    return await page.evaluate<Load>(`({
      readableMs: performance.getEntriesByName("first-contentful-paint")[0].startTime,
      checkedMs: performance.getEntriesByName("records-checked")[0].startTime,
    })`);
  } finally {
    await context.close();
  }
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", LINE);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
}

async function withSetUp<T>(work: (url: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), "redress-bench-"));
  chmodSync(home, 0o755);
  const port = await freePort();
  const env = { ...process.env, REDRESS_HOME: home, PORT: String(port) };
  const child = spawn(join(ROOT, "scripts/up"), { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    await ready(child.stdout, ended);
    return await work(`http://localhost:${port}`);
  } finally {
    child.kill("SIGTERM");
    await ended;
    rmSync(home, { recursive: true, force: true });
  }
}

function ready(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    output.on("data", (part: Buffer) => {
      text += part.toString("utf8");
      if (/\] ready$/m.test(text)) resolve();
    });
    void ended.then(() => reject(new Error("scripts/up ended before it was ready")));
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
