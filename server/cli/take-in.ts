import { readDeployment } from "../adapters/chain/deployment.ts";
import { fileSource, gatewaySource } from "../adapters/entry-sources.ts";
import { type Database, openDatabase, unitOfWork } from "../adapters/postgres/database.ts";
import { openLogLine } from "../adapters/postgres/log-line.ts";
import { createAnsweringBook } from "../adapters/postgres/log-questions.ts";
import { type Answered, type AnsweringBook, type EntrySource, openAnswering } from "../app/answer-log.ts";
import { chainOf, firstLog } from "../compose.ts";
import { type Config, parseConfig } from "../config.ts";
import { isHttpUrl } from "./rpc.ts";

/**
 * Takes an entry in that the contract was asked for by its CID, on the settings of the server, from the first source that
 * has the very bytes. The server proves it at the contract once an anchor holds it.
 *
 * @param request Id as the contract names it: `0x` and 64 hex digits.
 * @param from Files and URLs of trustless gateways.
 * @throws Error where there is no such open request; what the sources fail with otherwise.
 */
export async function takeInFrom(request: string, from: readonly string[]): Promise<void> {
  if (!/^0x[0-9a-f]{64}$/.test(request))
    throw new Error("the request is not 0x and 64 lower-case hex digits");
  const config = parseConfig(process.env);
  const database = openDatabase(config.DATABASE_URL);
  try {
    const sources = from.map((name) => (isHttpUrl(name) ? gatewaySource(name) : fileSource(name)));
    console.log(tell(await takeIn(config, database, request.slice(2), sources)));
  } finally {
    await database.close();
  }
}

async function takeIn(
  config: Config,
  database: Database,
  id: string,
  [first, ...elsewhere]: readonly EntrySource[],
): Promise<Answered> {
  const contracts = readDeployment(config.DEPLOYMENT_DIR);
  const line = await openLogLine(database, firstLog(config, contracts.EvidenceLog.address));
  const book = await bookOfOne(createAnsweringBook(database, line, ALL), id);
  const chain = chainOf(config, database, contracts);
  let failure: unknown;
  try {
    const done = await openAnswering({
      book,
      chain: chain.reader,
      outbox: chain.outbox,
      work: unitOfWork(database),
      blocks: first!,
      elsewhere,
      onTrouble: (_, error) => {
        failure = error;
      },
    }).pass();
    if (failure !== undefined) throw failure;
    return done;
  } finally {
    await chain.close();
  }
}

/** However many are open: somebody may have flooded the contract with requests of no bytes. */
const ALL = 1_000_000;

/** The book with nothing to do but this one request. */
async function bookOfOne(book: AnsweringBook, id: string): Promise<AnsweringBook> {
  const found = (await book.requests()).find((request) => request.id === id);
  if (found === undefined)
    throw new Error(
      "the database has no such open request: it was closed, its time is up, or the server has not followed the chain to it",
    );
  return { ...book, challenges: async () => [], requests: async () => [found] };
}

function tell({ sent, taken }: Answered): string {
  if (taken > 0) return "Taken in. The server proves it at the contract once an anchor holds it.";
  if (sent > 0)
    return "The server tells the contract: where the entry is, or that it breaks the entry rules.";
  return "There is nothing to do: it was taken in before and waits for its anchor, or its answer is on its way.";
}
