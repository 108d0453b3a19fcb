import { minorDigits, toDecimal } from "../../server/domain/money/currency.ts";

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
  const digits = minorDigits(currency);
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim().replace(/[,，\s¥￥]/g, ""));
  const fraction = match?.[2] ?? "";
  if (!match || fraction.length > digits) return null;
  return BigInt((match[1] ?? "") + fraction.padEnd(digits, "0")).toString();
}

/** Adds integer strings of minor units. */
export function sumMinor(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum + BigInt(amount), 0n).toString();
}
