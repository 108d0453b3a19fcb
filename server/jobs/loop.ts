/** A job that runs until it is told to stop. */
export interface RunningJob {
  /** Runs a pass now, or another one right after the present one. */
  wake(): void;
  /** Waits for the present pass; none begins afterwards. */
  stop(): Promise<void>;
}

export interface LoopOptions {
  /** Milliseconds between two passes when nobody wakes the job. */
  readonly intervalMs: number;
  /** Milliseconds after a pass with no more to do in which a wake waits, so that many small passes become one. */
  readonly restMs?: number;
  /** Hears of a pass that threw; the job goes on, waiting longer each time. */
  readonly onError: (error: unknown) => void;
}

const LONGEST_BACKOFF_MS = 30_000;

/**
 * Repeats a pass for ever: at once while it says there is more, else when woken or when the interval has gone by.
 */
export function startLoop(pass: () => Promise<{ more: boolean }>, options: LoopOptions): RunningJob {
  let stopped = false;
  let woken = false;
  let interrupt = () => {};
  let cutRest = () => {};
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      cutRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    let waitMs = options.intervalMs;
    while (!stopped) {
      woken = false;
      const outcome = await attempt(pass, options.onError);
      if (outcome === "idle" && options.restMs !== undefined && !stopped) await rest(options.restMs);
      waitMs = outcome === "failed" ? Math.min(waitMs * 2, LONGEST_BACKOFF_MS) : options.intervalMs;
      if (outcome === "more" || (woken && outcome !== "failed") || stopped) continue;
      await sleep(waitMs);
    }
  };
  const done = run();
  return {
    wake: () => {
      woken = true;
      interrupt();
    },
    stop: async () => {
      stopped = true;
      cutRest();
      interrupt();
      await done;
    },
  };
}

async function attempt(
  pass: () => Promise<{ more: boolean }>,
  onError: (error: unknown) => void,
): Promise<"more" | "idle" | "failed"> {
  try {
    return (await pass()).more ? "more" : "idle";
  } catch (error) {
    onError(error);
    return "failed";
  }
}
