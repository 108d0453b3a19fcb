import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

/** Operating-system account a child runs as. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** What to start and where its output goes. */
export interface SpawnOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly runAs?: RunAs;
  /** File both output streams are appended to. */
  readonly logFile: string;
  /** When set, the child is told to stop as soon as this process is gone, however it went. */
  readonly dieWithParent?: boolean;
}

/** A signal and how long to wait for its effect before the next one, in milliseconds. */
export type StopStep = readonly [signal: NodeJS.Signals, graceMs: number];

// A pipe from this process is the one thing the kernel closes even on kill -9, so the guard waits on it. It sends TERM
// because a shell starts its background commands with INT ignored.
const GUARD = `exec 3<&0
"$@" 3<&- </dev/null & child=$!
{ read -r _ <&3; kill -TERM $child; } 2>/dev/null & watcher=$!
exec 3<&-
trap 'told=1; kill -TERM $child' INT TERM
told=1
while [ -n "$told" ]; do told=; wait $child; code=$?; done
kill $watcher 2>/dev/null
exit $code`;

/** Starts a child in its own process group, so that Ctrl-C in a terminal reaches only its supervisor. */
export function spawnLogged(options: SpawnOptions): ChildProcess {
  const log = openSync(options.logFile, "a");
  const guarded = options.dieWithParent === true;
  const command = guarded ? "/bin/sh" : options.command;
  const args = guarded ? ["-c", GUARD, "guard", options.command, ...options.args] : [...options.args];
  try {
    return spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      uid: options.runAs?.uid,
      gid: options.runAs?.gid,
      detached: true,
      stdio: [guarded ? "pipe" : "ignore", log, log],
    });
  } finally {
    closeSync(log);
  }
}

/** Runs a command to its end; throws with its output when it fails. */
export function runToEnd(command: string, args: readonly string[], runAs?: RunAs, cwd?: string): string {
  const result = spawnSync(command, [...args], {
    encoding: "utf8",
    uid: runAs?.uid,
    gid: runAs?.gid,
    cwd,
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) throw new Error(`${command} ended with ${result.status}: ${result.stderr}`);
  return result.stdout;
}

/** Command line of a running process; `undefined` when there is none, or only its remains. */
export function commandOf(pid: number): string | undefined {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return command === "" ? undefined : command;
  } catch {
    if (process.platform === "linux") return undefined;
    const listed = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return listed.stdout?.trim() || undefined;
  }
}

/** Sends each signal in turn to one process until it is gone. */
export async function stopProcess(pid: number, steps: readonly StopStep[]): Promise<void> {
  for (const [signal, graceMs] of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await waitGone(pid, graceMs)) return;
  }
  if (commandOf(pid) !== undefined) throw new Error(`process ${pid} does not stop`);
}

async function waitGone(pid: number, graceMs: number): Promise<boolean> {
  const until = Date.now() + graceMs;
  while (Date.now() < until) {
    if (commandOf(pid) === undefined) return true;
    await delay(20);
  }
  return commandOf(pid) === undefined;
}

/**
 * Repeats a probe until it succeeds.
 *
 * @throws the probe's last error when `timeoutMs` has passed, or at once when `gaveUp` names a reason.
 */
export async function waitUntil(
  probe: () => Promise<unknown>,
  timeoutMs: number,
  gaveUp: () => string | undefined = () => undefined,
): Promise<void> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      await probe();
      return;
    } catch (error) {
      const reason = gaveUp();
      if (reason !== undefined) throw new Error(reason, { cause: error });
      if (Date.now() > until) throw error;
      await delay(50);
    }
  }
}
