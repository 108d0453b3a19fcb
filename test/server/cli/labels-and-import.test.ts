import { execFile } from "node:child_process";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { unzipSync } from "fflate";
import { importTemplate } from "../../../server/domain/provenance/import-template.ts";
import { tempDir } from "../../support/temp-dir.ts";
import { type Cast, GTIN, openCast } from "../http/cast.ts";
import { openProduct, type Product } from "../http/product.ts";
import { readCodes } from "../http/routes/read-codes.ts";

const MAIN = join(import.meta.dirname, "../../../server/cli/main.ts");
const SEED = "07".repeat(32);
const GLN = "9521234000105";

describe("redress labels and redress import", function () {
  this.timeout(120_000);
  const folder = tempDir("redress-cli-");
  let product: Product;
  let cast: Cast;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
  });
  after(() => product.close());

  async function redress(
    token: string,
    ...args: string[]
  ): Promise<{ code: number; out: string; said: string }> {
    const env = { ...process.env, REDRESS_URL: product.url, REDRESS_API_KEY: token };
    try {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [MAIN, ...args], { env });
      return { code: 0, out: stdout, said: stderr };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, out: stdout, said: stderr };
    }
  }
  const asMerchant = (...args: string[]) => redress(cast.tokens.merchant!, ...args);

  it("writes labels and inner codes to files, and the key beside them", async () => {
    const out = join(folder, "labels");
    const { code, said } = await asMerchant(
      "labels",
      GTIN,
      "--count",
      "3",
      "--inner",
      "--format",
      "png",
      "--out",
      out,
    );
    expect(code, said).to.equal(0);
    const [inner, key, outer] = readdirSync(out).sort();
    expect(readFileSync(join(out, key!), "utf8")).to.match(/^[0-9a-f]{64}\n$/);
    const read = async (file: string) =>
      (
        await Promise.all(
          Object.values(unzipSync(readFileSync(join(out, file)))).map((png) => readCodes(png)),
        )
      )
        .flat()
        .sort();
    expect((await read(inner!)).map((link) => link.split("#")[0])).to.deep.equal(await read(outer!));
  });

  it("says field by field what labels cannot be made", async () => {
    const { code, said } = await asMerchant("labels", GTIN, "--count", "0");
    expect([code, said]).to.satisfy(
      ([exit, text]: [number, string]) => exit === 1 && text.includes("/count"),
    );
  });

  describe("a table", () => {
    const file = join(folder, "steps.csv");
    before(() => writeFileSync(file, importTemplate("en").replace("2026-11-12 16:34", "yesterday")));

    it("with a bad cell is listed and not sent", async () => {
      const before = await product.counts();
      const { code, out } = await asMerchant("import", file);
      expect([code, out]).to.satisfy(
        ([exit, text]: [number, string]) => exit === 1 && text.startsWith("row 5, time: "),
      );
      expect(await product.counts()).to.deep.equal(before);
    });

    it("is imported signed with the party's key, and the second time adds nothing", async () => {
      writeFileSync(file, importTemplate("zh-CN"));
      const [keyFile, token] = [join(folder, "seed.hex"), await partyWithKey()];
      writeFileSync(keyFile, SEED);
      const first = await redress(token, "import", file, "--key", keyFile, "--gln", GLN);
      expect(first.code, first.said).to.equal(0);
      const item = () => cast.call("anonymous", "GET", "/v1/items/09521234100010/7K3QX9WD2MVTB");
      const { records } = (await item()).body;
      expect(records).to.have.length(4);
      expect(records.every(({ signed }: { signed: boolean }) => signed)).to.equal(true);
      await redress(token, "import", file, "--key", keyFile, "--gln", GLN);
      expect((await item()).body.records).to.have.length(4);
    });
  });

  async function partyWithKey(): Promise<string> {
    const der = Buffer.concat([
      Buffer.from("302e020100300506032b657004220420", "hex"),
      Buffer.from(SEED, "hex"),
    ]);
    const publicKey = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" }))
      .export({ format: "der", type: "spki" })
      .subarray(-32)
      .toString("hex");
    await cast.call("operator", "POST", "/v1/parties", {
      partyId: "maker",
      kind: "merchant",
      name: "Maker",
      gln: GLN,
    });
    const made = await cast.call("operator", "POST", "/v1/parties/maker/api-keys", { name: "test" });
    const headers = { authorization: `Bearer ${made.body.key}`, "content-type": "application/json" };
    const kept = await fetch(`${product.url}/v1/event-keys`, {
      method: "POST",
      headers,
      body: JSON.stringify({ publicKey }),
    });
    expect(kept.status).to.be.below(300);
    return made.body.key as string;
  }
});
