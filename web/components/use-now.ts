import { useEffect, useState } from "react";

/** The present, renewed often enough for clocks that show minutes. */
export function useNow(everyMilliseconds = 30_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMilliseconds);
    return () => clearInterval(timer);
  }, [everyMilliseconds]);
  return now;
}
