import { expect } from "chai";
import { sql } from "kysely";
import { type Cast, GTIN, openCast } from "../cast.ts";
import { openProduct, type Product } from "../product.ts";
import { bandOf, type Labelled, labelled, newPhone } from "./scan-fixture.ts";

describe("scans of an item", function () {
  this.timeout(120_000);
  let product: Product;
  let cast: Cast;
  let items: Labelled[];
  const next = () => items.pop()!;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
    items = await labelled(cast, 30);
  });
  after(() => product.close());

  const age = async (hours: number) => {
    for (const column of ["first_at", "last_at", "renewed_at", "opened_at", "tag_at"])
      await sql`UPDATE item_device SET ${sql.ref(column)} = ${sql.ref(column)} - ${`${hours} hours`}::interval`.execute(
        product.parts.database.kysely,
      );
    await sql`UPDATE item_sighting SET at = at - ${`${hours} hours`}::interval`.execute(
      product.parts.database.kysely,
    );
  };
  const misuse = async (serial: string) =>
    (
      (await cast.call("merchant", "GET", "/v1/code-misuse")).body.misuse as {
        serial: string;
        kind: string;
        times: number;
      }[]
    )
      .filter((row) => row.serial === serial)
      .map(({ kind, times }) => `${kind} ${times}`);

  describe("the outer code", () => {
    it("is never green, and amber for a second phone", async () => {
      const { path } = next();
      expect(bandOf(await newPhone(product).open(path))).to.equal("grey: First scan of this code");
      expect(bandOf(await newPhone(product).open(path))).to.equal("amber: This code was seen before");
    });

    it("does not take one phone for two, today or another day", async () => {
      const { path } = next();
      const phone = newPhone(product);
      await phone.open(path);
      expect(bandOf(await phone.open(path))).to.equal("grey: First scan of this code");
      await age(30);
      expect(bandOf(await phone.open(path))).to.equal("grey: Scanned by you only");
      expect(bandOf(await phone.open(path))).to.equal("grey: Scanned by you only");
    });

    it("does not take a phone without cookies for two on one day", async () => {
      const { path } = next();
      const phone = newPhone(product, { cookies: false });
      await phone.open(path);
      expect(bandOf(await phone.open(path))).to.equal("grey: First scan of this code");
    });

    it("replaces a phone's pseudonym every day, and keeps neither address nor agent", async () => {
      const { path, serial } = next();
      const phone = newPhone(product);
      const rows = async () =>
        (
          await sql<{ device: string }>`SELECT * FROM item_device WHERE epc LIKE ${`%${serial}`}`.execute(
            product.parts.database.kysely,
          )
        ).rows;
      await phone.open(path);
      const [before] = await rows();
      await age(30);
      await phone.open(path);
      const after = await rows();
      expect(after).to.have.length(1);
      expect(after[0]!.device).to.not.equal(before!.device);
      expect(JSON.stringify([before, after])).to.not.match(/127\.0\.0\.1|phone /);
    });

    it("does not tell that two items were scanned by one phone", async () => {
      const phone = newPhone(product);
      const [one, other] = [next(), next()];
      await phone.open(one.path);
      await phone.open(other.path);
      const { rows } = await sql<{
        n: number;
      }>`SELECT count(DISTINCT (device, alias))::int AS n FROM item_device
        WHERE epc LIKE ${`%${one.serial}`} OR epc LIKE ${`%${other.serial}`}`.execute(
        product.parts.database.kysely,
      );
      expect(rows[0]!.n).to.equal(2);
    });

    it("writes nothing for a serial that is guessed", async () => {
      const before = await product.counts();
      await newPhone(product).open(`/01/${GTIN}/21/GUESSED000000`);
      expect(await product.counts()).to.deep.equal(before);
    });

    it("is counted, not kept, beyond the bound of phones", async () => {
      const { path, serial, secret } = next();
      await newPhone(product).open(path);
      await sql`INSERT INTO item_device (epc, device, alias, first_at, last_at, renewed_at)
        SELECT epc, device || n, n::text, now(), now(), now() FROM item_device, generate_series(1, 499) n
        WHERE epc LIKE ${`%${serial}`}`.execute(product.parts.database.kysely);
      await newPhone(product).open(path);
      const page = await newPhone(product).open(path);
      expect(page).to.contain("Scanned 502 times");
      expect(await misuse(serial)).to.deep.equal(["scan_overflow 2"]);
      // No flood of scans keeps the owner from opening the inner code.
      const owner = newPhone(product);
      await owner.open(path);
      expect((await owner.post(`${path}/open`, { code: secret })).body.first).to.equal(true);
      expect(bandOf(await owner.open(path))).to.match(/^green/);
    });
  });

  describe("the place", () => {
    it("is noted by city, when the phone gives it, and shown", async () => {
      const { path, serial } = next();
      const phone = newPhone(product);
      await phone.open(path);
      expect((await phone.post(`${path}/place`, { latitude: 30.3, longitude: 120.1 })).status).to.equal(204);
      expect(await phone.open(path)).to.match(/Scanned 1 time, first .*, Hangzhou</);
      const { rows } = await sql`SELECT * FROM item_sighting WHERE epc LIKE ${`%${serial}`}`.execute(
        product.parts.database.kysely,
      );
      expect(JSON.stringify(rows)).to.not.match(/30\.3|120\.1/);
    });

    it("turns the band red when two phones are in two places at once", async () => {
      const { path } = next();
      const [one, other] = [newPhone(product), newPhone(product)];
      await one.open(path);
      await one.post(`${path}/place`, { latitude: 39.9, longitude: 116.4 });
      await other.open(path);
      await other.post(`${path}/place`, { latitude: 23.1, longitude: 113.3 });
      expect(bandOf(await other.open(path))).to.equal("red: This code is in several places at once");
    });

    it("is refused outside the world", async () =>
      expect(
        (await newPhone(product).post(`${next().path}/place`, { latitude: 91, longitude: 0 })).status,
      ).to.equal(400));
  });

  describe("the inner code", () => {
    it("is green for the phone that opens it, and again within 24 hours", async () => {
      const { path, secret } = next();
      const phone = newPhone(product);
      await phone.open(path);
      const opened = await phone.post(`${path}/open`, { code: secret });
      expect([opened.status, opened.body.first]).to.deep.equal([200, true]);
      expect(bandOf(await phone.open(path))).to.equal("green: Opened by you for the first time");
      await age(20);
      expect((await phone.post(`${path}/open`, { code: secret })).body.first).to.equal(true);
      expect(bandOf(await phone.open(path))).to.match(/^green/);
      await age(5);
      expect(bandOf(await phone.open(path))).to.equal("grey: Opened by you before");
    });

    it("is red for a second phone, with when it was opened first", async () => {
      const { path, serial, secret } = next();
      const [first, second] = [newPhone(product), newPhone(product)];
      await first.post(`${path}/open`, { code: secret });
      expect((await second.post(`${path}/open`, { code: secret })).body.first).to.equal(false);
      const page = await second.open(path);
      expect(bandOf(page)).to.equal("red: Already activated by somebody else");
      expect(page).to.contain("Inner code first opened");
      expect(await misuse(serial)).to.deep.equal(["inner_replayed 1"]);
      expect(bandOf(await first.open(path))).to.match(/^green/);
    });

    it("tells the second phone in which city it was opened, where the first phone had said so", async () => {
      const { path, secret } = next();
      const [first, second] = [newPhone(product), newPhone(product)];
      await first.open(path);
      await first.post(`${path}/place`, { latitude: 30.3, longitude: 120.1 });
      await first.post(`${path}/open`, { code: secret });
      expect((await second.post(`${path}/open`, { code: secret })).body.place).to.equal("hangzhou");
      expect(await second.open(path)).to.match(/Inner code first opened <time[^>]*>[^<]*<\/time>, Hangzhou</);
    });

    it("is red for a second phone of the same make behind the same address", async () => {
      const { path, secret } = next();
      const [first, second] = [newPhone(product, { agent: "twin" }), newPhone(product, { agent: "twin" })];
      await first.open(path);
      await first.post(`${path}/open`, { code: secret });
      await second.open(path);
      expect((await second.post(`${path}/open`, { code: secret })).body.first).to.equal(false);
      expect(bandOf(await second.open(path))).to.equal("red: Already activated by somebody else");
      expect(bandOf(await first.open(path))).to.match(/^green/);
    });

    it("is amber for a phone that scans the outer code of an opened item", async () => {
      const { path, secret } = next();
      await newPhone(product).post(`${path}/open`, { code: secret });
      expect(bandOf(await newPhone(product).open(path))).to.equal(
        "amber: Its inner code was opened by somebody else",
      );
    });

    it("has one first phone when ten open it at once", async () => {
      const { path, secret } = next();
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => newPhone(product).post(`${path}/open`, { code: secret })),
      );
      expect(answers.filter(({ body }) => body.first === true)).to.have.length(1);
    });

    it("is not told by a page, an answer or a table", async () => {
      const { path, serial, secret } = next();
      const page = await newPhone(product).open(path);
      const { rows } = await sql`SELECT * FROM item_label WHERE serial = ${serial}`.execute(
        product.parts.database.kysely,
      );
      const item = await cast.call("anonymous", "GET", `/v1/items/${GTIN}/${serial}`);
      expect(page + JSON.stringify(rows) + item.text).to.not.contain(secret);
    });

    it("is refused when wrong, the same for an item without one and for none, and counted", async () => {
      const { path, serial } = next();
      const phone = newPhone(product);
      const wrong = await phone.post(`${path}/open`, { code: "0".repeat(16) });
      const none = await phone.post(`/01/${GTIN}/21/NOSUCHITEM000/open`, { code: "0".repeat(16) });
      expect([wrong.status, wrong.body.code]).to.deep.equal([404, "provenance.inner_code_wrong"]);
      expect({ ...none.body, requestId: "" }).to.deep.equal({ ...wrong.body, requestId: "" });
      expect(await misuse(serial)).to.deep.equal(["inner_wrong 1"]);
    });

    it("has its misuse summed up for the operator's alarms", async () => {
      const { labels } = product.parts;
      const before = await labels.misuseTotals();
      await newPhone(product).post(`${next().path}/open`, { code: "0".repeat(16) });
      expect(await labels.misuseTotals()).to.deep.equal({ ...before, inner_wrong: before.inner_wrong + 1 });
    });
  });
});

