import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

/** Bounds every wait for a page, on a slow and busy machine too. */
const PATIENCE_MS = 90_000;

const executablePath = "/usr/bin/chromium";

/** Whether Debian's Chromium is here; tests in a browser are skipped with a message when it is not. */
export const hasChromium = (): boolean => existsSync(executablePath);

/** @param more Further switches, e.g. what the camera sees. */
export function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
      ...more,
    ],
  });
}

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 800 };

export interface OpenOptions {
  readonly viewport?: { width: number; height: number };
  readonly locale?: string;
  readonly dark?: boolean;
}

/** A page that fails the test on any script error or breach of the content security policy. */
export async function openPage(
  browser: Browser,
  options: OpenOptions = {},
): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({
    viewport: options.viewport ?? phone,
    locale: options.locale ?? "zh-CN",
    timezoneId: "Asia/Shanghai",
    colorScheme: options.dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !text.includes("the server responded with a status of"))
      errors.push(text);
  });
  return { page, errors };
}
