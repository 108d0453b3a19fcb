import { expect } from "chai";
import { formatSize } from "../../../web/lib/sizes.ts";

describe("how large a file is", () => {
  for (const [bytes, text] of [
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1_000, "1 kB"],
    [1_549, "1.5 kB"],
    [999_949, "999.9 kB"],
    [999_960, "1 MB"],
    [2_300_000, "2.3 MB"],
    [1_000_000_000, "1 GB"],
    [12_345_000_000_000, "12,345 GB"],
  ] as const)
    it(`reads ${text}`, () => {
      expect(formatSize(bytes, "en")).to.equal(text);
    });

  it("is written in Chinese too", () => {
    expect(formatSize(20, "zh-CN")).to.equal("20字节");
    expect(formatSize(2_300_000, "zh-CN")).to.equal("2.3 MB");
  });
});
