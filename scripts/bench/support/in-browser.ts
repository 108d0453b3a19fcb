import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "vite";

const CHROMIUM = "/usr/bin/chromium";
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
const CODE = fileURLToPath(new URL("./browser-code.ts", import.meta.url));

export interface BrowserTimes {
  readonly verifyMs: number;
  readonly hashMs: number;
}

/** Times in Chromium, at full speed, what a page does with a receipt and with a document of so many megabytes. */
export async function timeInBrowser(receipt: string, megabytes: number): Promise<BrowserTimes> {
  if (!existsSync(CHROMIUM)) throw new Error(`no ${CHROMIUM}: apt-get install chromium`);
  const code = await bundled();
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: FLAGS });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: code });
    const call = (what: string) => page.evaluate<number>(`bench.${what}`);
    return {
      verifyMs: await call(`verifyMs(${JSON.stringify(receipt)})`),
      hashMs: await call(`hashMs(${megabytes})`),
    };
  } finally {
    await browser.close();
  }
}

/** Bundled as the pages are. */
async function bundled(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, lib: { entry: CODE, formats: ["iife"], name: "code" } },
  });
  const [first] = (Array.isArray(output) ? output : [output]) as { output: { code: string }[] }[];
  return first!.output[0]!.code;
}
