import { expect } from "chai";
import { scanAssets } from "../../../../server/http/pages/scan-assets.ts";
import { scanPage, unknownItemPage } from "../../../../server/http/pages/scan-page.ts";
import type { ItemView } from "../../../../server/schema/item.ts";

const item: ItemView = {
  gtin: "09521234100010",
  serial: "7K3QX9WD2MVTB",
  product: { name: "Lumo E1", maker: "Lumo", madeAt: "2026-11-03T09:12:00+08:00", imageUrl: null },
  band: "amber",
  bandReason: "seen_before",
  scans: { count: 3, firstAt: "2026-11-10T20:10:00+08:00", firstPlace: "hangzhou" },
  opened: null,
  innerCode: false,
  signs: [],
  state: {
    disposition: "in_transit",
    standing: [],
    condition: "bad",
    within: [],
    flags: { backDated: 0, withdrawn: 0, unconfirmed: 1 },
  },
  ownership: [],
  milestones: [{ key: "made", at: "2026-11-03T09:12:00+08:00", alarm: false }],
  custody: [
    {
      party: "a",
      name: "A",
      kind: "carrier",
      from: "2026-11-03T09:12:00+08:00",
      to: null,
      confirmed: false,
      condition: "bad",
    },
  ],
  records: [],
  chain: { chainId: 31337, development: true, rpcUrl: "http://127.0.0.1:8545" },
};
const options = { locale: "zh-CN", script: "/assets/scan-1.js" } as const;

describe("the scan page", () => {
  it("says neither 正品 nor genuine", () => {
    const pages = [scanPage(item, options), scanPage(item, { ...options, locale: "en" })];
    for (const page of pages) expect(page).to.not.match(/正品|genuine/i);
  });

  it("stays within 14 KB with everything the sample holds", () => {
    const full = {
      ...item,
      milestones: Array.from({ length: 5 }, () => item.milestones[0]!),
      custody: Array.from({ length: 8 }, () => item.custody[0]!),
    };
    expect(Buffer.byteLength(scanPage(full, options))).to.be.at.most(14 * 1024);
  });

  it("escapes what others wrote", () => {
    const evil = { ...item, product: { ...item.product, name: '<img src=x onerror="alert(1)">' } };
    expect(scanPage(evil, options)).to.not.include("<img src=x");
  });

  it("cannot be left through its data block", () => {
    const evil = { ...item, serial: "</script><b>" };
    expect(scanPage(evil, options)).to.not.include("</script><b>");
  });

  it("has no script of its own inline but the data block", () => {
    const scripts = [...scanPage(item, options).matchAll(/<script([^>]*)>/g)].map(
      ([, attributes]) => attributes,
    );
    expect(scripts).to.deep.equal([
      ' type="module" src="/assets/scan-1.js"',
      ' type="application/json" id="item"',
    ]);
  });

  it("names an unconfirmed hand-over", () => {
    expect(scanPage(item, options)).to.include("交接未确认");
  });

  it("says that a development chain is one", () => {
    expect(scanPage(item, options)).to.include("开发链");
  });

  it("shows an unknown reason as it is", () => {
    expect(scanPage({ ...item, bandReason: "brand_new_reason" }, options)).to.include("brand_new_reason");
  });

  it("offers no claim for an unknown code", () => {
    expect(unknownItemPage(item.gtin, "nobody", "en")).to.not.include("/claim?");
  });
});

describe("assets of the scan page", () => {
  it("lists the script and every chunk it imports once", () => {
    const manifest = {
      "public/scan.ts": { file: "assets/scan.js", imports: ["_a", "_b"] },
      _a: { file: "assets/a.js", imports: ["_b"] },
      _b: { file: "assets/b.js" },
    };
    expect(scanAssets(manifest)).to.deep.equal({
      script: "/assets/scan.js",
      preload: ["/assets/a.js", "/assets/b.js"],
    });
  });

  it("refuses a build without the scan page", () => {
    expect(() => scanAssets({})).to.throw("vite build web");
  });
});
