const CHINA_OFFSET_MILLISECONDS = 8 * 3_600_000;

/** Calendar date in China, where the terms of its rules run: YYYY-MM-DD. */
export const dayOf = (instant: string | Date): string =>
  new Date(new Date(instant).getTime() + CHINA_OFFSET_MILLISECONDS).toISOString().slice(0, 10);
