import { expect } from "chai";
import { readInclusionProofs, readRoot, writeTiles } from "../../../../server/adapters/postgres/log-tiles.ts";
import { uintBytes } from "../../../../server/domain/log/bytes.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { verifyInclusion } from "../../../../server/domain/log/proofs.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { type LogFixture, logFixture, SETTINGS } from "./log-fixture.ts";

/** One full tile above the leaves, and a little more. */
const SIZE = 256 * 256 + 700;

const leafAt = (index: number): Uint8Array => leafHash(uintBytes(index, 4));

describe("stored tiles", function () {
  this.timeout(60_000);
  let log: LogFixture;

  before(async () => {
    log = await logFixture();
    const edge = new TreeEdge();
    while (edge.size < SIZE) edge.append(leafAt(edge.size));
    await writeTiles(log.database.kysely, SETTINGS.logId, edge.takeChanged());
  });
  after(() => log.close());

  const proofs = (asked: readonly { index: number; size: number }[]) =>
    readInclusionProofs(log.database.kysely, SETTINGS.logId, asked);

  it("prove leaves under the head and under earlier sizes, read once and read again", async () => {
    const asked = [0, 255, 256, 65_535, 65_536, SIZE - 1].flatMap((index) =>
      [SIZE, 65_536, 65_537].filter((size) => index < size).map((size) => ({ index, size })),
    );
    const first = await proofs(asked);
    const roots = new Map<number, Uint8Array>();
    for (const [at, { index, size }] of asked.entries()) {
      const root = roots.get(size) ?? (await readRoot(log.database.kysely, SETTINGS.logId, size));
      roots.set(size, root);
      const proof = { index, size, leafHash: leafAt(index), proof: first[at]! };
      expect(verifyInclusion(proof, root), `${index} of ${size}`).to.equal(true);
    }
    expect(await proofs(asked)).to.deep.equal(first);
  });

  it("are read at most twice a level for one proof", async () => {
    const reads: number[] = [];
    const counting = log.database.kysely.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        reads.push(result.rows.length);
        return result;
      },
    });
    await readInclusionProofs(counting, SETTINGS.logId, [{ index: 300, size: SIZE }]);
    expect(reads).to.have.length(1);
    expect(reads[0]).to.be.at.most(2 * 3);
  });
});
