import { cbc, cmac } from "@noble/ciphers/aes.js";
import { expect } from "chai";
import { unzipSync } from "fflate";
import { itemEpc } from "../../../../server/app/read-item.ts";
import { INNER_SECRET } from "../../../../server/domain/provenance/inner-code.ts";
import type { LabelBatchView } from "../../../../server/schema/label.ts";
import { type Cast, GTIN, openCast } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";
import { contentsOf, paintPages, readCodes } from "./read-codes.ts";
import { bandOf, type Labelled, labelled, newPhone } from "./scan-fixture.ts";

const COUNT = 7;

describe("labels", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;
  let batch: LabelBatchView;
  let links: string[];

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
    batch = (await make({ count: COUNT, innerCodes: true, productName: "Lumo E1" })).body as LabelBatchView;
    links = (await print({ format: "csv" }))
      .toString()
      .trim()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(",")[2]!);
  });
  after(() => product.close());

  const make = (change: Record<string, unknown>) =>
    cast.call("merchant", "POST", "/v1/labels", { gtin: GTIN, ...change });
  const answer = (change: Record<string, unknown>, token = cast.tokens.merchant) =>
    fetch(`${product.url}/v1/labels/print`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ batchId: batch.batchId, ...change }),
    });
  const print = async (change: Record<string, unknown>) =>
    Buffer.from(await (await answer(change)).arrayBuffer());

  it("carry serials of thirteen base-32 characters under the house's domain, each its own", () => {
    const pattern = new RegExp(`^${product.url}/01/${GTIN}/21/[0-9A-HJKMNP-TV-Z]{13}$`);
    for (const link of links) expect(link).to.match(pattern);
    expect(new Set(links).size).to.equal(COUNT);
  });

  it("read back from every PNG as the item's link", async () => {
    const files = Object.values(unzipSync(await print({ format: "png" })));
    const read = await Promise.all(files.map((file) => readCodes(file)));
    expect(read.flat().sort()).to.deep.equal([...links].sort());
  });

  it("come as SVG files named by GTIN and serial", async () => {
    const files = unzipSync(await print({ format: "svg" }));
    expect(Object.keys(files)).to.deep.equal(links.map((link) => `${GTIN}-${link.split("/").at(-1)}.svg`));
    for (const file of Object.values(files)) expect(Buffer.from(file).toString()).to.match(/^<svg /);
  });

  it("read back from every place of the PDF sheet", async () => {
    const pages = paintPages(await print({ format: "pdf", grid: { columns: 2, rows: 3 } }));
    expect(pages).to.have.length(2);
    const read = await Promise.all(pages.map((page) => readCodes(page)));
    expect(read.map((codes) => codes.length)).to.deep.equal([6, 1]);
    expect(read.flat().sort()).to.deep.equal([...links].sort());
  });

  it("say beneath each code on the sheet what people read", async () => {
    const texts = contentsOf(await print({ format: "pdf" })).join("");
    const shown = [...texts.matchAll(/<([0-9a-f]+)>/g)]
      .map(([, hex]) => Buffer.from(hex!, "hex").toString("latin1"))
      .join("");
    expect(shown).to.contain(`(01) ${GTIN}`).and.contain("Lumo E1");
    for (const link of links) expect(shown).to.contain(`(21) ${link.split("/").at(-1)}`);
  });

  it("read back under a name in Chinese too", async () => {
    const { batchId } = (await make({ count: 1, productName: "露沫 Lumo E1 半自动意式咖啡机" })).body;
    const pdf = Buffer.from(await (await answer({ batchId, format: "pdf" })).arrayBuffer());
    expect(pdf.toString("latin1")).to.contain("NotoSansSC");
    const [read] = await Promise.all(paintPages(pdf).map((page) => readCodes(page)));
    expect(read).to.have.length(1);
  });

  it("read back as inner codes when the batch's key is shown", async () => {
    const files = Object.values(unzipSync(await print({ format: "png", innerKey: batch.innerKey })));
    const read = (await Promise.all(files.map((file) => readCodes(file)))).flat();
    expect(read.map((link) => link.split("#")[0]!).sort()).to.deep.equal([...links].sort());
    for (const link of read) expect(new URL(link).hash.slice(3)).to.match(INNER_SECRET);
  });

  it("print no inner codes with another key", async () => {
    const refused = await answer({ format: "csv", innerKey: "ab".repeat(32) });
    expect([
      refused.status,
      ((await refused.json()) as { errors: { field: string }[] }).errors[0]!.field,
    ]).to.deep.equal([400, "/innerKey"]);
  });

  it("tell the key of inner codes once", async () => {
    const listed = (await cast.call("merchant", "GET", "/v1/labels")).body.batches as LabelBatchView[];
    expect(batch.innerKey).to.match(/^[0-9a-f]{64}$/);
    const own = listed.find(({ batchId }) => batchId === batch.batchId);
    expect([own?.innerCodes, own?.innerKey]).to.deep.equal([true, null]);
  });

  it("are another merchant's neither to see nor to print", async () => {
    expect((await cast.call("otherMerchant", "GET", "/v1/labels")).body.batches).to.deep.equal([]);
    expect((await answer({ format: "csv" }, cast.tokens.otherMerchant)).status).to.equal(404);
  });

  it("come in files of a thousand", async () => {
    const made = (await make({ count: 2_001 })).body as LabelBatchView;
    expect(made.files).to.equal(3);
    const lines = async (file: number) =>
      Buffer.from(await (await answer({ batchId: made.batchId, format: "csv", file })).arrayBuffer())
        .toString()
        .trim()
        .split("\r\n").length - 1;
    expect([await lines(1), await lines(2), await lines(3)]).to.deep.equal([1_000, 1_000, 1]);
    expect((await answer({ batchId: made.batchId, format: "csv", file: 4 })).status).to.equal(400);
  });
});

