import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

/** One part of the set-up that has to stay up. */
export interface Service {
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Keeps a service running; `current` is the instance that runs now. */
export interface Supervised<T extends Service> {
  readonly name: string;
  current(): T;
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
const CALM_AFTER_MS = 30_000;

/**
 * Starts a service and starts it again whenever its process ends by itself, waiting twice as long after each failure
 * that follows close upon another.
 *
 * @param say receives one line for each thing that happens to the service.
 */
export async function supervise<T extends Service>(
  name: string,
  start: () => Promise<T>,
  say: (line: string) => void,
): Promise<Supervised<T>> {
  let stopping = false;
  let current = await start();
  let restarting: Promise<void> = Promise.resolve();
  const watch = (startedAt: number, pauseMs: number) => {
    const onExit = () => {
      if (stopping) return;
      const calm = Date.now() - startedAt > CALM_AFTER_MS;
      const nextPauseMs = calm ? FIRST_PAUSE_MS : pauseMs;
      say(`${name} ended by itself; starting it again in ${nextPauseMs} ms`);
      restarting = restart(nextPauseMs);
    };
    if (hasEnded(current.child)) onExit();
    else current.child.once("exit", onExit);
  };
  const restart = async (pauseMs: number): Promise<void> => {
    await delay(pauseMs);
    if (stopping) return;
    const nextPauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    try {
      current = await start();
    } catch (error) {
      say(`${name} did not start: ${String(error)}`);
      return await restart(nextPauseMs);
    }
    if (!stopping) say(`${name} runs again`);
    watch(Date.now(), nextPauseMs);
  };
  watch(Date.now(), FIRST_PAUSE_MS);
  const stop = async () => {
    stopping = true;
    await restarting;
    await current.stop();
  };
  return { name, current: () => current, stop };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
