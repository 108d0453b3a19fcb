import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import { item } from "../../../../scripts/dev/sample/story.ts";
import { type ProvenanceFixture, provenanceFixture } from "./provenance-fixture.ts";
import { hasVectors, VECTORS } from "./vectors.ts";

const PATH = `/01/${item.gtin}/21/${item.serial}`;

describe("resolver", () => {
  let provenance: ProvenanceFixture;
  const get = (path: string, accept = "application/linkset+json", method = "GET") =>
    provenance.call(method, path, { headers: { accept } });

  before(async function () {
    this.timeout(60_000);
    provenance = await provenanceFixture();
    await provenance.captureWholeSample();
  });
  after(() => provenance.close());

  it("answers a linkset to who asks by Accept, to any origin", async () => {
    const answer = await get(PATH);
    expect(answer.status).to.equal(200);
    expect(answer.headers.get("content-type")).to.contain("application/linkset+json");
    expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
    expect(answer.body.linkset[0].anchor).to.equal(`https://id.redress.example${PATH}`);
  });

  it("answers a linkset that fits GS1's schema", async function () {
    if (!hasVectors()) this.skip();
    const schema = JSON.parse(readFileSync(join(VECTORS, "resolver/gs1-linkset-schema.json"), "utf8"));
    const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
    validate((await get(PATH)).body);
    expect(validate.errors).to.equal(null);
  });

  it("answers a linkset for linkType=linkset whatever Accept says", async () =>
    expect((await get(`${PATH}?linkType=linkset`, "text/html")).body.linkset).to.have.length(1));

  it("redirects to a link of the type asked for, by prefix or in full", async () => {
    for (const type of ["gs1:traceability", encodeURIComponent("https://gs1.org/voc/traceability")]) {
      const answer = await get(`${PATH}?linkType=${type}`, "*/*");
      expect(answer.status).to.equal(307);
      expect(answer.headers.get("location")).to.equal(
        `https://id.redress.example/v1/items/${item.gtin}/${item.serial}`,
      );
    }
  });

  it("answers 404 for a type of link it does not have", async () =>
    expect((await get(`${PATH}?linkType=gs1:recipeInfo`)).status).to.equal(404));

  it("leaves browsers to the page and tells them of the linkset", async () => {
    const answer = await get(PATH, "text/html,application/xhtml+xml,*/*;q=0.8");
    expect(answer.text).to.equal("page");
    expect(answer.headers.get("link")).to.contain('rel="linkset"');
  });

  it("answers HEAD without a body", async () => {
    const answer = await get(PATH, "application/linkset+json", "HEAD");
    expect([answer.status, answer.text]).to.deep.equal([200, ""]);
  });

  it("answers 404 for an item, product or key it has no record of", async () => {
    for (const path of [`/01/${item.gtin}/21/NONE`, `/01/${item.gtin}`, "/414/9521234000112"])
      expect((await get(path)).status, path).to.equal(404);
  });

  it("answers 400 for what is no Digital Link", async () => {
    for (const path of ["/01/09521234100011", "/01/abc/21/x", `${PATH}/10/LOT`, `/01/${item.gtin}/99/x`])
      expect((await get(path)).status, path).to.equal(400);
  });

  it("answers preflight requests", async () =>
    expect((await get(PATH, "*/*", "OPTIONS")).headers.get("access-control-allow-methods")).to.contain(
      "GET",
    ));

  it("describes itself at the well-known address", async () => {
    const { body } = await get("/.well-known/gs1resolver");
    expect(body).to.include({ resolverRoot: "https://id.redress.example", validatesAIvalues: true });
    expect(body.supportedPrimaryKeys).to.deep.equal(["01"]);
  });
});
