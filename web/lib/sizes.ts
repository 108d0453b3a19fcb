const STEP = 1000;
const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** Writes how large a file is, in the decimal units phones and shops use; to one digit from a kilobyte on. */
export function formatSize(bytes: number, locale: string): string {
  let [size, unit] = [bytes, 0];
  // What would be rounded to a thousand is one of the next unit.
  while (unit < UNITS.length - 1 && size >= STEP - 0.05) [size, unit] = [size / STEP, unit + 1];
  const style = { style: "unit", unit: UNITS[unit], unitDisplay: unit === 0 ? "long" : "short" } as const;
  return new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: unit === 0 ? 0 : 1 }).format(size);
}
