import { randomBytes } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { createLogPublisher } from "../../../../server/adapters/postgres/log-publisher.ts";
import { createLogSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import type { LogSequencer } from "../../../../server/app/log-ports.ts";
import { bytesToHex, fromHex } from "../../../../server/domain/log/bytes.ts";
import { parseCheckpoint, verifyLogLine } from "../../../../server/domain/log/checkpoint.ts";
import { decodeBundle } from "../../../../server/domain/log/entry-bundle.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { verifyInclusion } from "../../../../server/domain/log/proofs.ts";
import { parseReceipt, type Receipt } from "../../../../server/domain/log/receipt.ts";
import { parseVerifierKey } from "../../../../server/domain/log/signed-note.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import { handIn, type LogFixture, logFixture, SETTINGS } from "./log-fixture.ts";

const DEEP = process.env.REDRESS_DEEP === "1";
const SEED = 20_261_122;
const TILE = 256;

/** What may happen to a log; each `sequence` is a step of one of two processes, each `restart` ends one of them. */
type Happening =
  | { readonly kind: "singles"; readonly count: number }
  | { readonly kind: "batch"; readonly count: number; readonly twice: boolean }
  | { readonly kind: "sequence" | "restart"; readonly process: 0 | 1 };

const process01 = fc.constantFrom(0 as const, 1 as const);
/** At the borders of tiles more often than elsewhere. */
const batchSize = fc.oneof(
  fc.constantFrom(1, 2, 255, 256, 257, 511, 512, 513, 600),
  fc.integer({ min: 1, max: 600 }),
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constant("singles" as const), count: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ kind: fc.constant("batch" as const), count: batchSize, twice: fc.boolean() }),
  { arbitrary: fc.record({ kind: fc.constant("sequence" as const), process: process01 }), weight: 3 },
  fc.record({ kind: fc.constant("restart" as const), process: process01 }),
);
const story = fc.array(happening, { minLength: 8, maxLength: 20 });

/** One run: what was handed in, and every checkpoint that was ever signed. */
interface Told {
  /** Leaf hashes by hand-in, as they were promised. */
  readonly handIns: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

async function tell(log: LogFixture, happenings: readonly Happening[]): Promise<Told> {
  const begin = (): LogSequencer => createLogSequencer(log.database, SETTINGS);
  const processes: [LogSequencer, LogSequencer] = [begin(), begin()];
  const handIns: (readonly string[])[] = [];
  const notes: string[] = [];
  const sequence = async (one: LogSequencer): Promise<boolean> => {
    if ((await one.sequence()) === 0) return false;
    notes.push((await createLogPublisher(log.database, SETTINGS).checkpoint())!.note);
    return true;
  };
  for (const [at, one] of happenings.entries()) {
    if (one.kind === "singles") handIns.push(await handIn(log, one.count, `at ${at} `));
    else if (one.kind === "batch") handIns.push(await commit(log, one));
    else if (one.kind === "sequence") await sequence(processes[one.process]);
    else processes[one.process] = begin();
  }
  while (await sequence(processes[0]));
  return { handIns, notes };
}

/** @param twice Whether the last item is the first once more: a shop may commit to one thing twice. */
async function commit(
  log: LogFixture,
  { count, twice }: { count: number; twice: boolean },
): Promise<readonly string[]> {
  const fresh = () => ({
    type: "document" as const,
    subject: randomBytes(16).toString("hex"),
    commitment: randomBytes(32).toString("hex"),
  });
  const items = Array.from({ length: count }, fresh);
  if (twice && count > 1) items[count - 1] = items[0]!;
  const idempotencyKey = randomBytes(12).toString("hex");
  const batch = { submitter: "shop", idempotencyKey, items, signed: null };
  return (await log.work.run((tx) => log.intake.acceptCommitments(tx, batch))).leafHashes;
}

/** Leaf hashes of the bundles anybody can fetch, in their order. */
async function publishedLeaves(log: LogFixture): Promise<string[]> {
  const publisher = createLogPublisher(log.database, SETTINGS);
  const size = (await publisher.checkpoint())?.size ?? 0;
  const leaves: string[] = [];
  for (let index = 0; index * TILE < size; index++) {
    const bundle = decodeBundle((await publisher.bundle(index, Math.min(TILE, size - index * TILE)))!);
    leaves.push(...bundle.map((entry) => bytesToHex(leafHash(entry))));
  }
  return leaves;
}

function expectSignedRoots(leaves: readonly string[], notes: readonly string[]): void {
  const key = parseVerifierKey(SETTINGS.identity.verifierKey);
  const edge = new TreeEdge();
  for (const note of notes.map(parseCheckpoint)) {
    while (edge.size < note.size) edge.append(fromHex(leaves[edge.size]!, "leaf", 32));
    expect(bytesToHex(edge.root()), `root of ${note.size}`).to.equal(bytesToHex(note.root));
    expect(verifyLogLine(note, key)).to.equal(true);
  }
  expect(edge.size).to.equal(leaves.length);
}

/** Every leaf's audit path; and of each hand-in the whole receipt of a few, since signatures are slow to check. */
async function expectReceipts(log: LogFixture, { handIns }: Told, leaves: readonly string[]): Promise<void> {
  const receipts = await log.reader.receipts(handIns.flat(), false);
  for (const [leaf, text] of receipts) expectIncluded(parseReceipt(text), leaf, leaves);
  for (const handIn of handIns) {
    const some = DEEP ? handIn : [handIn[0]!, handIn[handIn.length >> 1]!, handIn.at(-1)!];
    for (const leaf of new Set(some)) {
      const { steps } = await verifyReceipt(receipts.get(leaf)!);
      const said = Object.fromEntries(steps.map(({ step, result }) => [step, result]));
      expect(said).to.include({ entry: "valid", promise: "valid", inclusion: "valid", checkpoint: "valid" });
    }
  }
}

function expectIncluded(receipt: Receipt, leaf: string, leaves: readonly string[]): void {
  const { index, proof } = receipt.inclusion!;
  expect(leaves[index], `entry ${index}`).to.equal(leaf);
  const { size, root } = parseCheckpoint(receipt.checkpoint!);
  const path = proof.map((hash) => fromHex(hash, "proof", 32));
  const claim = { index, size, leafHash: fromHex(leaf, "leaf", 32), proof: path };
  expect(verifyInclusion(claim, root), `path of ${index}`).to.equal(true);
}

describe("a log into which anything comes in any order", function () {
  this.timeout(DEEP ? 1_200_000 : 60_000);

  it("publishes bundles that give exactly its signed roots, proves every leaf, and uses no index twice", async () => {
    let entries = 0;
    const property = fc.asyncProperty(story, async (happenings) => {
      const log = await logFixture();
      try {
        const told = await tell(log, happenings);
        const leaves = await publishedLeaves(log);
        expect(leaves.toSorted()).to.deep.equal(told.handIns.flat().toSorted());
        expectSignedRoots(leaves, told.notes);
        await expectReceipts(log, told, leaves);
        entries += leaves.length;
      } finally {
        await log.close();
      }
    });
    await fc.assert(property, { seed: SEED, numRuns: DEEP ? 200 : 10, endOnFailure: !DEEP });
    expect(entries).to.be.above(3 * TILE);
  });
});
