import { CarReader } from "@ipld/car";
import { expect } from "chai";
import type { ExportableBlocks } from "../../../../server/adapters/ipfs/exportable-blocks.ts";

const MIB = 1024 * 1024;
const KNOWN_EMPTY = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
const KNOWN_HELLO = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq";
const UNKNOWN_LONG = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

/** Bytes that differ at every length, so that no two pieces of a document are alike. */
export function sampleBytes(length: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export async function readAll(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of source) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

/** Runs an action that has to fail with one of our codes. */
export async function codeOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return "no error";
}

/** What every document store has to do, whatever is behind it. */
export function describeBlocks(open: () => ExportableBlocks): void {
  it("gives small documents the address other implementations give them", async () => {
    expect((await open().put(new Uint8Array())).cid).to.equal(KNOWN_EMPTY);
    expect((await open().put(new TextEncoder().encode("hello"))).cid).to.equal(KNOWN_HELLO);
  });

  for (const length of [1, MIB - 1, MIB, MIB + 1, 3 * MIB + 17]) {
    it(`returns a document of ${length} bytes as it was`, async () => {
      const bytes = sampleBytes(length);

      const { cid, sizeBytes } = await open().put(bytes);

      expect(sizeBytes).to.equal(length);
      expect(await readAll(open().get(cid))).to.deep.equal(bytes);
    });
  }

  for (const length of [1, MIB - 1, MIB]) {
    it(`gives ${length} bytes handed over whole the address they have as a stream`, async () => {
      const bytes = sampleBytes(length, 8);
      async function* stream() {
        yield bytes;
      }
      expect(await open().put(bytes)).to.deep.equal(await open().put(stream()));
    });
  }

  it("gives a stream the address of its bytes, however they are cut", async () => {
    const bytes = sampleBytes(2 * MIB + 5, 7);
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 70_001) yield bytes.subarray(at, at + 70_001);
    }

    const streamed = await open().put(pieces());
    const whole = await open().put(bytes);

    expect(streamed).to.deep.equal(whole);
  });

  it("has what was put and not what was not", async () => {
    const { cid } = await open().put(sampleBytes(1000, 3));

    expect(await open().has(cid)).to.equal(true);
    expect(await open().has(UNKNOWN_LONG)).to.equal(false);
  });

  for (const length of [900, 2 * MIB]) {
    it(`no longer keeps a document of ${length} bytes that was unpinned`, async () => {
      const { cid } = await open().put(sampleBytes(length, 4));

      await open().unpin(cid);

      expect(await open().has(cid)).to.equal(false);
      expect(await codeOf(() => open().unpin(cid))).to.equal("blocks.not_pinned");
    });
  }

  it("keeps a document whose piece another, unpinned one shared", async () => {
    const shared = sampleBytes(MIB, 11);
    const long = new Uint8Array(Buffer.concat([shared, sampleBytes(10, 12)]));
    const [kept, removed] = [await open().put(long), await open().put(shared)];

    await open().unpin(removed.cid);

    expect(await readAll(open().get(kept.cid))).to.deep.equal(long);
  });

  it("exports a CAR whose root is the document and whose blocks are all of it", async () => {
    const { cid } = await open().put(sampleBytes(2 * MIB + 1, 5));

    const car = await CarReader.fromBytes(await readAll(open().exportCar(cid)));

    const blocks = [];
    for await (const block of car.blocks()) blocks.push(block);
    expect((await car.getRoots()).map(String)).to.deep.equal([cid]);
    expect(blocks).to.have.length(4);
    expect(String(blocks[0]?.cid)).to.equal(cid);
  });

  for (const text of ["", "nonsense", "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn", "../../etc/passwd"]) {
    it(`refuses the address ${JSON.stringify(text)}`, async () => {
      expect(await codeOf(() => readAll(open().get(text)))).to.equal("blocks.cid_unsupported");
      expect(await codeOf(() => open().has(text))).to.equal("blocks.cid_unsupported");
    });
  }

  it("says so when a document's source breaks off", async () => {
    async function* broken() {
      yield sampleBytes(100, 6);
      throw new Error("connection lost");
    }

    expect(await codeOf(() => open().put(broken()))).to.match(/connection lost/);
  });
}
