import { join } from "node:path";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { tempDir } from "../../support/temp-dir.ts";
import { hasChromium, launchBrowser, openPage } from "../../web/support/browser.ts";
import { builtWeb } from "../../web/support/build.ts";
import { filmOfCode } from "../../web/support/camera-film.ts";
import { gtin, serial } from "../../web/support/fixture-data.ts";
import { type FixtureServer, startFixtureServer } from "../../web/support/fixture-server.ts";

describe("scanning a code with the camera", function () {
  this.timeout(120_000);
  const film = join(tempDir("redress-film-"), "camera.y4m");
  let server: FixtureServer;

  before(async function () {
    this.timeout(120_000);
    if (!hasChromium()) {
      console.log("    no /usr/bin/chromium: apt-get install chromium to run the tests of the pages");
      this.skip();
    }
    server = await startFixtureServer(await builtWeb());
  });
  after(() => server?.close());

  /** Opens the page with a camera held to a code; a script error or breach of the policy fails the test. */
  async function held(link: string, look: (page: Page) => Promise<void>): Promise<void> {
    filmOfCode(film, link);
    const browser = await launchBrowser([`--use-file-for-fake-video-capture=${film}`]);
    try {
      const { page, errors } = await openPage(browser);
      await page.goto(`${server.url}/scan`);
      await page.getByRole("button", { name: "打开相机" }).click();
      await look(page);
      expect(errors).to.deep.equal([]);
    } finally {
      await browser.close();
    }
  }

  it("leads to the item's page", () =>
    held(`${server.url}/01/${gtin}/21/${serial}`, async (page) => {
      await page.waitForURL(`**/01/${gtin}/21/${serial}`);
      await page.getByText("9 条记录全部与链上一致").waitFor();
    }));

  it("refuses a code of another site, and names it", () =>
    held(`https://id.redress-shop.example/01/${gtin}/21/${serial}`, async (page) => {
      await page.getByText("此码指向 id.redress-shop.example").waitFor();
      expect(new URL(page.url()).pathname).to.equal("/scan");
    }));

  it("says so of a code that is no item's", () =>
    held("WIFI:T:WPA;S:shop;P:secret;;", async (page) => {
      await page.getByText("此码不是单件商品的码。").waitFor();
    }));
});

describe("scanning a code without a camera", function () {
  this.timeout(120_000);
  let server: FixtureServer;
  before(async function () {
    this.timeout(120_000);
    if (!hasChromium()) this.skip();
    server = await startFixtureServer(await builtWeb());
  });
  after(() => server?.close());

  it("takes the numbers beneath the code, fits a phone, and loads no reader before it is needed", async () => {
    const browser = await launchBrowser();
    try {
      const { page, errors } = await openPage(browser);
      const loaded: string[] = [];
      page.on("request", (request) => loaded.push(request.url()));
      await page.goto(`${server.url}/scan?lang=en`);
      await page.getByLabel("Digits after (01) beneath the code").fill(gtin);
      await page.getByLabel("Characters after (21) beneath the code").fill(serial);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).to.be.at.most(360);
      expect(loaded.filter((url) => url.includes("zxing") || url.endsWith(".wasm"))).to.deep.equal([]);
      await page.getByRole("button", { name: "Look it up" }).click();
      await page.waitForURL(`**/01/${gtin}/21/${serial}`);
      expect(errors).to.deep.equal([]);
    } finally {
      await browser.close();
    }
  });
});
