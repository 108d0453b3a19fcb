import type { CaseView } from "../../../../server/schema/case.ts";
import { ShortHash } from "../../../components/short-hash.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { partyNames } from "./party-names.ts";
import { partyShares, SplitBar } from "./split-bar.tsx";

/** The numbered findings a panel chooses between, frozen on chain. */
export function CandidateList({ view }: { view: CaseView }) {
  const { t, word, money } = useLocale();
  const name = partyNames(view, word);
  return (
    <ol className="evidence">
      {view.candidates.map((candidate) => (
        <li key={candidate.number} className="evidence-item">
          <div className="row between">
            <strong>
              {t("candidate.number", { number: candidate.number })} ·{" "}
              {candidate.number === 1
                ? t("candidate.proposal")
                : t("candidate.by", { party: name(candidate.by) })}
            </strong>
            <span>{money(candidate.awardMinor, view.money.currency)}</span>
          </div>
          <SplitBar shares={partyShares(candidate.shares, word)} label={t("finding.split")} />
          <span className="small dim">
            <ShortHash hash={candidate.findingHash} />
          </span>
        </li>
      ))}
    </ol>
  );
}
