import type { Browser, Page } from "playwright-core";
import { hasChromium, launchBrowser, type OpenOptions, openPage } from "../../web/support/browser.ts";
import { builtWeb } from "../../web/support/build.ts";
import { type FixtureServer, startFixtureServer } from "../../web/support/fixture-server.ts";

export interface PageFixture {
  readonly server: FixtureServer;
  /** Opens a path in a browser of its own; script errors and policy breaches fail the test in the end. */
  readonly open: (path: string, options?: OpenOptions) => Promise<Page>;
}

const startMilliseconds = 300_000;

/** Built pages, fixture server and Chromium for one describe; skipped with a message where there is no Chromium. */
export function pageFixture(): PageFixture {
  let browser: Browser | null = null;
  let server: FixtureServer | null = null;
  let pages: { page: Page; errors: string[] }[] = [];
  before(async function () {
    this.timeout(startMilliseconds);
    if (!hasChromium()) {
      console.log("    no /usr/bin/chromium: apt-get install chromium to run the tests of the pages");
      this.skip();
    }
    server = await startFixtureServer(await builtWeb());
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    const errors = pages.flatMap((opened) => opened.errors);
    await Promise.all(pages.map(({ page }) => page.context().close()));
    pages = [];
    if (server) {
      Object.assign(server, { me: null, actions: [] });
      server.answers.clear();
      server.recorded.length = 0;
    }
    if (errors.length > 0) throw new Error(`the page reported: ${errors.join("; ")}`);
  });
  return {
    get server() {
      if (server === null) throw new Error("the fixture server is not up");
      return server;
    },
    open: async (path, options) => {
      const opened = await openPage(browser as Browser, options);
      pages.push(opened);
      await opened.page.goto(`${server?.url}${path}`);
      return opened.page;
    },
  };
}
