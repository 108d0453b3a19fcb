import { readFileSync } from "node:fs";
import { expect } from "chai";
import { alternativeWords, sentenceWords } from "../../../../web/features/case/fact-words.ts";

function words(locale: "zh-CN" | "en") {
  const file = new URL(`../../../../web/lib/i18n/${locale}.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  return {
    t: (key: string, options: Readonly<Record<string, string>>) =>
      (texts[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_, name: string) => options[name] ?? ""),
    word: (prefix: string, key: string) => texts[`${prefix}.${key}`] ?? key,
  };
}

describe("words for the engine's alternatives", () => {
  const zh = words("zh-CN");
  const en = words("en");

  it("name the hand-over whose record is excluded", () => {
    expect(alternativeWords("EXCLUDE: boundary 3 (南川快运->consumer)", zh)).to.equal(
      "若排除：南川快运与消费者交接的记录",
    );
  });

  it("name the condition a boundary is proved to have", () => {
    expect(alternativeWords("ADD: boundary 0 (origin) proved bad", zh)).to.equal("若证明：起始时货物有损");
  });

  it("name a fact by its party and kind", () => {
    expect(alternativeWords("EXCLUDE: 南川快运.shock", zh)).to.equal("若排除：南川快运的运输冲击（跌落）");
  });

  it("leave out where the item stands in the facts", () => {
    expect(alternativeWords("ADD: 北辰速运.late_delivery proved [/factors/1/grade]", zh)).to.equal(
      "若证明：北辰速运的延误派送",
    );
  });

  it("are complete in both languages for every subject that is no party's", () => {
    for (const subject of ["defect proved", "defect", "late notice", "concealed defect", "gross negligence"])
      for (const catalogue of [zh, en])
        expect(alternativeWords(`EXCLUDE: ${subject}`, catalogue)).to.not.include("whatif.");
  });

  it("leave what they do not know as it is", () => {
    expect(alternativeWords("SWAP: this", zh)).to.equal("SWAP: this");
  });
});

describe("words in the engine's sentences", () => {
  it("stand for the kinds of facts", () => {
    expect(sentenceWords("认定南川快运存在“shock”（证据等级2）", words("zh-CN").word)).to.equal(
      "认定南川快运存在“运输冲击（跌落）”（证据等级2）",
    );
  });

  it("stand for roles in a Chinese sentence", () => {
    expect(sentenceWords("损失属于风险，由consumer负担", words("zh-CN").word)).to.equal(
      "损失属于风险，由消费者负担",
    );
  });
});
