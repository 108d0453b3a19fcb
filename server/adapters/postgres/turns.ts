/**
 * Lets so many work at once; the others wait for their turn, in order, and not for ever.
 *
 * @param most At least 1.
 * @param waitMs Milliseconds after which whoever had no turn is turned away.
 * @param refusal Makes what is thrown then.
 */
export function inTurns(
  most: number,
  waitMs: number,
  refusal: () => Error,
): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const turn = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const start = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(refusal());
      }, waitMs);
      waiting.push(start);
    });
  return async (work) => {
    if (running >= most) await turn();
    else running += 1;
    try {
      return await work();
    } finally {
      // Whoever comes next takes over this very place.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
