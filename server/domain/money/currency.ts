/** Digits after the point of ISO 4217 currencies whose minor unit is not a hundredth (list one, 2024-06). */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  ...digitsOf(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...digitsOf(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...digitsOf(4, "CLF UYW"),
};
const USUAL_DIGITS = 2;

function digitsOf(digits: number, codes: string): Record<string, number> {
  return Object.fromEntries(codes.split(" ").map((code) => [code, digits]));
}

/** How many digits of a currency's amounts stand after the point. */
export function minorDigits(currency: string): number {
  return MINOR_DIGITS[currency] ?? USUAL_DIGITS;
}

/** Inserts the decimal point into an integer string of minor units, exactly; it may be negative. */
export function toDecimal(amountMinor: string, currency: string): string {
  const digits = minorDigits(currency);
  if (digits === 0) return amountMinor;
  const isNegative = amountMinor.startsWith("-");
  const padded = (isNegative ? amountMinor.slice(1) : amountMinor).padStart(digits + 1, "0");
  const point = padded.length - digits;
  return `${isNegative ? "-" : ""}${padded.slice(0, point)}.${padded.slice(point)}`;
}

/**
 * Writes an amount in a sentence, the same on every machine: `1299.00 元`, `CNY 1299.00`.
 *
 * @param amountMinor whole minor units
 * @param currency ISO 4217 code; null where nobody said which, and the minor units stand as they are
 */
export function amountWords(
  amountMinor: number | string,
  currency: string | null,
  language: "zh-CN" | "en",
): string {
  const minor = String(amountMinor);
  if (currency === null) return language === "en" ? `${minor} minor units` : `${minor}（最小货币单位）`;
  const decimal = toDecimal(minor, currency);
  if (language === "en") return `${currency} ${decimal}`;
  return currency === "CNY" ? `${decimal} 元` : `${decimal} ${currency}`;
}
