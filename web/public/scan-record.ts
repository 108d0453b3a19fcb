import type { ItemRecord } from "../features/item/verify-record.ts";
import type { Check } from "../lib/check-receipt.ts";
import type { Locale } from "../lib/locale.ts";
import { scanScriptTexts } from "./scan-texts.ts";

function make(tag: string, text: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** An item's life is told in China's time, whoever scans it, as in the part of the page the server made. */
function minute(instant: string, locale: Locale): string {
  const options = { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Shanghai" } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(instant));
}

/** One record with its three times, its flags, and every step of its check. */
export function recordElement(record: ItemRecord, check: Check, locale: Locale): HTMLElement {
  const texts = scanScriptTexts[locale];
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const step = record.bizStep?.split(/[:/-]/).pop() ?? record.type;
  const title = texts.event[step] ?? texts.event[record.bizStep ?? ""] ?? step;
  const name = make("span", `${title} · ${minute(record.eventTime, locale)}`);
  const bad = check.verdict === "invalid" ? " bad" : "";
  summary.append(name, make("span", texts.verdict[check.verdict], `tag${bad}`));
  details.append(
    summary,
    make("p", placeLine(record, locale), "when"),
    stepList(check, locale),
    receiptLink(record),
  );
  return details;
}

function placeLine(record: ItemRecord, locale: Locale): string {
  const texts = scanScriptTexts[locale];
  return [
    record.actor,
    record.place,
    record.signed ? texts.signed : texts.unsigned,
    `${texts.recorded} ${minute(record.recordTime, locale)}`,
    record.anchoredAt === null ? null : `${texts.anchored} ${minute(record.anchoredAt, locale)}`,
    record.backDated ? texts.backDated : null,
    record.alarm ? texts.alarm : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

function stepList(check: Check, locale: Locale): HTMLElement {
  const texts = scanScriptTexts[locale];
  const list = document.createElement("ul");
  for (const { step, result, detail } of check.steps) {
    if (result === "absent") continue;
    const line = make("li", `${texts.steps[step] ?? step}: ${texts.results[result] ?? result}`);
    if (result === "invalid") line.className = "bad";
    if (detail) line.append(" ", make("code", detail));
    list.append(line);
  }
  return list;
}

function receiptLink(record: ItemRecord): HTMLElement {
  const link = make("a", record.leafHash.slice(0, 16)) as HTMLAnchorElement;
  link.href = `/verify?leaf=${record.leafHash}`;
  return link;
}
