import { useCallback, useEffect, useRef, useState } from "react";

export interface Polled<Value> {
  readonly value: Value | null;
  readonly error: unknown;
  /** Asks at once, e.g. after a step was taken. */
  readonly refresh: () => Promise<void>;
}

/** Asks now and again while the page is seen; the last good answer stays on screen through a lost connection. */
export function usePoll<Value>(ask: (() => Promise<Value>) | null, everyMilliseconds: number): Polled<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [error, setError] = useState<unknown>(null);
  const latest = useRef(ask);
  latest.current = ask;
  const refresh = useCallback(async () => {
    if (latest.current === null) return;
    try {
      setValue(await latest.current());
      setError(null);
    } catch (failure) {
      setError(failure);
    }
  }, []);
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void refresh();
    }, everyMilliseconds);
    return () => clearInterval(timer);
  }, [refresh, everyMilliseconds]);
  return { value, error, refresh };
}
