import { expect } from "chai";
import { desktop, phone } from "../../web/support/browser.ts";
import { caseId, caseToken, gtin, orderLink, serial } from "../../web/support/fixture-data.ts";
import { violations } from "./axe.ts";
import { pageFixture } from "./fixture.ts";

interface Visit {
  readonly name: string;
  readonly path: string;
  readonly ready: string;
  readonly kind?: "merchant" | "auditor" | "platform" | "arbitrator";
  readonly actions?: readonly string[];
}

const visits: readonly Visit[] = [
  { name: "scan", path: `/01/${gtin}/21/${serial}`, ready: "9 条记录全部与链上一致" },
  { name: "claim", path: `/claim#${orderLink}`, ready: "您的诉求" },
  { name: "proof of purchase", path: "/claim", ready: "先证明您是买家" },
  {
    name: "case",
    path: `/c/${caseId}#${caseToken}`,
    ready: "时间线",
    actions: ["withdraw", "hand_in_evidence"],
  },
  { name: "verify", path: "/verify", ready: "选择凭证" },
  { name: "sign in", path: "/w", ready: "登录工作台" },
  { name: "inbox", path: "/w/cases", ready: "轮到您", kind: "merchant" },
  {
    name: "merchant's case",
    path: `/w/cases/${caseId}`,
    ready: "提交答复",
    kind: "merchant",
    actions: ["accept_claim", "contest_claim", "hand_in_evidence", "object"],
  },
  { name: "log", path: "/w/log", ready: "在本页重算", kind: "auditor" },
  { name: "reconciliation", path: "/w/reconciliation", ready: "差异 0 项", kind: "auditor" },
  { name: "fund", path: "/w/fund", ready: "累计收回", kind: "platform" },
  { name: "parties", path: "/w/parties", ready: "9521234000105", kind: "platform" },
];

/** Ground and letters do not change together: the ground by the style sheet, letters of the workspace when React renders anew. */
function isInLightLetters(): boolean {
  const heading = document.querySelector("h1");
  const channels =
    heading &&
    getComputedStyle(heading)
      .color.match(/[\d.]+/g)
      ?.slice(0, 3);
  return (channels ?? []).reduce((sum, channel) => sum + Number(channel), 0) > 3 * 128;
}

describe("accessibility (WCAG 2.2 AA by axe)", function () {
  this.timeout(120_000);
  const fixture = pageFixture();

  for (const visit of visits)
    it(`holds on ${visit.name}, light and dark`, async () => {
      if (visit.kind) fixture.server.me = { partyId: "lumo-store", partyKind: visit.kind, name: "露沫" };
      fixture.server.actions = [...(visit.actions ?? [])];
      const viewport = visit.path.startsWith("/w") ? desktop : phone;
      const page = await fixture.open(visit.path, { viewport });
      await page.getByText(visit.ready).first().waitFor();
      const light = await violations(page);
      await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
      await page.waitForFunction(isInLightLetters);
      expect([...light, ...(await violations(page))]).to.deep.equal([]);
    });

  it("leads by keyboard past the head to the content", async () => {
    const page = await fixture.open(`/claim#${orderLink}`);
    await page.getByText("您的诉求").waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("href"))).to.equal("#main");
  });

  it("fits a phone 360 pixels wide without scrolling sideways", async () => {
    fixture.server.me = { partyId: "lumo-store", partyKind: "merchant", name: "露沫电器旗舰店" };
    fixture.server.actions = ["accept_claim", "contest_claim"];
    for (const path of [
      `/01/${gtin}/21/${serial}`,
      `/claim#${orderLink}`,
      `/w/cases/${caseId}`,
      "/w/cases",
    ]) {
      const page = await fixture.open(path, { viewport: phone });
      await page.waitForLoadState("networkidle");
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).to.be.at.most(360);
    }
  });
});
