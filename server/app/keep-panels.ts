import type { Deps } from "./deps.ts";
import { eachOf } from "./each-of.ts";
import type { ChainCall } from "./ports.ts";

const BATCH = 500;
/** One attempt in ten minutes keeps the queue short while the chain's clock is behind ours. */
const RETRY_SECONDS = 600;

/** Phases of a dispute in the contract, by number. */
const SEEDING = 1n;
const VOTING = 2n;
const APPEALABLE = 3n;
const DECIDED = 4n;

interface DisputeInfo {
  readonly phase: bigint;
  readonly round: bigint;
  readonly deadlineAt: bigint;
}

/**
 * Moves disputes on chain whose windows have passed: draws without the seeds that were withheld, closes the round of a
 * panel that stayed silent, carries out a ruling nobody may appeal any more. Anybody could send these calls; safe to run
 * at any time, twice, or in two processes. One that is in trouble keeps no other waiting.
 * @returns How many disputes were moved.
 * @throws what the first one in trouble threw, once all were looked at.
 */
export async function keepPanels(deps: Deps): Promise<number> {
  const now = BigInt(Math.floor((await deps.clock.now()).getTime() / 1000));
  let moved = 0;
  await eachOf(await deps.cases.withStatus(["REVIEW", "APPEAL"], BATCH), async (caseId) => {
    if (await keepPanel(deps, caseId, now)) moved += 1;
  });
  return moved;
}

async function keepPanel(deps: Deps, caseId: string, now: bigint): Promise<boolean> {
  const { disputeId } = await deps.cases.chain(caseId);
  if (disputeId === null) return false;
  const info = (await deps.chain.read("ArbitratorPanel", "disputeOf", [disputeId])) as DisputeInfo;
  const call = overdue(info, disputeId, now);
  if (call === null) return false;
  await deps.uow.run((tx) => deps.outbox.enqueue(tx, call));
  return true;
}

function overdue(
  { phase, round, deadlineAt }: DisputeInfo,
  disputeId: string,
  now: bigint,
): ChainCall | null {
  if (phase !== DECIDED && now <= deadlineAt) return null;
  const method =
    phase === SEEDING
      ? "draw"
      : phase === VOTING
        ? "closeRound"
        : phase === APPEALABLE || phase === DECIDED
          ? "executeRuling"
          : null;
  if (method === null) return null;
  const attempt = (now - deadlineAt) / BigInt(RETRY_SECONDS);
  return {
    key: `dispute:${disputeId}:${round}:${method}:overdue:${attempt}`,
    contract: "ArbitratorPanel",
    method,
    args: [disputeId],
  };
}
