import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { ENGINE } from "../../server/domain/responsibility/decide.ts";
import { digestsOf, findingTextOf } from "../server/domain/responsibility/digests.ts";
import { hasChromium, launchBrowser } from "../web/support/browser.ts";

const shared = new URL("../../../shared/data/scenarios/", import.meta.url);
const own = new URL("../vectors/responsibility/", import.meta.url);
const stored = new URL(`findings/${ENGINE.version}.json`, own);
const entry = fileURLToPath(new URL("../server/domain/responsibility/digests.ts", import.meta.url));

interface EngineGlobal {
  readonly engine: { readonly digestsOf: typeof digestsOf; readonly findingTextOf: typeof findingTextOf };
}

function scenarios(folder: URL): { id: string; facts: unknown }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), "utf8")));
}

/** Bundles the engine as a page would load it, into one script that sets `engine`. */
async function bundleEngine(): Promise<string> {
  const lib = { entry, formats: ["iife" as const], name: "engine" };
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: false, lib },
  });
  const [output] = [built].flat();
  if (output === undefined || !("output" in output)) throw new Error("nothing was bundled");
  return output.output[0].code;
}

describe("the engine in the browser", function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;

  before(async function () {
    if (!hasChromium()) {
      console.log("no Chromium here: skipped");
      this.skip();
    }
    const code = await bundleEngine();
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.addScriptTag({ content: code });
  });

  after(async () => browser?.close());

  it("finds the same bytes as on the server for every scenario", async () => {
    const cases = [...scenarios(shared), ...scenarios(own)];
    const there = await page.evaluate<string[], unknown[]>(
      (all) => all.map((facts) => (globalThis as unknown as EngineGlobal).engine.findingTextOf(facts)),
      cases.map(({ facts }) => facts),
    );
    expect(cases.length).to.be.at.least(8);
    cases.forEach(({ id, facts }, i) => {
      expect(there[i], id).to.equal(findingTextOf(facts));
    });
  });

  it("says the same in words, pictures and counterfactuals for the stored findings", async () => {
    const cases: { facts: unknown }[] = JSON.parse(readFileSync(stored, "utf8")).cases.slice(0, 60);
    const there = await page.evaluate<unknown[], unknown[]>(
      (all) => all.map((facts) => (globalThis as unknown as EngineGlobal).engine.digestsOf(facts)),
      cases.map(({ facts }) => facts),
    );
    expect(there).to.deep.equal(cases.map(({ facts }) => digestsOf(facts)));
  });
});
