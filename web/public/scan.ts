/**
 * The scan page's script: fetches the item's records and recomputes each from its bytes to the root the chain holds.
 * Nothing here takes the server's word; where a source cannot be reached, it says "cannot tell".
 */
import type { ItemView } from "../../server/schema/item.ts";
import { verifyRecord } from "../features/item/verify-record.ts";
import { type ChainSource, chainSources } from "../lib/chain-sources.ts";
import { askAhead, type Check } from "../lib/check-receipt.ts";
import { type Locale, rememberLocale } from "../lib/locale.ts";
import { offerInnerCode, offerPlace } from "./scan-actions.ts";
import { recordElement } from "./scan-record.ts";
import { type ScanScriptTexts, scanScriptTexts } from "./scan-texts.ts";

interface PageData {
  readonly records: string;
  readonly locale: Locale;
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element #${id}`);
  return found;
}

const pageData = JSON.parse(element("item").textContent) as PageData;
const texts = scanScriptTexts[pageData.locale];

function showVerdict(checks: readonly Check[]): void {
  const count = (verdict: Check["verdict"]) => checks.filter((check) => check.verdict === verdict).length;
  const invalid = count("invalid");
  const waiting = count("cannot_tell");
  const worst = invalid > 0 ? "invalid" : waiting > 0 ? "cannot_tell" : "valid";
  const mark = element("mark");
  mark.dataset.verdict = worst;
  mark.textContent = { valid: "✓", invalid: "✕", cannot_tell: "?" }[worst];
  const lines = [
    worst === "valid" ? texts.allMatch(checks.length) : texts.someMatch(count("valid"), checks.length),
    ...(invalid > 0 ? [texts.invalid(invalid)] : []),
    ...(waiting > 0 ? [texts.waiting(waiting)] : []),
  ];
  element("verdict").textContent = lines.join(" · ");
}

function sourcesLine(sources: readonly ChainSource[], words: ScanScriptTexts): HTMLElement {
  const line = document.createElement("p");
  line.className = "hint";
  const named = sources.map(({ url, from }) => `${new URL(url).host}, ${words.sources[from]}`);
  line.textContent = words.asked + named.join("; ");
  return line;
}

async function run(): Promise<void> {
  const response = await fetch(pageData.records);
  if (!response.ok) throw new Error(`records answered ${response.status}`);
  const item = (await response.json()) as ItemView;
  const sources = chainSources(item.chain.rpcUrl);
  const receipts = item.records.flatMap(({ receipt }) => receipt ?? []);
  askAhead(receipts, sources);
  const checks = await Promise.all(item.records.map((record) => verifyRecord(record, sources)));
  showVerdict(checks);
  const list = element("records");
  list.append(
    ...item.records.map((record, index) => recordElement(record, checks[index] as Check, pageData.locale)),
    sourcesLine(sources, texts),
  );
  list.hidden = false;
  performance.mark("records-checked");
}

if (new URLSearchParams(location.search).has("lang")) rememberLocale(pageData.locale);
offerInnerCode(texts);
offerPlace(texts);
run().catch((error: unknown) => {
  console.error(error);
  element("mark").dataset.verdict = "cannot_tell";
  element("mark").textContent = "?";
  element("verdict").textContent = texts.unreachable;
});
