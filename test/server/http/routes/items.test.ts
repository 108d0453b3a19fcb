import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sha256 } from "@noble/hashes/sha2.js";
import { expect } from "chai";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { item, parties } from "../../../../scripts/dev/sample/story.ts";
import { commit } from "../../../../server/domain/evidence/commitment.ts";
import { bytesToHex, fromHex, utf8ToBytes } from "../../../../server/domain/log/bytes.ts";
import { parseEntry } from "../../../../server/domain/log/entry.ts";
import { parseReceipt } from "../../../../server/domain/log/receipt.ts";
import { itemView } from "../../../../server/schema/item.ts";
import { type ProvenanceFixture, provenanceFixture } from "./provenance-fixture.ts";

const PATH = `/v1/items/${item.gtin}/${item.serial}`;

describe("routes of /v1/items", () => {
  let provenance: ProvenanceFixture;

  before(async function () {
    this.timeout(60_000);
    provenance = await provenanceFixture();
    await provenance.captureWholeSample();
    while ((await provenance.log.sequencer.sequence()) > 0);
  });
  after(() => provenance.close());

  describe("GET /v1/items/:gtin/:serial", () => {
    it("answers the item in its wire shape to anybody", async () => {
      const answer = await provenance.call("GET", PATH);
      expect(answer.status).to.equal(200);
      expect(itemView.safeParse(answer.body).error).to.equal(undefined);
      expect(answer.body.product).to.include({ name: item.name, maker: "佛山露沫电器有限公司" });
    });

    it("gives each record bytes, statement, salt and receipt that lead to its leaf", async () => {
      const { records } = itemView.parse((await provenance.call("GET", PATH)).body);
      expect(records).to.have.length(9);
      for (const record of records) {
        const statement = JSON.parse(record.statement);
        expect(statement.documentHash).to.equal(bytesToHex(sha256(utf8ToBytes(record.bytes))));
        const { entry } = parseReceipt(record.receipt!);
        const salted = commit(utf8ToBytes(record.statement), fromHex(record.salt, "salt", 32));
        expect(parseEntry(entry).commitment).to.equal(bytesToHex(salted));
      }
    });

    it("puts all records of one item's life under few pseudonyms that name nothing", async () => {
      const { records } = itemView.parse((await provenance.call("GET", PATH)).body);
      const subjects = records.map((record) => parseEntry(parseReceipt(record.receipt!).entry).subject);
      expect(new Set(subjects).size).to.be.at.most(2);
      for (const subject of subjects) expect(subject).to.match(/^[0-9a-f]{32}$/);
    });

    it("tells who held it, in what condition they took it over", async () => {
      const { custody } = itemView.parse((await provenance.call("GET", PATH)).body);
      expect(custody.map(({ party, condition, confirmed }) => [party, condition, confirmed])).to.deep.equal([
        [parties.merchant.partyId, "good", true],
        [parties.carrierA.partyId, "good", true],
        [parties.carrierB.partyId, "good", true],
        ["consumer", "bad", true],
      ]);
    });

    it("names places and actors and flags the alarm", async () => {
      const { records } = itemView.parse((await provenance.call("GET", PATH)).body);
      const last = records.at(-1)!;
      expect([last.place, last.actor, last.alarm, last.signed]).to.deep.equal([
        "杭州 余杭派送站",
        parties.carrierB.name,
        true,
        true,
      ]);
    });

    it("shows a withdrawn event beside its correction and stops counting it", async () => {
      const wrong = JSON.parse(
        readFileSync(
          new URL("../../../../scripts/dev/sample/events/06-carrier-b-leg.json", import.meta.url),
          "utf8",
        ),
      );
      const [leg] = wrong.epcisBody.eventList;
      const { "redress:signature": _signature, ...event } = leg;
      const recall = {
        ...event,
        epcList: [`https://id.gs1.org/01/${item.gtin}/21/${item.serial}`],
        disposition: "recalled",
        eventTime: "2026-11-20T08:00:00+08:00",
      };
      const send = (one: unknown, as: string = parties.merchant.partyId) =>
        provenance.call("POST", "/epcis/capture", {
          as,
          body: JSON.stringify({ ...wrong, epcisBody: { eventList: [one] } }),
        });
      await send({ ...recall, eventTime: "2026-11-19T08:00:00+08:00" }, parties.arbitrator.partyId);
      expect((await provenance.call("GET", PATH)).body.band, "a stranger's word").to.equal("grey");
      await send(recall);
      expect((await provenance.call("GET", PATH)).body.band).to.equal("red");
      await send({
        ...recall,
        errorDeclaration: { declarationTime: "2026-11-20T09:00:00+08:00", reason: "did_not_occur" },
      });
      const { body } = await provenance.call("GET", PATH);
      expect([body.band, body.records.length]).to.deep.equal(["grey", 12]);
    });

    it("answers 404 for an item nobody told of and counts nothing", async () => {
      const answer = await provenance.call("GET", `/v1/items/${item.gtin}/UNKNOWN1`);
      expect(answer.status).to.equal(404);
      const { rowCount } = await provenance.log.database.pool.query(
        "SELECT 1 FROM item_device WHERE epc LIKE '%UNKNOWN1'",
      );
      expect(rowCount).to.equal(0);
    });

    it("answers 400 for a wrong check digit and says so", async () => {
      const answer = await provenance.call("GET", "/v1/items/09521234100011/A1");
      expect([answer.status, answer.body.errors[0].field]).to.deep.equal([400, "gtin"]);
    });

    it("answers 400 for a serial that is none", async () =>
      expect((await provenance.call("GET", `/v1/items/${item.gtin}/${"A".repeat(21)}`)).status).to.equal(
        400,
      ));
  });

  describe("labels", () => {
    const link = `https://id.redress.example/01/${item.gtin}/21/${item.serial}`;

    it("draws a PNG that reads as the item's Digital Link", async () => {
      const path = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
      prepareZXingModule({ overrides: { wasmBinary: readFileSync(path).buffer as ArrayBuffer } });
      const response = await fetch(`${provenance.url}${PATH}/label.png`);
      expect(response.headers.get("content-type")).to.equal("image/png");
      const codes = await readBarcodes(new Uint8Array(await response.arrayBuffer()), { formats: ["QRCode"] });
      expect(codes.map((code) => code.text)).to.deep.equal([link]);
    });

    it("draws an SVG", async () => {
      const answer = await provenance.call("GET", `${PATH}/label.svg`);
      expect(answer.headers.get("content-type")).to.contain("image/svg+xml");
      expect(answer.text).to.match(/^<svg /);
    });

    it("answers 400 for a wrong check digit", async () =>
      expect((await provenance.call("GET", "/v1/items/09521234100011/A1/label.svg")).status).to.equal(400));
  });
});
