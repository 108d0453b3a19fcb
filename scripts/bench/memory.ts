import { readdirSync, readFileSync } from "node:fs";

/**
 * Memory of a process and all its descendants in MiB. Pages that several of them share count once, which resident
 * sizes would add up again for each of Postgres' processes.
 */
export function treeMemoryMib(root: number): number {
  const parents = new Map(allPids().map((pid) => [pid, parentOf(pid)]));
  const isInside = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === root || isInside(parents.get(pid)));
  const kib = [...parents.keys()].filter(isInside).reduce((sum, pid) => sum + proportionalKib(pid), 0);
  return kib / 1024;
}

function allPids(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function parentOf(pid: number): number | undefined {
  return number(`/proc/${pid}/status`, /^PPid:\s+(\d+)/m);
}

function proportionalKib(pid: number): number {
  return number(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+)/m) ?? 0;
}

/** A process may end between being listed and being read. */
function number(file: string, pattern: RegExp): number | undefined {
  try {
    const found = pattern.exec(readFileSync(file, "utf8"))?.[1];
    return found === undefined ? undefined : Number(found);
  } catch {
    return undefined;
  }
}
