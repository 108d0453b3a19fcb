import { expect } from "chai";
import { openProduct, type Product } from "../product.ts";

describe("a method that an address does not take", function () {
  this.timeout(120_000);
  let product: Product;

  before(async () => {
    product = await openProduct();
  });
  after(() => product.close());

  const ask = (method: string, path: string) => fetch(product.url + path, { method });
  const allowed = (answer: Response) => answer.headers.get("allow")?.split(", ") ?? [];

  it("is refused with 405 and those it takes, at every address there is", async () => {
    // Uploads ask who it is and which version of their protocol is spoken before anything else.
    const routes = product.routes.filter((one) => !one.includes("/v1/uploads") && !one.includes(" /^"));
    for (const route of routes) {
      const [method = "", pattern = ""] = route.split(/[ ,]/);
      const path = pattern.replace(/[:*]\w+/g, "x");
      const answer = await ask("PROPFIND", path);
      expect(answer.status, route).to.equal(405);
      expect(allowed(answer), route).to.include(method.toUpperCase());
      await answer.body?.cancel();
    }
  });

  it("is a problem like any other, and says nothing of whether the thing exists", async () => {
    const answer = await ask("PUT", `/v1/cases/${"ab".repeat(32)}`);
    expect(answer.headers.get("content-type")).to.contain("application/problem+json");
    expect(await answer.json()).to.include({ status: 405, code: "request.method_not_allowed" });
    expect(allowed(answer)).to.deep.equal(["GET", "HEAD"]);
  });

  it("names what all routes that fit take together", async () => {
    expect(allowed(await ask("PUT", "/v1/parties"))).to.deep.equal(["GET", "HEAD", "POST"]);
    expect(allowed(await ask("PUT", "/log/checkpoint"))).to.deep.equal(["GET", "HEAD"]);
    expect(allowed(await ask("PUT", "/414/9521234000006"))).to.include("GET");
  });

  it("is refused under /epcis as GS1's interface refuses", async () => {
    const answer = await ask("PUT", "/epcis/events");
    expect(answer.status).to.equal(405);
    expect(((await answer.json()) as { type: string }).type).to.match(/^epcisException:/);
  });

  it("leaves an address that is nowhere with 404, and one whose thing is missing too", async () => {
    for (const [method, path] of [
      ["DELETE", "/v1/nowhere"],
      ["GET", "/v1/nowhere"],
      ["GET", `/v1/receipts/${"ab".repeat(32)}`],
    ] as const) {
      const answer = await ask(method, path);
      expect([answer.status, answer.headers.get("allow")], path).to.deep.equal([404, null]);
    }
  });
});
