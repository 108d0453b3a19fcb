import { createHash, createPublicKey, verify } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readCaptureDocument } from "../../../../server/app/capture-document.ts";
import { hasCheckDigit } from "../../../../server/domain/provenance/check-digit.ts";
import { readCustody } from "../../../../server/domain/provenance/custody.ts";
import { custodyIntervals } from "../../../../server/domain/provenance/custody-intervals.ts";
import type { EpcisEvent } from "../../../../server/domain/provenance/event.ts";
import { eventHash } from "../../../../server/domain/provenance/event-hash.ts";
import { canonicalId, historyOf, type RecordedEvent } from "../../../../server/domain/provenance/history.ts";
import { SIGNATURE_MEMBER, signedText } from "../../../../server/domain/provenance/signature.ts";
import { chinaPack, compileFacts, decide } from "../../../../server/domain/responsibility/index.ts";
import { handInMeta } from "../../../../server/schema/evidence.ts";
import { createOrder } from "../../../../server/schema/order.ts";

const FOLDER = join(import.meta.dirname, "../../../../scripts/dev/sample");
const manifest = JSON.parse(readFileSync(join(FOLDER, "sample.json"), "utf8"));
const read = (file: string) => readFileSync(join(FOLDER, file));

function events(): RecordedEvent[] {
  const found = manifest.captures.flatMap(
    ({ file }: { file: string }) => readCaptureDocument(read(file).toString()).events,
  );
  return found.map(({ event }: { event: EpcisEvent }, i: number) => ({
    eventId: `event-${i}`,
    event,
    eventHash: eventHash(event, new Map()),
    signer: (event[SIGNATURE_MEMBER] as { gln: string }).gln,
    recordTime: event.eventTime,
  }));
}

describe("the sample case", () => {
  it("holds documents that are what its manifest says", () => {
    for (const { file, sha256 } of [...manifest.captures, ...manifest.documents])
      expect(createHash("sha256").update(read(file)).digest("hex"), file).to.equal(sha256);
    expect(manifest.captures.length).to.equal(readdirSync(join(FOLDER, "events")).length);
    expect(manifest.documents.length).to.equal(readdirSync(join(FOLDER, "documents")).length);
  });

  it("captures without an error, each event signed by its party's key", () => {
    for (const { event } of events()) {
      const { publicKey, signature } = event[SIGNATURE_MEMBER] as { publicKey: string; signature: string };
      const der = Buffer.from(`302a300506032b6570032100${publicKey}`, "hex");
      const key = createPublicKey({ key: der, format: "der", type: "spki" });
      expect(verify(null, Buffer.from(signedText(event)), key, Buffer.from(signature, "hex"))).to.equal(true);
    }
    for (const { file } of manifest.captures)
      expect(readCaptureDocument(read(file).toString()).errors).to.deep.equal([]);
  });

  it("uses numbers with right check digits of the prefix kept for demonstrations", () => {
    const glns = manifest.parties.flatMap(({ gln }: { gln: string | null }) => gln ?? []);
    for (const number of [manifest.item.gtin, ...glns]) {
      expect(number).to.match(/^0?952/);
      expect(hasCheckDigit(number), number).to.equal(true);
    }
  });

  it("has documents in their real formats", () => {
    const head = (file: string, length: number) =>
      read(`documents/${file}`).subarray(0, length).toString("latin1");
    expect(head("inspection-report.pdf", 5)).to.equal("%PDF-");
    for (const photo of ["packing-station", "unboxing-parcel", "unboxing-machine"])
      expect(head(`${photo}.jpg`, 10)).to.match(/^\xff\xd8\xff\xe1..Exif/s);
    expect(JSON.parse(read("documents/tracking-carrier-b.json").toString())).to.include({
      state: "3",
      ischeck: "1",
    });
  });

  it("reports order and documents in their wire shapes", () => {
    expect(createOrder.safeParse(manifest.order).error).to.equal(undefined);
    for (const { meta } of manifest.documents)
      expect(handInMeta.safeParse({ ...meta, idempotencyKey: "0".repeat(16) }).error).to.equal(undefined);
  });

  it("leads to the second carrier, as the manifest expects", () => {
    const item = canonicalId(manifest.item.uri);
    const names = new Map<string, string>(
      manifest.parties.map(({ gln, kind, partyId }: Record<string, string>) => [
        gln!,
        kind === "carrier" ? `logistics:${partyId}` : kind === "merchant" ? "merchant" : partyId!,
      ]),
    );
    const intervals = custodyIntervals(readCustody(item, historyOf(item, events())), {
      holderName: ({ gln }) => (gln === null ? "consumer" : names.get(gln)!),
      anchoredAt: () => null,
    });
    const nothing = { tracking: [], inspections: [], chats: [], readings: [], stated: [] };
    const frame = {
      claim: "damaged",
      loss: 129900,
      price: 129900,
      seller: "third_party",
      courierChosenBy: "merchant",
      discovery: { noticeDays: 0 },
    } as const;
    const { facts } = compileFacts({ frame, custody: intervals, ...nothing }, chinaPack);
    const finding = decide(facts, chinaPack);
    expect(finding.bps).to.deep.equal(manifest.expected.bps);
    expect(finding.legs).to.deep.equal({ [`logistics:${manifest.expected.leg}`]: 10_000 });
  });
});
