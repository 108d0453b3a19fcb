/** A thread that writes files so that they survive a power cut. */
import {
  closeSync,
  constants,
  fdatasyncSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { parentPort, threadId } from "node:worker_threads";
import type { NewFile } from "./file-writer.ts";
import { portable } from "./pool.ts";

const NEW = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;
let writes = 0;

parentPort!.on("message", ({ id, task }: { id: number; task: readonly NewFile[] }) => {
  try {
    writeAll(task);
    parentPort!.postMessage({ id, answer: null });
  } catch (error) {
    parentPort!.postMessage({ id, error: portable(error) });
  }
});

/** Each in full under another name first; then all get theirs, and each folder is synced once. */
function writeAll(files: readonly NewFile[]): void {
  const partial = files.map(({ path }) => `${path}.${process.pid}.${threadId}.${writes++}.new`);
  try {
    for (const [at, { bytes }] of files.entries()) writeSynced(partial[at]!, bytes);
    for (const [at, { path }] of files.entries()) renameSync(partial[at]!, path);
  } catch (error) {
    for (const name of partial) rmSync(name, { force: true });
    throw error;
  }
  for (const folder of new Set(files.map(({ path }) => dirname(path)))) syncFolder(folder);
}

function writeSynced(path: string, bytes: Uint8Array): void {
  const file = openSync(path, NEW, 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
