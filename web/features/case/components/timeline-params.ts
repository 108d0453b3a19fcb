import type { CaseView } from "../../../../server/schema/case.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { partyNames } from "./party-names.ts";

/** Parameters that name something the catalogue has a word for, with the word's prefix. */
const words: Readonly<Record<string, string>> = {
  demand: "demand",
  kind: "claimKind",
  status: "status",
  type: "evidenceType",
  action: "answer",
  why: "why",
  how: "how",
  condition: "condition",
};

/** Returns how to write a timeline item's parameters: money, times, parties and known words in the reader's language. */
export function useTimelineParams(view: CaseView) {
  const { word, money, instant } = useLocale();
  const name = partyNames(view, word);
  const write = (key: string, value: string): string => {
    if (key.endsWith("Minor") && /^-?\d+$/.test(value)) return money(value, view.money.currency);
    if (key.endsWith("At")) return Number.isNaN(Date.parse(value)) ? value : instant(value);
    if (key === "party" || key === "by" || key === "from" || key === "to") return name(value);
    const prefix = words[key];
    return prefix === undefined ? value : word(prefix, value);
  };
  return (params: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(params).map(([key, value]) => [key, write(key, value)]));
}
