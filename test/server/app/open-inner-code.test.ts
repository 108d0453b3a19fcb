import { expect } from "chai";
import { openInnerCode } from "../../../server/app/open-inner-code.ts";
import { canonicalId } from "../../../server/domain/provenance/history.ts";
import { GTIN, openCast } from "../http/cast.ts";
import { openProduct, type Product } from "../http/product.ts";
import { labelled } from "../http/routes/scan-fixture.ts";

/** More than the pool of the database has connections. */
const PHONES = 40;

describe("an inner code that many phones open at once", function () {
  this.timeout(60_000);
  let product: Product;

  before(async () => {
    product = await openProduct();
  });
  after(() => product.close());

  it("has one first phone, and none waits for a connection that another one waits for", async () => {
    const [item] = await labelled(await openCast(product), 1);
    const epc = canonicalId(`https://id.gs1.org/01/${GTIN}/21/${item!.serial}`);
    const { deps, labels, scans } = product.parts;
    const opened = await Promise.all(
      Array.from({ length: PHONES }, (_, n) => {
        const visitor = { token: null, trait: `phone ${n}`, city: null, placeFrom: null };
        return openInnerCode({ ...deps, labels, scans }, epc, item!.secret, visitor);
      }),
    );
    expect(opened.filter(({ first }) => first)).to.have.length(1);
  });
});
