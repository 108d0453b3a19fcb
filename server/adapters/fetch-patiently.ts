import { setTimeout } from "node:timers/promises";

const TOO_MANY_REQUESTS = 429;
/** In a row for one request: after a whole window of a limit the next one passes. */
const MOST_WAITS = 3;
const LONGEST_WAIT_SECONDS = 120;

/**
 * Asks once more whenever the answer is that too much was asked, after as long as it says; what is read in many pieces
 * is read to its end so. Three such answers in a row, or one that names no bearable time, are given as they are.
 *
 * @param answerMilliseconds Longest wait for each answer.
 */
export async function fetchPatiently(url: string, answerMilliseconds: number): Promise<Response> {
  for (let waits = 0; ; waits++) {
    const response = await fetch(url, { signal: AbortSignal.timeout(answerMilliseconds) });
    const seconds = waits === MOST_WAITS ? null : secondsToWait(response);
    if (seconds === null) return response;
    await response.body?.cancel();
    await setTimeout(seconds * 1000);
  }
}

function secondsToWait({ status, headers }: Response): number | null {
  const said = headers.get("retry-after");
  if (status !== TOO_MANY_REQUESTS || said === null || !/^[0-9]{1,3}$/.test(said)) return null;
  return Number(said) > LONGEST_WAIT_SECONDS ? null : Number(said);
}
