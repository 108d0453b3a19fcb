/** Wires what the log answers at its contract, and shows how it stands there. */
import type { Logger } from "pino";
import { gatewaySource } from "./adapters/entry-sources.ts";
import { countQuestions, createAnsweringBook } from "./adapters/postgres/log-questions.ts";
import { openAnswering } from "./app/answer-log.ts";
import { keysNotAccepted, readStanding } from "./app/log-standing.ts";
import type { Parts } from "./compose.ts";
import type { Metrics } from "./http/middleware/metrics.ts";
import { answerLog } from "./jobs/answer-log.ts";
import type { LoopOptions, RunningJob } from "./jobs/loop.ts";
import type { LogStandingView } from "./schema/log.ts";

/** Answers whoever asks at the contract; what cannot be answered is said once a minute. */
export function startAnswering(
  { blocks, chain, config, database, deps, line }: Parts,
  logger: Logger,
  options: LoopOptions,
): RunningJob {
  const answering = openAnswering({
    book: createAnsweringBook(database, line),
    chain: chain.reader,
    outbox: chain.outbox,
    work: deps.uow,
    blocks,
    elsewhere: config.ENTRY_GATEWAYS.map(gatewaySource),
    onTrouble: (id, err) =>
      logger.error({ id, err }, "something asked of the log at its contract is not answered"),
  });
  return answerLog(answering, options);
}

/**
 * Shows what is open at the contract and what was found there, which no server can take back; says it in the log when
 * it changes. A chain out of reach leaves the figures as they were.
 */
export function standingFigures(
  { chain, database, publisher, settings }: Parts,
  logger: Logger,
  { gauge: show }: Metrics,
): () => Promise<void> {
  let said = "";
  return async () => {
    const { challenges, requests } = await countQuestions(database);
    show("redress_log_challenges_open", "Promises challenged at the contract and not closed", challenges);
    show("redress_log_requests_open", "Entries requested through the contract and not closed", requests);
    const { logId } = publisher.who();
    const standing = await readStanding(chain.reader, logId).catch(() => null);
    if (standing === null) return;
    showFaults(standing, show);
    const keys = await keysNotAccepted(chain.reader, logId, settings, Date.now() / 1000).catch(() => []);
    show(
      "redress_log_keys_not_accepted",
      "Keys the log signs with that its contract does not accept",
      keys.length,
    );
    const faults = [...faultsOf(standing), ...keys.map((use) => `${use} key not accepted`)].join(", ");
    if (faults !== "" && faults !== said)
      logger.error({ logId, standing }, `the log stands badly at its contract: ${faults}`);
    said = faults;
  };
}

function showFaults(standing: LogStandingView, show: Metrics["gauge"]): void {
  const { forked, late, overdue, refused, underbonded } = standing;
  show("redress_log_underbonded", "1 when the log's bond is below its minimum", underbonded ? 1 : 0);
  show("redress_log_forked", "1 when two histories of the log were proved", forked ? 1 : 0);
  show("redress_log_late_total", "Promises kept late, by the contract's count", late);
  show("redress_log_overdue_total", "Promises never kept, by the contract's count", overdue);
  show("redress_log_refused_total", "Requested entries never included, by the contract's count", refused);
}

/** Empty while there is nothing for a person to do. */
function faultsOf({ forked, late, overdue, refused, underbonded }: LogStandingView): string[] {
  const counts = Object.entries({ late, overdue, refused }).filter(([, count]) => count > 0);
  const flags = Object.entries({ underbonded, forked }).filter(([, holds]) => holds);
  return [...flags.map(([name]) => name), ...counts.map(([name, count]) => `${count} ${name}`)];
}
