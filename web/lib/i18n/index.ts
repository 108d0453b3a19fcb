import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { currentLocale, type Locale, rememberLocale } from "../locale.ts";

const catalogues: Record<Locale, () => Promise<{ default: object }>> = {
  "zh-CN": () => import("./zh-CN.json"),
  en: () => import("./en.json"),
};

async function load(locale: Locale): Promise<void> {
  if (i18next.hasResourceBundle(locale, "translation")) return;
  const { default: texts } = await catalogues[locale]();
  i18next.addResourceBundle(locale, "translation", texts);
}

/** Starts translation in the reader's language. A key without a text is shown as it is, never an error. */
export async function startI18n(): Promise<void> {
  const locale = currentLocale();
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    // Keys are flat ("case.filed"), so that server and catalogue say the same words.
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: {},
  });
  await load(locale);
  document.documentElement.lang = locale;
}

/** Switches the language of the open page and remembers it. */
export async function switchLocale(locale: Locale): Promise<void> {
  await load(locale);
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  rememberLocale(locale);
}
