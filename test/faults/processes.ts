import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One process of a running set-up. */
export interface Process {
  readonly pid: number;
  readonly command: string;
}

/** The parts of a set-up a fault may hit. */
export interface Parts {
  readonly supervisor: number;
  readonly server: number;
  readonly chain: number;
  readonly database: number;
}

interface Row extends Process {
  readonly parent: number;
}

/** Reads who runs for the set-up on this folder. @throws when a part is missing. */
export function partsOf(home: string): Parts {
  const supervisor = Number(readFileSync(join(home, "up.pid"), "utf8"));
  const family = familyOf(supervisor);
  const find = (name: string, mark: RegExp): number => {
    const found = family.find(({ command }) => mark.test(command));
    if (found === undefined) throw new Error(`no ${name} runs for ${home}`);
    return found.pid;
  };
  return {
    supervisor,
    server: find("server", /server\/main\.ts/),
    chain: find("chain", /anvil/),
    database: find("database", /postgres -D/),
  };
}

/** A process and all that descend from it. */
export function familyOf(root: number): Process[] {
  const rows = listAll();
  const family = rows.filter(({ pid }) => pid === root);
  // Grows while it is walked: the children of each member follow it.
  for (const member of family) family.push(...rows.filter(({ parent }) => parent === member.pid));
  return family;
}

/** Those of the given processes that still run: a number used again by another program does not count. */
export function stillRunning(processes: readonly Process[]): Process[] {
  const now = new Map(listAll().map(({ pid, command }) => [pid, command]));
  return processes.filter(({ pid, command }) => now.get(pid) === command);
}

/** Ends them without a word to them; one that is gone already is fine. What the kernel holds of theirs stays. */
export function killNow(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  }
}

function listAll(): Row[] {
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,stat=,args="], { encoding: "utf8" });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, state, command] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    if (command === undefined || state?.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), command }];
  });
}
