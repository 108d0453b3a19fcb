import { useLocale } from "./use-locale.ts";

/** Says of a quoted rule how sure the pack is of it, where that is less than having read it in the statute. */
export function RuleDegree({ confidence }: { confidence: string }) {
  const { t } = useLocale();
  if (confidence === "V") return null;
  return <span className="warn"> {t(confidence === "S" ? "finding.secondary" : "finding.unverified")}</span>;
}
