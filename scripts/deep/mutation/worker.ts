/** Loads the engine with all mutants inside, and runs its tests once for each mutant it is sent. */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import Mocha from "mocha";
import { findMutants, instrument } from "./instrument.ts";

declare global {
  var activeMutant: number;
}

interface Job {
  readonly files: readonly { readonly path: string; readonly firstId: number }[];
  readonly tests: readonly string[];
  readonly mutants: readonly number[];
}

const job: Job = JSON.parse(process.argv[2] ?? "{}");
globalThis.activeMutant = -1;

const sources = new Map(
  job.files.map(({ path, firstId }) => {
    const source = readFileSync(path, "utf8");
    return [pathToFileURL(path).href, instrument(source, findMutants(path, source, firstId))];
  }),
);
registerHooks({
  load(url, context, nextLoad) {
    const source = sources.get(url);
    return source === undefined
      ? nextLoad(url, context)
      : { format: "module-typescript", source, shortCircuit: true };
  },
});

class Silent extends Mocha.reporters.Base {}
const mocha = new Mocha({ bail: true, timeout: 60_000, reporter: Silent });
for (const file of job.tests) mocha.addFile(file);
await mocha.loadFilesAsync();
mocha.cleanReferencesAfterRun(false);

const runTests = () => new Promise<number>((resolve) => mocha.run(resolve));

for (const id of [-1, ...job.mutants]) {
  globalThis.activeMutant = id;
  process.send?.({ started: id });
  const failures = await runTests();
  process.send?.({ id, killed: failures > 0 });
}
process.disconnect?.();
