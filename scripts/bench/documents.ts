import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDurably } from "../../server/adapters/durable-files.ts";
import { DurableBlockstore } from "../../server/adapters/ipfs/durable-blockstore.ts";
import { openEmbeddedBlocks } from "../../server/adapters/ipfs/embedded-blocks.ts";
import { createAgeSealing } from "../../server/adapters/sealing/age-sealing.ts";
import { derivedKeyring } from "../../server/adapters/sealing/keyring.ts";
import type { Bench, Row } from "./bench.ts";
import { perSecond } from "./bench.ts";

const KIB = 1024;

/** Sealing and storing documents of 1 KiB, against writing and syncing a plain file of that size. */
export const benches: Bench = {
  name: "documents",
  run: async () => {
    const folder = mkdtempSync(join(tmpdir(), "redress-bench-"));
    try {
      return await measure(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string): Promise<Row[]> {
  const blocks = await openEmbeddedBlocks(join(folder, "blocks"));
  await new DurableBlockstore(join(folder, "plain")).open();
  const sealing = createAgeSealing(derivedKeyring(randomBytes(32).toString("hex")));
  const readers = ["merchant", "arbitrator"];
  const files = await perSecond((round) => writeDurably(join(folder, "plain", `${round}`), randomBytes(KIB)));
  const hashes = await perSecond(async () => createHash("sha256").update(randomBytes(KIB)).digest());
  const stored = await perSecond(() => blocks.put(randomBytes(KIB)));
  const sealed = await perSecond(() => sealing.seal(randomBytes(KIB), readers));
  const both = await perSecond(async () => {
    await blocks.put((await sealing.seal(randomBytes(KIB), readers)).sealed);
  });
  const perSec = { unit: "per s" };
  return [
    {
      what: "document stored",
      measured: stored,
      reference: files,
      against: "file written and synced",
      ...perSec,
    },
    {
      what: "document sealed to two",
      measured: sealed,
      reference: hashes,
      against: "SHA-256 of it",
      ...perSec,
    },
    {
      what: "sealed and stored",
      measured: both,
      reference: files,
      against: "file written and synced",
      ...perSec,
    },
  ];
}
