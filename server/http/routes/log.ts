/** The published log: C2SP tiles and checkpoint for machines, head, consistency and receipts for everybody. */
import { type Request, Router } from "express";
import type { LogPublisher } from "../../app/log-ports.ts";
import { type LogReadingDeps, readConsistency, readLog, readReceipt } from "../../app/log-reading.ts";
import { type LogWitnessesDeps, readWitnesses } from "../../app/log-witnesses.ts";
import { LogError } from "../../domain/log/errors.ts";
import { parseTilePath, TILE_WIDTH, type TileName } from "../../domain/log/tiles.ts";
import { consistencyQuery, type PagesView } from "../../schema/log.ts";
import { worksAtOnce } from "../middleware/at-once.ts";
import { perAddress } from "../middleware/per-address.ts";
import { parseBody } from "../parse.ts";
import { registerProblems } from "../problems.ts";

registerProblems({
  "log.not_found": { status: 404, title: "Nothing here" },
  "log.bad_range": { status: 400, title: "The log has no such sizes" },
  "log.bad_entry": { status: 400, title: "The entry breaks the published rules" },
  "log.bad_statement": { status: 400, title: "The statement breaks the published rules" },
  "log.bad_encoding": { status: 400, title: "A value is not in its one spelling" },
  "log.entry_too_large": { status: 413, title: "The entry is too large" },
  "log.statement_too_large": { status: 413, title: "The statement is too large" },
  "log.batch_too_large": { status: 413, title: "Too many entries at once" },
  "log.idempotency_conflict": { status: 409, title: "This idempotency key was used for something else" },
});

/** For what names its log: a full tile never changes, neither does a prefix of one, nor a proof between two sizes. */
const FOREVER = "public, max-age=31536000, immutable";

/** The head moves, and with it which log is the current one; a few seconds spare the database a crowd of monitors. */
const HEAD = "public, max-age=2, must-revalidate";

/** Checkpoints and tiles read from the database at once, so that no crowd of readers keeps a hand-in waiting. */
const MOST_READS = 64;

/**
 * Tiles and checkpoint (C2SP tlog-tiles). No caller, no body; mounted before both.
 * @param requestsPerMinute From one address, if that is bounded. A monitor reads a whole log within it, piece by piece.
 */
export function logTileRoutes(publisher: LogPublisher, requestsPerMinute?: number): Router {
  const router = Router();
  // Anybody's page may check the log; nothing here depends on who asks.
  router.use(["/log", "/logs"], (_request, response, next) => {
    response.set("access-control-allow-origin", "*").set("cross-origin-resource-policy", "cross-origin");
    response.set("access-control-expose-headers", "Retry-After, RateLimit, RateLimit-Policy");
    next();
  });
  if (requestsPerMinute !== undefined) router.use(["/log", "/logs"], perAddress(requestsPerMinute));
  const reading = worksAtOnce(MOST_READS);
  // Whichever log is the current one: a cache that kept its tiles would mix them with those of the next.
  serveLog(router, "/log", HEAD, reading, () => publisher);
  // Every log has its own address as well, where those of earlier periods stay to be checked.
  serveLog(router, "/logs/:logId", FOREVER, reading, ({ params }) => publisher.other(String(params.logId)));
  return router;
}

function serveLog(
  router: Router,
  at: string,
  keepTiles: string,
  reading: ReturnType<typeof worksAtOnce>,
  publisherOf: (request: Request) => LogPublisher | null,
): void {
  router.get(`${at}/checkpoint`, async (request, response) => {
    const publisher = publisherOf(request);
    const head = publisher === null ? null : await reading(response, () => publisher.checkpoint());
    if (head === null) throw notThere();
    response.set("cache-control", HEAD).type("text/plain; charset=utf-8").send(head.note);
  });
  router.get(`${at}/tile/*path`, async (request, response) => {
    const name = parseTilePath((request.params.path as unknown as string[]).join("/"));
    const publisher = publisherOf(request);
    if (name === null || publisher === null) throw notThere();
    const bytes = await reading(response, () => readTile(publisher, name));
    if (bytes === null) throw notThere();
    response.set("cache-control", keepTiles).type("application/octet-stream").send(Buffer.from(bytes));
  });
}

async function readTile(
  publisher: LogPublisher,
  { level, index, width }: TileName,
): Promise<Uint8Array | null> {
  return level === "entries"
    ? await publisher.bundle(index, width)
    : await publisher.tile(level, index, width);
}

const notThere = (): LogError =>
  new LogError("log.not_found", `The log has no such tile of ${TILE_WIDTH} or part of it.`);

/** Head with anchors and promises, consistency between two sizes, receipts. */
export function logRoutes(deps: LogReadingDeps & LogWitnessesDeps & { readonly pages: PagesView }): Router {
  const router = Router();
  router.get("/v1/log/witnesses", async (_request, response) => {
    response.set("cache-control", HEAD).json(await readWitnesses(deps));
  });
  router.get("/v1/log/pages", (_request, response) => {
    response.set("cache-control", HEAD).json(deps.pages);
  });
  router.get("/v1/log", async (_request, response) => {
    response.set("cache-control", HEAD).json(await readLog(deps));
  });
  router.get("/v1/log/consistency", async (request, response) => {
    const { from, to, log } = parseBody(consistencyQuery, request.query);
    const proof = await readConsistency(deps.publisher, { from, to, log });
    response.set("cache-control", log === undefined ? HEAD : FOREVER).json(proof);
  });
  router.get("/v1/receipts/:leafHash", async (request, response) => {
    const receipt = await readReceipt(deps, request.params.leafHash, request.caller);
    response.set("cache-control", "no-store").type("application/json").send(receipt);
  });
  return router;
}
