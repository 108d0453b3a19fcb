import { expect } from "chai";
import { readBounded } from "../../../server/adapters/read-bounded.ts";

/** An answer in chunks of 1000 bytes, without a length; says how many were taken. */
function chunked(chunks: number): { response: Response; taken: () => number } {
  let taken = 0;
  const body = new ReadableStream(
    {
      pull: (controller) => {
        if (taken++ < chunks) controller.enqueue(new Uint8Array(1000).fill(taken));
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { response: new Response(body), taken: () => taken };
}

describe("an answer of somebody else", () => {
  it("is read up to its bound", async () => {
    const bytes = await readBounded(chunked(3).response, 3000);
    expect([bytes.length, bytes[0], bytes[2999]]).to.deep.equal([3000, 1, 3]);
  });

  it("is not read on past it, however long it goes on", async () => {
    const { response, taken } = chunked(Number.POSITIVE_INFINITY);
    expect(await readBounded(response, 2500).catch(String)).to.contain("more than 2500 bytes");
    expect(taken()).to.equal(3);
  });

  it("may be empty", async () => {
    expect(await readBounded(new Response(null), 10)).to.have.length(0);
  });
});
