/** Digits after the point of a currency's minor unit; every currency the wire knows is listed. */
const minorDigits: Readonly<Record<string, number>> = { CNY: 2 };

/** Inserts the decimal point into an integer string of minor units, exactly. */
export function toDecimal(amountMinor: string, currency: string): string {
  const digits = minorDigits[currency] ?? 2;
  const negative = amountMinor.startsWith("-");
  const padded = (negative ? amountMinor.slice(1) : amountMinor).padStart(digits + 1, "0");
  const point = padded.length - digits;
  return `${negative ? "-" : ""}${padded.slice(0, point)}.${padded.slice(point)}`;
}

/**
 * Writes money for people. The amount never becomes a float: `Intl` takes the decimal string as it is.
 * @param amountMinor - integer string of minor units (fen for CNY); may be negative.
 */
export function formatMoney(amountMinor: string, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  return format.format(toDecimal(amountMinor, currency) as Intl.StringNumericLiteral);
}

/** Reads what a person typed ("1,299.5") as minor units; null when it is not an amount. */
export function parseMoney(text: string, currency: string): string | null {
  const digits = minorDigits[currency] ?? 2;
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim().replace(/[,，\s¥￥]/g, ""));
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > digits) return null;
  return BigInt((match[1] ?? "") + fraction.padEnd(digits, "0")).toString();
}

/** Adds integer strings of minor units. */
export function sumMinor(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n).toString();
}
