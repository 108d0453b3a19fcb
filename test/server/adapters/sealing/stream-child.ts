/** Seals and stores a document that is made up as it is read, and prints how many MiB that took at the most. */
import { readFileSync } from "node:fs";
import { openEmbeddedBlocks } from "../../../../server/adapters/ipfs/embedded-blocks.ts";
import { createAgeSealing } from "../../../../server/adapters/sealing/age-sealing.ts";
import { derivedKeyring } from "../../../../server/adapters/sealing/keyring.ts";
import { readEnciphered, writeEnciphered } from "../../../../server/adapters/uploads/enciphered-file.ts";

const [folder, file, mib] = process.argv.slice(2) as [string, string, string];
const PIECE = 64 * 1024;

async function* document(): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < Number(mib) * 16; i++) yield new Uint8Array(PIECE).fill(i);
}

const staged = { path: file, key: new Uint8Array(32).fill(7) };
const blocks = await openEmbeddedBlocks(folder);
const sealing = createAgeSealing(derivedKeyring("a secret of at least thirty-two characters"));
const residentMib = (name: string) =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
const before = residentMib("VmRSS");
await writeEnciphered(staged, 0, Number(mib) * 1024 ** 2, document());
const { sealed } = await sealing.sealStream(readEnciphered(staged), ["one", "two", "three"]);
const { sizeBytes } = await blocks.put(sealed);
console.log(JSON.stringify({ sizeBytes, peakMib: residentMib("VmHWM") - before }));
