import { expect } from "chai";
import { encodeEntry } from "../../../../server/domain/log/entry.ts";
import { encodeBundle } from "../../../../server/domain/log/entry-bundle.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import {
  type NamedSource,
  type PublishedEntry,
  publishedEntries,
  RecoveryRefused,
} from "../../../../server/domain/log/recovery.ts";
import { bundlePath, TILE_WIDTH, tilePath } from "../../../../server/domain/log/tiles.ts";

const SIZE = TILE_WIDTH + 3;
const ENTRIES = Array.from(
  { length: SIZE },
  (_, n) =>
    encodeEntry({
      type: "document",
      subject: "case-1",
      receivedAt: "2026-11-22T06:00:00Z",
      commitment: n.toString(16).padStart(64, "0"),
    }).bytes,
);

/** Everything that was published, as a mirror has it. */
function published(): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [index, width] of [
    [0, TILE_WIDTH],
    [1, SIZE - TILE_WIDTH],
  ] as const) {
    const entries = ENTRIES.slice(index * TILE_WIDTH, index * TILE_WIDTH + width);
    files.set(bundlePath(index, width), encodeBundle(entries));
    files.set(tilePath({ level: 0, index }, width), Buffer.concat(entries.map((entry) => leafHash(entry))));
  }
  return files;
}

const mirror = (files: ReadonlyMap<string, Uint8Array>): NamedSource => ({
  name: "mirror",
  checkpoint: async () => "",
  tile: async (path) => files.get(path) ?? null,
});
const unreachable: NamedSource = {
  name: "unreachable",
  checkpoint: async () => "",
  tile: async () => {
    throw new Error("no route");
  },
};

async function read(from: number, ...sources: NamedSource[]): Promise<PublishedEntry[]> {
  const entries: PublishedEntry[] = [];
  for await (const bundle of publishedEntries({ from, to: SIZE }, sources)) entries.push(...bundle);
  return entries;
}
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe("entries read back from what was published", () => {
  it("begin where they are asked for, in their order", async () => {
    const entries = await read(254, mirror(published()));
    expect(entries.map(({ index }) => index)).to.deep.equal([254, 255, 256, 257, 258]);
    expect(entries.map(({ bytes }) => Buffer.from(bytes))).to.deep.equal(
      ENTRIES.slice(254).map((bytes) => Buffer.from(bytes)),
    );
  });

  it("come from the next source where one is out of reach", async () => {
    expect(await read(0, unreachable, mirror(published()))).to.have.length(SIZE);
  });

  it("come from the next source where one has none, or altered ones", async () => {
    const damaged = published();
    damaged.get(bundlePath(0))![20]! ^= 1;
    const half = published();
    half.delete(bundlePath(1, 3));
    expect(await read(0, mirror(damaged), mirror(half), mirror(published()))).to.have.length(SIZE);
  });

  it("are refused as withheld where no source has them", async () => {
    const half = published();
    half.delete(bundlePath(1, 3));
    expect(await failure(read(0, mirror(half))))
      .to.be.instanceOf(RecoveryRefused)
      .and.include({ kind: "withheld" });
  });

  it("are refused as altered where their tile says otherwise", async () => {
    const damaged = published();
    const bundle = encodeBundle([...ENTRIES.slice(0, TILE_WIDTH - 1), ENTRIES[0]!]);
    damaged.set(bundlePath(0), bundle);
    const refused = await failure(read(0, mirror(damaged)));
    expect(refused).to.be.instanceOf(RecoveryRefused).and.include({ kind: "altered" });
    expect((refused as Error).message).to.contain("Entry 255");
  });

  it("are refused as altered where a bundle is cut short", async () => {
    const damaged = published();
    damaged.set(bundlePath(0), damaged.get(bundlePath(0))!.subarray(0, 500));
    expect(await failure(read(0, mirror(damaged)))).to.include({ kind: "altered" });
  });

  it("are not called altered where nobody could be asked", async () => {
    expect(await failure(read(0, unreachable)))
      .to.be.instanceOf(Error)
      .and.not.instanceOf(RecoveryRefused);
  });
});
