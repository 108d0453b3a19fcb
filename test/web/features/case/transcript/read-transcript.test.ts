import { readFileSync } from "node:fs";
import { expect } from "chai";
import { readTranscript } from "../../../../../web/features/case/transcript/read-transcript.ts";

const read = (text: string | Uint8Array<ArrayBuffer>) => readTranscript(new Blob([text]));
const sample = new URL("../../../../../scripts/dev/sample/documents/chat-transcript.json", import.meta.url);

describe("reading a chat", () => {
  it("takes an export's messages with their own ids, who sent them and when", async () => {
    const messages = await read(readFileSync(sample, "utf8"));
    expect(messages[1]).to.deep.equal({
      id: "M20261110-5812040002",
      sender: "露沫电器旗舰店:小沫",
      role: "seller",
      at: "2026-11-10 20:12:05",
      text: "您好,送 350 毫升奶缸一个,下单 48 小时内从佛山发货。",
    });
  });

  it("numbers messages whose ids are missing, too long or not their own", async () => {
    const ids = async (list: object[]) => (await read(JSON.stringify(list))).map(({ id }) => id);
    const numbered = ["message-1", "message-2"];
    expect(await ids([{ text: "a" }, { text: "b" }])).to.deep.equal(numbered);
    expect(
      await ids([
        { id: 1, text: "a" },
        { id: 1, text: "b" },
      ]),
    ).to.deep.equal(numbered);
    expect(
      await ids([
        { id: "x".repeat(81), text: "a" },
        { id: "y", text: "b" },
      ]),
    ).to.deep.equal(["message-1", "y"]);
  });

  it("takes one line after another of plain text, with who speaks where a colon tells", async () => {
    const messages = await read("买家：机器凹了\n\n商家: 内衬改薄了，时间 20:11:32\n就这样\n");
    expect(messages.map(({ id, sender, text }) => [id, sender, text])).to.deep.equal([
      ["line-1", "买家", "机器凹了"],
      ["line-3", "商家", "内衬改薄了，时间 20:11:32"],
      ["line-4", "", "就这样"],
    ]);
  });

  it("gives the lines below a name and time to that sender", async () => {
    const copied = "小沫 2026-11-14 18:57:01\n内衬最近改薄了\n我们赔\n\n[2026-11-14 18:58] 买家\n好的";
    const messages = await read(copied);
    expect(messages.map(({ sender, at, text }) => [sender, at, text])).to.deep.equal([
      ["小沫", "2026-11-14 18:57:01", "内衬最近改薄了"],
      ["小沫", "2026-11-14 18:57:01", "我们赔"],
      ["买家", "2026-11-14 18:58", "好的"],
    ]);
  });

  it("reads GB 18030, which Chinese programs still write", async () => {
    const [message] = await read(Uint8Array.of(0xc2, 0xf2, 0xbc, 0xd2, 0x3a, 0xba, 0xc3));
    expect(message).to.include({ sender: "买家", text: "好" });
  });

  it("refuses what holds no text, and what is too long to go through", async () => {
    const code = (input: string) => read(input).then(String, (error: { code: string }) => error.code);
    expect(await code("")).to.equal("page.transcript_unreadable");
    expect(await code("PNG\0\0 data")).to.equal("page.transcript_unreadable");
    expect(await code("a\n".repeat(3_001))).to.equal("page.transcript_too_long");
    expect(await code("a".repeat(2 * 1024 * 1024 + 1))).to.equal("page.transcript_too_long");
  });
});
