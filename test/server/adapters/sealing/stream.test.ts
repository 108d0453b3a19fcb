import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createAgeSealing } from "../../../../server/adapters/sealing/age-sealing.ts";
import { derivedKeyring } from "../../../../server/adapters/sealing/keyring.ts";
import { tempDir } from "../../../support/temp-dir.ts";

const CHILD = new URL("stream-child.ts", import.meta.url).pathname;

/** Larger in the deep gate: what is flat from 8 to 96 MiB is flat beyond. */
const LARGE_MIB = process.env.REDRESS_DEEP === "1" ? 1024 : 96;

const sealing = createAgeSealing(derivedKeyring("a secret of at least thirty-two characters"));

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function whole(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

describe("sealing of a stream", function () {
  this.timeout(300_000);

  for (const size of [1, 65_535, 65_536, 65_537, 200_000])
    it(`opens again to the same ${size} bytes`, async () => {
      const bytes = new Uint8Array(size).map((_, i) => i);
      const { sealed, wrappedKeys } = await sealing.sealStream(pieces(bytes, 1000), ["merchant"]);
      const opened = await sealing.openStream(sealed, wrappedKeys[0]!);
      expect(Buffer.compare(await whole(opened), bytes)).to.equal(0);
    });

  it("is opened by what opens documents sealed whole", async () => {
    const bytes = new Uint8Array(70_000).fill(3);
    const { sealed, wrappedKeys } = await sealing.sealStream(pieces(bytes, 999), ["merchant"]);
    expect(await sealing.open(sealed, wrappedKeys[0]!)).to.deep.equal(bytes);
  });

  it("ends with an error where the sealed bytes were altered or cut short", async () => {
    const { sealed, wrappedKeys } = await sealing.sealStream(pieces(new Uint8Array(200_000), 9000), ["m"]);
    const bytes = await whole(sealed);
    const altered = Buffer.from(bytes);
    altered[150_000]! ^= 1;
    for (const wrong of [altered, bytes.subarray(0, -1)]) {
      const reading = sealing.openStream(pieces(wrong, 9000), wrappedKeys[0]!).then(whole);
      expect(await reading.then(() => "opened").catch(() => "refused")).to.equal("refused");
    }
  });

  it("takes no more memory for a large document than for a small one", function () {
    if (!existsSync("/proc/self/status")) this.skip();
    const [small, large] = [peakOf(8), peakOf(LARGE_MIB)];
    expect(large).to.be.below(200);
    expect(large - small).to.be.below(80);
  });

  function peakOf(mib: number): number {
    const folder = tempDir("redress-stream-");
    const file = join(folder, "staged");
    writeFileSync(file, "");
    const args = ["--max-old-space-size=64", CHILD, join(folder, "blocks"), file, String(mib)];
    const said = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Record<
      string,
      number
    >;
    expect(said.sizeBytes).to.be.above(mib * 1024 ** 2);
    return said.peakMib!;
  }
});
