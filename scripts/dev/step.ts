import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./layout.ts";

const running = new Set<ChildProcess>();

/**
 * Runs one program of the checkout to its end.
 *
 * @param show receives what it prints while it runs.
 * @returns what it printed.
 * @throws with the end of its output when it fails.
 */
export async function runStep(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  show: (part: Buffer) => void = () => {},
): Promise<string> {
  const options = { cwd: ROOT, env: { ...process.env, ...env } };
  const child = spawn(command, [...args], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  const parts: Buffer[] = [];
  child.stdout.on("data", (part: Buffer) => parts.push(part));
  child.stdout.on("data", show);
  child.stderr.on("data", (part: Buffer) => parts.push(part));
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    const output = Buffer.concat(parts).toString("utf8");
    if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${lastLines(output)}`);
    return output;
  } finally {
    running.delete(child);
  }
}

/** Runs a package's program by this very Node, whichever one the PATH would find. */
export function runPackageProgram(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  return runStep(process.execPath, [join(ROOT, "node_modules/.bin", program), ...args], env);
}

/** Ends the programs that are still running. */
export function stopSteps(): void {
  for (const child of running) child.kill("SIGTERM");
}

function lastLines(output: string): string {
  return output.split("\n").slice(-40).join("\n");
}
