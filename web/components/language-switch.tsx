import { switchLocale } from "../lib/i18n/index.ts";
import { useLocale } from "./use-locale.ts";

/** Switches between Chinese and English without losing what was typed. */
export function LanguageSwitch() {
  const { locale } = useLocale();
  const other = locale === "en" ? "zh-CN" : "en";
  return (
    <button type="button" className="link-button" lang={other} onClick={() => void switchLocale(other)}>
      {other === "en" ? "English" : "中文"}
    </button>
  );
}
