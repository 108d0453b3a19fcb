/** Wires what the log answers at its contract, and shows how it stands there. */
import type { Logger } from "pino";
import { countQuestions, createAnsweringBook } from "./adapters/postgres/log-questions.ts";
import { openAnswering } from "./app/answer-log.ts";
import { readStanding } from "./app/log-standing.ts";
import type { Parts } from "./compose.ts";
import type { Metrics } from "./http/middleware/metrics.ts";
import { answerLog } from "./jobs/answer-log.ts";
import type { LoopOptions, RunningJob } from "./jobs/loop.ts";

/** Answers whoever asks at the contract; what cannot be answered is said once a minute. */
export function startAnswering(
  { blocks, chain, database, deps, line }: Parts,
  logger: Logger,
  options: LoopOptions,
): RunningJob {
  const answering = openAnswering({
    book: createAnsweringBook(database, line),
    ...{ chain: chain.reader, outbox: chain.outbox, work: deps.uow, blocks },
    onTrouble: (id, err) =>
      logger.error({ id, err }, "something asked of the log at its contract is not answered"),
  });
  return answerLog(answering, options);
}

/**
 * Shows what is open at the contract and what was found there, which no server can take back. A chain out of reach
 * leaves the figures as they were.
 */
export async function showStanding(
  { chain, database, publisher }: Parts,
  logger: Logger,
  { gauge: show }: Metrics,
): Promise<void> {
  const { challenges, requests } = await countQuestions(database);
  show("redress_log_challenges_open", "Promises challenged at the contract and not closed", challenges);
  show("redress_log_requests_open", "Entries requested through the contract and not closed", requests);
  const standing = await readStanding(chain.reader, publisher.who().logId).catch(() => null);
  if (standing === null) return;
  const { forked, late, overdue, refused, underbonded } = standing;
  show("redress_log_underbonded", "1 when the log's bond is below its minimum", underbonded ? 1 : 0);
  show("redress_log_forked", "1 when two histories of the log were proved", forked ? 1 : 0);
  show("redress_log_late_total", "Promises kept late, by the contract's count", late);
  show("redress_log_overdue_total", "Promises never kept, by the contract's count", overdue);
  show("redress_log_refused_total", "Requested entries never included, by the contract's count", refused);
  if (underbonded || forked) logger.error({ standing }, "the log's standing at its contract needs a person");
}
