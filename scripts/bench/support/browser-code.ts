/** What the pages run on a reader's machine, for timing it there. */
import { verifyReceipt } from "../../../server/domain/log/verify.ts";
import { hashDocument } from "../../../web/lib/hash-document.ts";

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

async function medianMs(work: () => Promise<unknown>, rounds: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    await work();
    // The first one compiles.
    if (round > 0) times.push(performance.now() - start);
  }
  return median(times);
}

function randomBlob(megabytes: number): Blob {
  const piece = crypto.getRandomValues(new Uint8Array(50_000));
  return new Blob(Array.from({ length: megabytes * 20 }, () => piece));
}

Object.assign(globalThis, {
  bench: {
    verifyMs: (receipt: string) => medianMs(() => verifyReceipt(receipt), 40),
    hashMs: (megabytes: number) => {
      const file = randomBlob(megabytes);
      return medianMs(() => hashDocument(file), 5);
    },
  },
});
