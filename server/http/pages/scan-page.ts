import { cityOf } from "../../domain/provenance/cities.ts";
import type { ItemView } from "../../schema/item.ts";
import { escapeHtml as e, jsonForScript } from "./html.ts";
import { scanStyle } from "./scan-style.ts";
import { type PageLocale, type ScanTexts, scanTexts } from "./scan-texts.ts";

/** The same icon as the other pages have; in the page, so that nobody asks for another file. */
const ICON =
  "<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E" +
  "%3Crect width='32' height='32' rx='7' fill='%230d6353'/%3E%3Cpath d='m8 17 6 6L25 10' fill='none' stroke='white' " +
  "stroke-width='4'/%3E%3C/svg%3E\">";

export interface ScanPageOptions {
  readonly locale: PageLocale;
  /** URL of the built page script, from the web build's manifest (entry `public/scan.ts`). */
  readonly script: string;
  /** Further chunks the script imports, fetched alongside it. */
  readonly preload?: readonly string[];
}

/**
 * Makes the page a product's QR code leads to. It holds no record: the page's script fetches records and checks
 * them on the phone, so the page stays within the first 14 KB a connection carries.
 */
export function scanPage(item: ItemView, options: ScanPageOptions): string {
  const texts = scanTexts[options.locale];
  const recordsUrl = `/v1/items/${item.gtin}/${encodeURIComponent(item.serial)}`;
  const data = { gtin: item.gtin, serial: item.serial, locale: options.locale, records: recordsUrl };
  return document(texts, options, {
    title: `${item.product.name} · ${texts.title}`,
    head: `<link rel="preconnect" href="${e(item.chain.rpcUrl)}" crossorigin="anonymous"><link rel="preload" as="fetch" href="${e(recordsUrl)}" crossorigin="anonymous">${scripts(options)}`,
    body:
      band(item, texts, options.locale) +
      inner(item, texts) +
      product(item, texts, options.locale) +
      check(item, texts) +
      claim(item, texts) +
      custody(item, texts, options.locale) +
      milestones(item, texts, options.locale) +
      `<section class="card" id="records" hidden><h2>${e(texts.recordsTitle)}</h2></section>` +
      `<script type="application/json" id="item">${jsonForScript(data)}</script>`,
    footer:
      `<p id="place" hidden><button type="button">${e(texts.place)}</button> ${e(texts.placeHint)}</p>` +
      (item.chain.development ? `<p>${e(texts.development)}</p>` : ""),
  });
}

/** Makes the page for a code nobody has recorded: grey, and no claim. */
export function unknownItemPage(gtin: string, serial: string, locale: PageLocale): string {
  const texts = scanTexts[locale];
  const head = `<section class="band band-grey"><h1>${e(texts.band.grey ?? "")}</h1><p>${e(texts.bandReason.unknown ?? "")}</p></section>`;
  const code = `<section class="card"><dl><dt>GTIN</dt><dd>${e(gtin)}</dd><dt>${e(texts.serial)}</dt><dd>${e(serial)}</dd></dl></section>`;
  return document(
    texts,
    { locale, script: "" },
    { title: texts.title, head: "", body: head + code, footer: "" },
  );
}

interface Parts {
  readonly title: string;
  readonly head: string;
  readonly body: string;
  readonly footer: string;
}

function document(texts: ScanTexts, options: ScanPageOptions, parts: Parts): string {
  return (
    `<!doctype html><html lang="${options.locale}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">${ICON}` +
    `<title>${e(parts.title)}</title><style>${scanStyle}</style>${parts.head}</head><body>` +
    `<a class="skip" href="#main">${e(texts.skip)}</a>` +
    `<header class="top"><strong>${e(texts.product)}</strong>` +
    `<a href="?lang=${texts.otherLocale}" lang="${texts.otherLocale}" hreflang="${texts.otherLocale}">${e(texts.other)}</a></header>` +
    `<main id="main">${parts.body}</main>` +
    `<footer>${parts.footer}<p>${e(texts.limits)}</p><p><a href="/scan">${e(texts.scanOther)}</a> · ` +
    `<a href="/verify">${e(texts.verify)}</a></p></footer></body></html>`
  );
}

function scripts(options: ScanPageOptions): string {
  const preloads = (options.preload ?? [])
    .map((url) => `<link rel="modulepreload" href="${e(url)}">`)
    .join("");
  return `${preloads}<script type="module" src="${e(options.script)}"></script>`;
}

/** Writes a day of the maker's and shop's calendar; an item's life is told in China's time, whoever scans it. */
function day(instant: string, locale: PageLocale): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "Asia/Shanghai" });
  return `<time datetime="${e(instant)}">${e(format.format(new Date(instant)))}</time>`;
}

function minute(instant: string, locale: PageLocale): string {
  const format = new Intl.DateTimeFormat(locale, {
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "Asia/Shanghai",
  });
  return `<time datetime="${e(instant)}">${e(format.format(new Date(instant)))}</time>`;
}

