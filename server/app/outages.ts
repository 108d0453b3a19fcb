/**
 * SQLSTATE of a database that fails, shuts down, is full, takes too long or may only be read, as a replica that has just
 * taken over; and what the operating system says of a peer or disk.
 */
const CODE =
  /^(57P0[1-3]|57014|25006|25P03|08...|53...|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENOSPC|EDQUOT)$/;

/** What the database's client says without a code, and the database with one that means many things. */
const MESSAGE =
  /^(database .* is not currently accepting connections|Connection terminated|Client has encountered a connection error|timeout exceeded when|Cannot use a pool after)/;

/** Longest chain of causes looked at; libraries wrap what a connection threw. */
const MOST_CAUSES = 8;

/** Tells a part that is down, or has no room left, from a fault: the same request may pass later. */
export function isOutage(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < MOST_CAUSES; at = at.cause, depth += 1) {
    if (CODE.test(String((at as { code?: unknown }).code)) || MESSAGE.test(at.message)) return true;
  }
  return false;
}
