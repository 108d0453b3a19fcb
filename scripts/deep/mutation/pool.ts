import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Mutant } from "./instrument.ts";

/** What became of a mutant; one that made the tests run without end counts as noticed. */
export type Verdict = "killed" | "timed_out" | "survived";

interface Files {
  readonly path: string;
  readonly firstId: number;
}

const WORKER = fileURLToPath(new URL("worker.ts", import.meta.url));
const MIN_TIMEOUT_MS = 90_000;
// Without any mutant the tests run first, however busy the machine is; a mutant then has five times that.
const BASELINE_TIMEOUT_MS = 900_000;
const PATIENCE = 5;
const BASELINE = -1;
const PROGRESS_EACH = 100;
// Its answers outlive the mutant: they are kept for the life of the program.
const FRESH_EACH = "trace.ts";

/**
 * Runs the tests once for each mutant, in a process that is started again when a mutant does not come to an end.
 *
 * @throws Error when the tests fail without any mutant
 */
export async function runMutants(
  files: readonly Files[],
  tests: readonly string[],
  mutants: readonly Mutant[],
): Promise<Map<number, Verdict>> {
  const verdicts = new Map<number, Verdict>();
  const alone = mutants.filter(({ file }) => file.endsWith(FRESH_EACH));
  const together = mutants.filter(({ file }) => !file.endsWith(FRESH_EACH));
  for (const group of [together, ...alone.map((mutant) => [mutant])]) {
    let open = group.map(({ id }) => id);
    while (open.length > 0) {
      await runBatch(files, tests, open, verdicts);
      open = open.filter((id) => !verdicts.has(id));
    }
  }
  return verdicts;
}

function runBatch(
  files: readonly Files[],
  tests: readonly string[],
  mutants: readonly number[],
  verdicts: Map<number, Verdict>,
): Promise<void> {
  const child = fork(WORKER, [JSON.stringify({ files, tests, mutants })]);
  let current = BASELINE;
  let allowedMs = BASELINE_TIMEOUT_MS;
  let startedMs = Date.now();
  const watch = () =>
    setTimeout(() => {
      verdicts.set(current, "timed_out");
      child.kill("SIGKILL");
    }, allowedMs);
  let timer = watch();
  return new Promise((resolve, reject) => {
    child.on("message", (message: { started?: number; id?: number; killed?: boolean }) => {
      if (message.started !== undefined) {
        if (current === BASELINE && message.started !== BASELINE) {
          allowedMs = Math.max(MIN_TIMEOUT_MS, PATIENCE * (Date.now() - startedMs));
        }
        current = message.started;
        startedMs = Date.now();
        clearTimeout(timer);
        timer = watch();
      } else if (message.id === BASELINE && message.killed) {
        reject(new Error("the tests fail without any mutant"));
        child.kill("SIGKILL");
      } else if (message.id !== undefined && message.id !== BASELINE) {
        verdicts.set(message.id, message.killed ? "killed" : "survived");
        if (verdicts.size % PROGRESS_EACH === 0) console.log(`${verdicts.size} done`);
      }
    });
    child.on("exit", () => {
      clearTimeout(timer);
      // A mutant that brings the whole program down is noticed too.
      if (current !== BASELINE && !verdicts.has(current)) verdicts.set(current, "killed");
      if (current === BASELINE) reject(new Error("the tests could not be loaded"));
      resolve();
    });
  });
}
