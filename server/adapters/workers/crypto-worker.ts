/** A thread that seals documents and checks signatures. */
import { parentPort, workerData } from "node:worker_threads";
import { createAgeSealing } from "../sealing/age-sealing.ts";
import { derivedKeyring } from "../sealing/keyring.ts";
import { recoverSignerFast } from "../signing.ts";
import type { CryptoTask } from "./crypto-pool.ts";
import { portable } from "./pool.ts";

const sealing = createAgeSealing(derivedKeyring((workerData as { secret: string }).secret));

parentPort!.on("message", async ({ id, task }: { id: number; task: CryptoTask }) => {
  try {
    parentPort!.postMessage({ id, answer: await work(task) });
  } catch (error) {
    parentPort!.postMessage({ id, error: portable(error) });
  }
});

async function work(task: CryptoTask): Promise<unknown> {
  if (task.kind === "seal") return await sealing.seal(task.bytes, task.readers);
  return task.signed.map(({ digest, signature }) => recoverSignerFast(digest, signature));
}
