import { expect } from "chai";
import type { Page, Route } from "playwright-core";
import { handInUpload } from "../../../server/schema/evidence.ts";
import { caseId, caseToken } from "../../web/support/fixture-data.ts";
import * as log from "../../web/support/fixture-log.ts";
import { pageFixture } from "./fixture.ts";

const MIB = 1024 * 1024;
const film = Buffer.alloc(3 * MIB, 7);
const uploadId = "1f".repeat(16);

describe("a large document handed in from the page", function () {
  this.timeout(120_000);
  const fixture = pageFixture();

  /** Answers as the server does, and breaks off at one piece once. */
  async function answerUploads(page: Page, breakAt: number, hold: Promise<void>) {
    const seen = { arrived: 0, broken: false, begun: 0, metas: [] as unknown[] };
    const offset = () => ({ "upload-offset": String(seen.arrived) });
    await page.route("**/v1/uploads**", async (route: Route) => {
      const request = route.request();
      if (request.method() === "POST") {
        seen.begun++;
        return await route.fulfill({ status: 201, headers: { location: `/v1/uploads/${uploadId}` } });
      }
      if (request.method() === "HEAD") return await route.fulfill({ status: 200, headers: offset() });
      if (seen.arrived >= breakAt && !seen.broken) {
        await hold;
        seen.broken = true;
        return await route.fulfill({ status: 503, json: { code: "storage.unavailable", status: 503 } });
      }
      seen.arrived = Math.min(film.length, seen.arrived + MIB);
      return await route.fulfill({ status: 204, headers: offset() });
    });
    await page.route("**/evidence/from-upload", async (route: Route) => {
      seen.metas.push(route.request().postDataJSON());
      const made = log.makeEntry(100, "media", film);
      await route.fulfill({
        status: 201,
        json: {
          evidenceId: "ev-new",
          state: "accepted",
          cid: "bafkreifixture",
          entry: made.entry,
          statement: made.statement,
          salt: made.salt,
          leafHash: Buffer.from(made.leaf).toString("hex"),
          acceptedAt: "2026-11-12T07:59:00Z",
          promise: log.promiseFor(made.leaf),
        },
      });
    });
    return seen;
  }

  it("shows how much has arrived, and goes on by itself after a breakdown", async () => {
    fixture.server.actions = ["hand_in_evidence"];
    const page = await fixture.open("/verify");
    let release = () => {};
    const hold = new Promise<void>((resolve) => {
      release = resolve;
    });
    const seen = await answerUploads(page, 2 * MIB, hold);
    await page.goto(`${fixture.server.url}/c/${caseId}#${caseToken}`);
    const chosen = { name: "film.mp4", mimeType: "video/mp4", buffer: film };
    await page.getByLabel("选择文件").setInputFiles(chosen);
    await page.getByText("当前文件已送达 66%").waitFor();
    if (process.env.SHOT) await page.screenshot({ path: process.env.SHOT, fullPage: true });
    release();
    await page.getByText("本机保存的受理回执（1）").waitFor();
    expect(seen.begun).to.equal(1);
    expect(handInUpload.parse(seen.metas[0]).uploadId).to.equal(uploadId);
  });
});
