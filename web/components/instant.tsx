import { useLocale } from "./use-locale.ts";

/** An instant that proves something: local time to the second with its zone; the bare one is kept for machines. */
export function Instant({ at }: { at: string }) {
  const { exactInstant } = useLocale();
  return (
    <time dateTime={at} title={at}>
      {exactInstant(at)}
    </time>
  );
}