describe("scans behind an edge, with lines of one's own", function () {
  this.timeout(120_000);
  const TOKYO = { "x-edge-place": "35.69,139.69" };
  let product: Product;
  let cast: Cast;
  let items: Labelled[];

  before(async () => {
    product = await openProduct({
      env: { SCAN_PLACE_HEADER: "x-edge-place", CLONE_THRESHOLDS: '{"burstDevices":3}' },
    });
    cast = await openCast(product);
    items = await labelled(cast, 5, { countries: ["CN"] });
  });
  after(() => product.close());

  it("take the place the edge writes, by city, in the reader's language", async () => {
    const page = await newPhone(product).open(items[0]!.path, { ...TOKYO, "accept-language": "zh-CN" });
    expect(page).to.match(/共扫描 1 次，首次 .*，东京</);
  });

  it("note a scan outside the countries it is sold for, without turning the band", async () => {
    const page = await newPhone(product).open(items[1]!.path, TOKYO);
    expect(page).to.contain("It was scanned outside the region it is sold in.");
    expect(bandOf(page)).to.equal("grey: First scan of this code");
  });

  it("take no place from what is no position", async () => {
    for (const [i, place] of ["", "Tokyo", "91,0,1", "0,-140"].entries()) {
      const page = await newPhone(product).open(items[2]!.path, { "x-edge-place": place });
      expect(page, `${i}`).to.match(/Scanned \d times?, first <time[^>]*>[^<]*<\/time><\/p>/);
    }
  });

  it("alarm at the deployment's own line", async () => {
    const { path } = items[3]!;
    await newPhone(product).open(path);
    expect(bandOf(await newPhone(product).open(path))).to.match(/^amber/);
    expect(bandOf(await newPhone(product).open(path))).to.equal("red: This code is scanned by very many");
  });

  it("leave the phone that opens the inner code its green, and tell it of the copies", async () => {
    const { path, secret } = items[4]!;
    await newPhone(product).open(path);
    await newPhone(product).open(path);
    const owner = newPhone(product);
    await owner.post(`${path}/open`, { code: secret });
    const page = await owner.open(path);
    expect(bandOf(page)).to.equal("green: Opened by you for the first time");
    expect(page).to.contain("Many phones scanned it within a short time.");
  });
});
