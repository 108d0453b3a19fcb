import { isAdmission, type Mark } from "./marks.ts";

interface Words {
  readonly t: (key: string, options: Readonly<Record<string, string>>) => string;
  readonly word: (prefix: string, key: string) => string;
}

/** Says in one sentence what a mark claims: who says what, against whom, and how much it weighs. */
export function markWords(mark: Mark, { t, word }: Words): string {
  const { speaker, states } = mark;
  const says = t(isAdmission(mark) ? "mark.admits" : "mark.speaks", { speaker: word("party", speaker) });
  if (states.as === "defect") return says + t(`mark.defect_${states.state}`, {});
  const named = { party: word("party", states.party), kind: word("factKind", states.kind) };
  if (states.as === "gap") return says + t("mark.gap_of", named);
  return (
    says +
    t("mark.fault_of", {
      ...named,
      party: word("party", states.leg ?? states.party),
      severity: word("severity", String(states.severity)),
      causal: word("causal", String(states.causal)),
    })
  );
}
