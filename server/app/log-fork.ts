/** Signs that this database has gone back behind what its log has signed: going on from it would be a fork. */
import { LogError } from "../domain/log/errors.ts";

/** A size and root somebody has seen this log sign. Root in lower-case hex. */
export interface SeenHead {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
}

/** What an operator may do about it. */
const WAY_OUT = "restore a newer backup, or run redress recover-log";

export const refuseFork = (why: string, wayOut = WAY_OUT): LogError =>
  new LogError("log.fork_refused", `The log does not go on: ${why}: ${wayOut}.`);

export const isFork = (error: unknown): error is LogError =>
  error instanceof LogError && error.code === "log.fork_refused";

/** This server has seen a head that its database does not lead to. */
export function refuseUnseen({ origin, size, root }: SeenHead, ours: number): LogError {
  return refuseFork(
    `this server has seen size ${size} of ${origin} with root ${root}, the database has size ${ours}`,
  );
}

/**
 * Reads the heads back that standing reasons name. What a process saw nobody may be able to say again after its end, so the
 * reason itself is the record.
 */
export function readUnseen(reasons: string): SeenHead[] {
  const named = reasons.matchAll(/has seen size (\d+) of (\S+) with root ([0-9a-f]{64}),/g);
  return [...named].map(([, size, origin, root]) => ({ origin: origin!, size: Number(size), root: root! }));
}
