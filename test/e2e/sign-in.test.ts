import type { Page } from "playwright-core";
import { type SetUp, sharedSetUp } from "../support/set-up.ts";
import { desktop } from "../web/support/browser.ts";
import { addAuthenticator } from "./journey/authenticator.ts";
import { openStage, type Stage } from "./journey/stage.ts";

describe("signing in with a passkey", function () {
  this.timeout(300_000);
  this.bail(true);
  let setUp: SetUp;
  let stage: Stage;
  let page: Page;
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

  before(async function () {
    const opened = await openStage();
    if (opened === null) {
      console.log("    no /usr/bin/chromium: apt-get install chromium to sign in with a passkey");
      this.skip();
    }
    stage = opened;
    console.log(`    screenshots: ${stage.folder}`);
    setUp = await sharedSetUp();
    page = await stage.open("operator", `${setUp.url}/dev/sign-in/mall`, { viewport: desktop });
    await addAuthenticator(page);
  });
  after(() => stage?.close());

  it("starts with adding one under a name", async () => {
    await page.goto(`${setUp.url}/w/account`);
    await page.getByText("还没有通行密钥").waitFor();
    await page.getByLabel("通行密钥的名称").fill("办公笔记本");
    await press("在此设备添加通行密钥");
    await page.getByText("办公笔记本").waitFor();
    await stage.seen(page, "account");
  });

  it("needs neither address nor password afterwards", async () => {
    await press("退出");
    await press("使用通行密钥登录");
    await page.getByRole("link", { name: "主体", exact: true }).waitFor();
  });

  it("says so when the passkey is refused", async () => {
    await page.goto(`${setUp.url}/w/account`);
    await press("移除办公笔记本");
    await press("确认移除");
    await page.getByText("还没有通行密钥").waitFor();
    await press("退出");
    await press("使用通行密钥登录");
    await page.getByText("登录未成功").waitFor();
    await stage.seen(page, "refused");
  });

  it("changes a password only who knows the old one", async () => {
    await page.goto(`${setUp.url}/dev/sign-in/mall`);
    await page.goto(`${setUp.url}/w/account`);
    await page.getByLabel("当前密码").fill("not the password");
    await page.getByLabel("新密码，至少 12 个字符").fill("a long enough one");
    await press("修改密码");
    await page.getByText("密码没有修改").waitFor();
  });
});
