/** Languages every text exists in; the first is the default. */
export const locales = ["zh-CN", "en"] as const;
export type Locale = (typeof locales)[number];

const cookieName = "lang";

function isLocale(value: string | null | undefined): value is Locale {
  return value === "zh-CN" || value === "en";
}

/** Chooses the language: the reader's own choice first, then the browser's. */
export function currentLocale(): Locale {
  const asked = new URLSearchParams(location.search).get("lang");
  if (isLocale(asked)) return asked;
  const chosen = new RegExp(`(?:^|; )${cookieName}=([^;]+)`).exec(document.cookie)?.[1];
  if (isLocale(chosen)) return chosen;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

/** Remembers a choice for a year, where the server-made pages can read it too. */
export function rememberLocale(locale: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and WeChat.
  document.cookie = `${cookieName}=${locale}; path=/; max-age=31536000; samesite=lax`;
}