function band(item: ItemView, texts: ScanTexts, locale: PageLocale): string {
  const { count, firstAt, firstPlace } = item.scans;
  const scans =
    firstAt === null ? "" : `<p>${texts.scans(count, day(firstAt, locale), e(city(firstPlace, locale)))}</p>`;
  return (
    `<section class="band band-${item.band}"><h1>${e(texts.heading[item.bandReason] ?? texts.band[item.band] ?? item.band)}</h1>` +
    `<p>${e(texts.bandReason[item.bandReason] ?? item.bandReason)}</p>${scans}${opening(item, texts, locale)}</section>`
  );
}

/** A city by its key; other places by what they are called. */
function city(place: string | null, locale: PageLocale): string {
  const known = cityOf(place ?? "");
  return known === undefined ? (place ?? "") : locale === "en" ? known.en : known.zh;
}

function opening({ band, opened, signs }: ItemView, texts: ScanTexts, locale: PageLocale): string {
  const at =
    opened === null ? "" : `<p>${texts.opened(minute(opened.at, locale), e(city(opened.place, locale)))}</p>`;
  // Alarms the band does not show, since this phone holds what was copied, are said all the same.
  const said = signs.filter(({ weight }) => weight === "notice" || band !== "red");
  const wording = (sign: string) => texts.notice[sign] ?? texts.bandReason[sign] ?? sign;
  return at + said.map(({ sign }) => `<p>${e(wording(sign))}</p>`).join("");
}

/** Stays hidden until the script finds an inner code in the address. */
function inner(item: ItemView, texts: ScanTexts): string {
  if (!item.innerCode) return "";
  return (
    `<section class="card" id="inner" hidden><h2>${e(texts.innerTitle)}</h2><p>${e(texts.innerHint)}</p>` +
    `<button class="cta" type="button">${e(texts.innerOpen)}</button><p role="alert"></p></section>`
  );
}

function product(item: ItemView, texts: ScanTexts, locale: PageLocale): string {
  const { name, maker, madeAt, imageUrl } = item.product;
  const image = imageUrl === null ? "" : `<img src="${e(imageUrl)}" alt="" width="84" height="84">`;
  const producer = maker === "" ? "" : `<dt>${e(texts.maker)}</dt><dd>${e(maker)}</dd>`;
  const made = madeAt === null ? "" : `<dt>${e(texts.madeAt)}</dt><dd>${day(madeAt, locale)}</dd>`;
  return (
    `<section class="card product">${image}<div><h2>${e(name)}</h2><dl>${producer}` +
    `${made}<dt>${e(texts.serial)}</dt><dd>${e(item.serial)}</dd></dl></div></section>`
  );
}

function check(item: ItemView, texts: ScanTexts): string {
  return (
    `<section class="card" id="check"><span id="mark" aria-hidden="true"></span><div><h2>${e(texts.checkTitle)}</h2>` +
    `<p id="verdict" role="status">${e(texts.checking(item.records.length))}</p>` +
    `<noscript><p>${e(texts.noScript)}</p></noscript></div></section>`
  );
}

function claim(item: ItemView, texts: ScanTexts): string {
  const query = new URLSearchParams({ gtin: item.gtin, serial: item.serial });
  return (
    `<a class="cta" href="/claim?${e(query.toString())}">${e(texts.claim)}</a>` +
    `<p class="hint">${e(texts.claimHint)}</p>`
  );
}

function milestones(item: ItemView, texts: ScanTexts, locale: PageLocale): string {
  const items = item.milestones.slice(0, 5).map(({ key, at, alarm }) => {
    const when = at === null ? e(texts.pending) : minute(at, locale);
    const style = alarm ? ' class="alarm"' : at === null ? ' class="none"' : "";
    const warning = alarm ? ` <strong>${e(texts.alarm)}</strong>` : "";
    return `<li${style}>${e(texts.milestone[key] ?? key)}${warning}<span class="when">${when}</span></li>`;
  });
  if (items.length === 0) return "";
  return `<section class="card"><h2>${e(texts.milestonesTitle)}</h2><ol class="steps">${items.join("")}</ol></section>`;
}

function custody(item: ItemView, texts: ScanTexts, locale: PageLocale): string {
  const items = item.custody.map((leg) => {
    const to = leg.to === null ? "" : ` ${e(texts.until)} ${minute(leg.to, locale)}`;
    const open = leg.confirmed ? "" : `<span class="tag">${e(texts.unconfirmed)}</span>`;
    const bad = leg.condition === "bad" ? " bad" : "";
    const condition = `<span class="tag${bad}">${e(texts.condition[leg.condition] ?? leg.condition)}</span>`;
    return (
      `<li${leg.confirmed ? "" : ' class="open"'}><strong>${e(leg.name)}</strong> ${e(texts.kind[leg.kind] ?? leg.kind)}${condition}${open}` +
      `<span class="when">${e(texts.since)} ${minute(leg.from, locale)}${to}</span></li>`
    );
  });
  if (items.length === 0) return "";
  return `<section class="card"><h2>${e(texts.custodyTitle)}</h2><ol class="chain">${items.join("")}</ol></section>`;
}
