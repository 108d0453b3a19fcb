import { useTranslation } from "react-i18next";
import { formatDay, formatDistance, formatExactInstant, formatInstant } from "../lib/dates.ts";
import type { Locale } from "../lib/locale.ts";
import { formatMoney } from "../lib/money.ts";
import { formatSize } from "../lib/sizes.ts";

/** Everything a component needs to write words, money and times in the reader's language. */
export function useLocale() {
  const { t, i18n } = useTranslation();
  const locale = i18n.language as Locale;
  return {
    t,
    locale,
    /** Translates a key that comes from the server; an unknown one is shown as it is. */
    word: (prefix: string, key: string) => t(`${prefix}.${key}`, { defaultValue: key }),
    money: (amountMinor: string, currency: string) => formatMoney(amountMinor, currency, locale),
    instant: (at: string) => formatInstant(at, locale),
    exactInstant: (at: string) => formatExactInstant(at, locale),
    day: (at: string) => formatDay(at, locale),
    distance: (at: string, now: number) => formatDistance(at, now, locale),
    /** Writes how large a file is. */
    size: (bytes: number) => formatSize(bytes, locale),
    /** Picks the reader's language of a text the server sends in both. */
    pick: (text: { "zh-CN": string; en: string }) => text[locale],
  };
}
