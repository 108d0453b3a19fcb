import { expect } from "chai";
import { codeTarget } from "../../../../web/features/item/code-target.ts";

const HOST = "id.redress.example";
const ITEM = `https://${HOST}/01/09521234100010/21/7K3QX9WD2MVTB`;

describe("where a scanned code leads", () => {
  it("is the item's page, with the inner code and the tag's message kept", () => {
    expect(codeTarget(ITEM, HOST)).to.deep.equal({
      kind: "item",
      path: "/01/09521234100010/21/7K3QX9WD2MVTB",
    });
    expect(codeTarget(`${ITEM}?cmac=AB#k=X`, HOST)).to.deep.include({
      path: "/01/09521234100010/21/7K3QX9WD2MVTB?cmac=AB#k=X",
    });
    expect(codeTarget(`https://${HOST}/gtin/9521234100010/ser/A%2FB`, HOST)).to.deep.include({
      path: "/01/09521234100010/21/A%2FB",
    });
    expect(codeTarget(`https://${HOST}/01/9521234100010/21/A%2FB`, HOST)).to.deep.include({
      path: "/01/09521234100010/21/A%2FB",
    });
  });

  const elsewhere = [
    `https://id.redress.example.evil.test/01/09521234100010/21/A`,
    `https://id-redress.example/01/09521234100010/21/A`,
    `https://id.redress.example@evil.test/01/09521234100010/21/A`,
    `https://id.redress.example:8443/01/09521234100010/21/A`,
    `https://user@id.redress.example/01/09521234100010/21/A`,
  ];
  for (const link of elsewhere)
    it(`is nowhere for ${link}`, () => expect(codeTarget(link, HOST).kind).to.equal("other_site"));

  for (const text of [
    "",
    "9521234100010",
    "javascript:alert(1)",
    `https://${HOST}/`,
    `https://${HOST}/01/09521234100011/21/A`,
  ])
    it(`is no item for ${text || "nothing"}`, () =>
      expect(codeTarget(text, HOST)).to.deep.equal({ kind: "no_item" }));
});
