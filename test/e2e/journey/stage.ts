import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { hasChromium, launchBrowser, type OpenOptions, openPage } from "../../web/support/browser.ts";
import { violations } from "../pages/axe.ts";

/** The browsers of everybody in one story: each person has one of their own, as on machines of their own. */
export interface Stage {
  /** Folder of the screenshots; it stays, for whoever looks at them. */
  readonly folder: string;
  /** Opens a browser for one person. Script errors in it fail the story at its end. */
  open(who: string, url: string, options?: OpenOptions): Promise<Page>;
  /** Takes the page as it is: a screenshot of all of it, and no fault that would shut somebody out. */
  seen(page: Page, name: string): Promise<void>;
  /** A JPEG no other case has seen: the digits of `seed` (hex) as coloured squares. */
  photo(seed: string): Promise<Buffer>;
  /** What the pages complained about so far. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** Starts Chromium, or returns null where there is none. */
export async function openStage(): Promise<Stage | null> {
  if (!hasChromium()) return null;
  const browser = await launchBrowser();
  const folder = mkdtempSync(join(tmpdir(), "redress-journey-"));
  const errors: string[] = [];
  const contexts: BrowserContext[] = [];
  let shots = 0;
  return {
    folder,
    errors,
    open: async (who, url, options) => {
      const page = await openFor(browser, who, errors, options);
      contexts.push(page.context());
      await page.goto(url);
      return page;
    },
    seen: async (page, name) => {
      await page.locator(".ant-btn-loading").first().waitFor({ state: "detached" });
      shots += 1;
      const file = `${String(shots).padStart(2, "0")}-${name}.png`;
      await page.screenshot({ path: join(folder, file), fullPage: true });
      expect(await violations(page, ["serious", "critical"]), name).to.deep.equal([]);
      expect(await overflow(page), `${name} is wider than its screen`).to.be.at.most(0);
    },
    photo: (seed) => paint(browser, seed),
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
    },
  };
}

async function openFor(browser: Browser, who: string, errors: string[], options?: OpenOptions) {
  const opened = await openPage(browser, options);
  const { push } = opened.errors;
  opened.errors.push = (...texts) => {
    errors.push(...texts.map((text) => `${who}: ${text}`));
    return push.apply(opened.errors, texts);
  };
  return opened.page;
}

async function paint(browser: Browser, seed: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  const squares = (seed.match(/.{3}/g) ?? []).map((colour) => `<i style="background:#${colour}"></i>`);
  await page.setContent(`<style>i{float:left;width:128px;height:96px}</style>${squares.join("")}`);
  const jpeg = await page.screenshot({ type: "jpeg" });
  await page.close();
  return jpeg;
}

/** Pixels by which a page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