/** What a tag with keys of zeros writes into its link (AN12196, plain mirroring). */
function tap(uid: string, counter: number): { uid: string; ctr: string; cmac: string } {
  const ctr = counter.toString(16).padStart(6, "0");
  const session = cmac(
    Buffer.from(`3cc300010080${uid}${Buffer.from(ctr, "hex").reverse().toString("hex")}`, "hex"),
    new Uint8Array(16),
  );
  const mac = cmac(new Uint8Array(), session).filter((_, index) => index % 2 === 1);
  return { uid, ctr, cmac: Buffer.from(mac).toString("hex") };
}

describe("NFC tags", function () {
  this.timeout(120_000);
  const UID = "041e3c8a2d6b80";
  let product: Product;
  let cast: Cast;

  before(async () => {
    const zero = "00".repeat(16);
    product = await openProduct({ env: { NFC_META_READ_KEY: zero, NFC_FILE_READ_KEY: zero } });
    cast = await openCast(product);
  });
  after(() => product.close());

  const bind = (as: "merchant" | "otherMerchant", serial: string) =>
    cast.call(as, "POST", "/v1/nfc-tags", { tags: [{ uid: UID, gtin: GTIN, serial }] });

  it("are bound to one item, by one party, as often as it is said", async () => {
    expect((await bind("merchant", "TAGGED")).status).to.equal(204);
    expect((await bind("merchant", "TAGGED")).status).to.equal(204);
    expect((await bind("merchant", "OTHER")).body.code).to.equal("provenance.tag_conflict");
    expect((await bind("otherMerchant", "TAGGED")).body.errors[0].field).to.equal("/tags/0/uid");
    expect(await product.parts.tags.epcOf(UID)).to.equal(itemEpc(GTIN, "TAGGED"));
  });

  describe("scanned", () => {
    let path: string;
    let serial: string;
    const uid = "04de5f1eacc040";
    const at = (counter: number, change: Record<string, string> = {}) =>
      `${path}?${new URLSearchParams({ ...tap(uid, counter), ...change })}`;

    before(async () => {
      [{ path, serial }] = (await labelled(cast, 1)) as [Labelled];
      const tags = [{ uid, gtin: GTIN, serial }];
      expect((await cast.call("merchant", "POST", "/v1/nfc-tags", { tags })).status).to.equal(204);
    });

    it("make the band green for the phone they answered, also when it looks again", async () => {
      const phone = newPhone(product);
      expect(bandOf(await phone.open(at(5)))).to.equal("green: The tag answered correctly");
      expect(bandOf(await phone.open(at(5)))).to.match(/^green/);
      expect(bandOf(await phone.open(path))).to.match(/^green/);
    });

    it("make it red for another phone with the same count, and with a lower one", async () => {
      expect(bandOf(await newPhone(product).open(at(5)))).to.equal("red: This tag's message was used before");
      expect(bandOf(await newPhone(product).open(at(4)))).to.match(/^red/);
      expect(bandOf(await newPhone(product).open(at(6)))).to.match(/^green/);
    });

    it("make it red when the message was not made by the tag, or by another's", async () => {
      expect(bandOf(await newPhone(product).open(at(9, { ctr: "00000a" })))).to.equal(
        "red: The tag's message is wrong",
      );
      const others = `${path}?${new URLSearchParams(tap(UID, 9))}`;
      expect(bandOf(await newPhone(product).open(others))).to.equal("red: The tag's message is wrong");
    });

    it("have what was repeated or wrong counted for the merchant to see", async () => {
      const { misuse } = (await cast.call("merchant", "GET", "/v1/code-misuse")).body;
      const own = (misuse as { serial: string; kind: string; times: number }[]).filter(
        (row) => row.serial === serial,
      );
      expect(own.map(({ kind, times }) => `${kind} ${times}`)).to.have.members([
        "tag_replayed 2",
        "tag_wrong 2",
      ]);
      expect((await cast.call("otherMerchant", "GET", "/v1/code-misuse")).body.misuse).to.deep.equal([]);
    });

    it("are read from sealed data too, as tags write it that hide their number", async () => {
      const sealed = cbc(new Uint8Array(16), new Uint8Array(16), { disablePadding: true }).encrypt(
        Buffer.from(`c7${uid}0b00000102030405`, "hex"),
      );
      const picc = new URLSearchParams({
        picc_data: Buffer.from(sealed).toString("hex"),
        cmac: tap(uid, 11).cmac,
      });
      expect(bandOf(await newPhone(product).open(`${path}?${picc}`))).to.equal(
        "green: The tag answered correctly",
      );
    });

    it("have one winner when one message comes from many phones at once", async () => {
      const pages = await Promise.all(Array.from({ length: 8 }, () => newPhone(product).open(at(20))));
      expect(pages.filter((page) => bandOf(page).startsWith("green"))).to.have.length(1);
    });
  });
});
