import { expect } from "chai";
import { type Cast, openCast, ROLES, type Role } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";
import { access } from "./access.ts";
import { pathOf, sendable } from "./bad-input.ts";

describe("who may do what", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  it("is stated for every route there is", () => {
    expect(Object.keys(access)).to.have.members(sendable(product.routes));
  });

  for (const [route, row] of Object.entries(access)) {
    it(`${route}`, async () => {
      const expected = row.trim().split(/\s+/).map(Number);
      expect(expected, "one status a role").to.have.length(ROLES.length);
      const before = await product.counts();
      const found = [];
      for (const role of ROLES) found.push((await knock(cast, role, route)).status);
      expect(named(found)).to.deep.equal(named(expected));
      if (route.startsWith("post")) expect(await product.counts()).to.deep.equal(before);
    });
  }
});

const named = (statuses: readonly number[]) => ROLES.map((role, index) => `${role}: ${statuses[index]}`);

/** Sends what no route takes: who is let in is told that, and nothing is stored. */
async function knock(cast: Cast, role: Role, route: string) {
  const [method = "", path = ""] = route.split(" ");
  const filled = pathOf(cast, path);
  if (method === "get") return await cast.call(role, "GET", filled);
  return await cast.call(role, "POST", filled, { unexpected: true });
}
