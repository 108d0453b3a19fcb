import type { EntryState } from "../../../../server/schema/common.ts";
import { useLocale } from "../../../components/use-locale.ts";

const final: ReadonlySet<EntryState> = new Set(["anchored", "finalised"]);

/** How far an entry has come from hand-in to finality. */
export function StateTag({ state }: { state: EntryState }) {
  const { word } = useLocale();
  return <span className={`tag ${final.has(state) ? "good" : "dim"}`}>{word("state", state)}</span>;
}
