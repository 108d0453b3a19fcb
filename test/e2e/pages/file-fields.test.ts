import { expect } from "chai";
import type { Page } from "playwright-core";
import { caseId } from "../../web/support/fixture-data.ts";
import { pageFixture } from "./fixture.ts";

const text = (name: string, content: string) => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(content),
});

/** Drops files on the field an input belongs to, as a file manager does. */
const drop = (page: Page, label: string, files: readonly { name: string; content: string }[]) =>
  page.getByLabel(label).evaluate((input, dropped) => {
    const dataTransfer = new DataTransfer();
    for (const { name, content } of dropped) dataTransfer.items.add(new File([content], name));
    const field = input.closest(".drop");
    for (const type of ["dragover", "drop"])
      field?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  }, files);

interface Field {
  readonly label: string;
  readonly open: () => Promise<Page>;
  /** What the page says once it has read a file of zeros. */
  readonly read?: string;
}

describe("fields for a file", function () {
  this.timeout(120_000);
  const fixture = pageFixture();

  const merchant = { partyId: "lumo-store", partyKind: "merchant", name: "露沫" } as const;
  const fields: Readonly<Record<string, Field>> = {
    "a receipt": { label: "选择凭证", open: () => fixture.open("/verify") },
    "a document to compare": { label: "原文件", open: () => fixture.open("/verify") },
    "refused evidence": { label: "被拒收的文件", open: () => fixture.open("/verify#refused") },
    "a checkpoint": { label: "第二份日志快照", open: () => fixture.open("/verify#fork") },
    "a picture of a code": {
      label: "从图片读取",
      read: "图片中没有找到二维码",
      open: () => fixture.open("/scan"),
    },
    "a table to import": {
      label: "选择 CSV 或 XLSX 文件",
      read: "没有问题",
      open: async () => {
        fixture.server.me = merchant;
        fixture.server.answers.set("/v1/imports/check", {
          status: 200,
          body: { events: 1, items: 1, faultCount: 0, faults: [] },
        });
        return fixture.open("/w/import");
      },
    },
    "a chat that cannot be read": {
      label: "选择聊天记录文件",
      read: "没有读到聊天文字",
      open: async () => {
        fixture.server.me = merchant;
        fixture.server.actions = ["hand_in_evidence"];
        const page = await fixture.open(`/w/cases/${caseId}`);
        await page.getByRole("button", { name: "提交聊天记录" }).click();
        return page;
      },
    },
  };

  for (const [what, { label, open, read }] of Object.entries(fields))
    it(`take ${what} by dropping it, show name and size, and give it back to the keyboard`, async () => {
      const page = await open();
      await page.getByLabel(label).waitFor({ state: "attached" });
      await drop(page, label, [{ name: "chosen.bin", content: "\0".repeat(1500) }]);
      await page.getByText("chosen.bin 1.5 kB").waitFor();
      // What comes late would move the button from under the pointer.
      if (read !== undefined) await page.getByText(read).waitFor();
      await page.getByRole("button", { name: "移除 chosen.bin" }).click();
      await page.getByText("chosen.bin").waitFor({ state: "detached" });
      const isFocused = (input: Element) => input === document.activeElement;
      expect(await page.getByLabel(label).evaluate(isFocused)).to.equal(true);
    });

  it("say what is wrong with what they cannot take, and keep what they had", async () => {
    const page = await fixture.open("/verify#fork");
    const label = "第一份日志快照";
    await page.getByLabel(label).setInputFiles(text("kept.note", "a note"));
    const file = { name: "a.note", content: "a" };
    await drop(page, label, [file, { ...file, name: "b.note" }]);
    await page.getByText("一次只能选一个文件").waitFor();
    await drop(page, label, [{ name: "empty.note", content: "" }]);
    await page.getByText("文件是空的").waitFor();
    await drop(page, label, []);
    await page.getByText("这里没有文件").waitFor();
    expect(await page.getByRole("alert").count()).to.equal(1);
    await page.getByText("kept.note 6字节").waitFor();
    await drop(page, label, [file]);
    await page.getByText("a.note").waitFor();
    expect(await page.getByRole("alert").count()).to.equal(0);
  });

  it("do not let a file dropped beside them take the page away", async () => {
    const page = await fixture.open("/verify");
    const isKept = await page.getByRole("heading", { level: 1 }).evaluate((heading) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["x"], "x.txt"));
      return !heading.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
    });
    expect(isKept).to.equal(true);
  });
});
