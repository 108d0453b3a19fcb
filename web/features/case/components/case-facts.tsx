import { Button } from "antd";
import { useState } from "react";
import type { CaseView } from "../../../../server/schema/case.ts";
import type { FactsView } from "../../../../server/schema/facts.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { factWords } from "../fact-words.ts";
import { type ActOnFact, FactDialog } from "./fact-dialog.tsx";
import { partyNames, partyWord } from "./party-names.ts";

type RecordFact = FactsView["record"][number];
type SaidFact = FactsView["said"][number];
type Dispute = RecordFact["disputes"][number];

/** The facts a case turns on: what the record shows, graded by rules, and what each party says of it under its name. */
export function CaseFacts({ view }: { view: CaseView }) {
  const { t } = useLocale();
  const [act, setAct] = useState<ActOnFact | null>(null);
  const { record, said } = view.facts;
  const mayAct = view.viewer.actions.includes("hand_in_evidence");
  return (
    <div className="stack">
      <p className="small dim">{t("facts.hint")}</p>
      <h3>{t("facts.record")}</h3>
      {record.length === 0 && <p className="dim">{t("facts.record_empty")}</p>}
      <ul className="evidence">
        {record.map((fact) => (
          <RecordRow key={fact.path} fact={fact} view={view} onDispute={mayAct ? setAct : null} />
        ))}
      </ul>
      <h3>{t("facts.said")}</h3>
      {said.length === 0 && <p className="dim">{t("facts.said_empty")}</p>}
      <ul className="evidence">
        {said.map((fact) => (
          <SaidRow key={fact.seq} fact={fact} view={view} onAct={mayAct ? setAct : null} />
        ))}
      </ul>
      {act && <FactDialog view={view} act={act} onClose={() => setAct(null)} />}
    </div>
  );
}

interface RecordRowProps {
  readonly fact: RecordFact;
  readonly view: CaseView;
  readonly onDispute: ((act: ActOnFact) => void) | null;
}

function RecordRow({ fact, view, onDispute }: RecordRowProps) {
  const { t, word } = useLocale();
  const name = factWords(fact.name, { t, word: partyWord(view, word) });
  const addedBy = fact.addedBy && partyNames(view, word)(fact.addedBy);
  return (
    <li className="evidence-item">
      <div className="row between">
        <strong>{name}</strong>
        {fact.grade !== null && (
          <span className="tag">
            {t("evidence.grade", { grade: fact.grade })} · {t(fact.found ? "facts.found" : "facts.not_found")}
          </span>
        )}
      </div>
      {addedBy && <p className="small dim">{t("facts.added_by", { party: addedBy })}</p>}
      <CitedNumbers view={view} evidenceIds={fact.evidenceIds} />
      <Disputes disputes={fact.disputes} view={view} />
      {onDispute && (
        <Button size="small" onClick={() => onDispute({ step: "facts/dispute", path: fact.path, name })}>
          {t("facts.dispute")}
        </Button>
      )}
    </li>
  );
}

interface SaidRowProps {
  readonly fact: SaidFact;
  readonly view: CaseView;
  readonly onAct: ((act: ActOnFact) => void) | null;
}

function SaidRow({ fact, view, onAct }: SaidRowProps) {
  const { t, word, instant } = useLocale();
  const named = partyNames(view, word);
  const words = { t, word: partyWord(view, word) };
  const name = fact.names.map((one) => factWords(one, words)).join(t("list.separator")) || fact.path;
  return (
    <li className="evidence-item">
      <div className={fact.withdrawn ? "row between struck" : "row between"}>
        <strong>
          {t(`facts.by_${fact.kind}`, { party: named(fact.by) })} {name}
        </strong>
        {fact.grade !== null && <span className="tag">{t("evidence.grade", { grade: fact.grade })}</span>}
      </div>
      <p className="plain">{fact.reason}</p>
      <div className="small dim">
        <time dateTime={fact.at}>{instant(fact.at)}</time>
      </div>
      <CitedNumbers view={view} evidenceIds={fact.evidenceIds} />
      <Disputes disputes={fact.disputes} view={view} />
      {fact.withdrawn && (
        <p className="small">
          {t("facts.withdrawn", { at: instant(fact.withdrawn.at), reason: fact.withdrawn.reason })}
        </p>
      )}
      {onAct && !fact.withdrawn && <SaidAction fact={fact} view={view} name={name} onAct={onAct} />}
    </li>
  );
}

function SaidAction({
  fact,
  view,
  name,
  onAct,
}: SaidRowProps & { readonly name: string; readonly onAct: (act: ActOnFact) => void }) {
  const { t } = useLocale();
  const isOwn = fact.by === view.viewer.partyId;
  if (!isOwn && fact.kind === "dispute") return null;
  const step = isOwn ? "facts/withdraw" : "facts/dispute";
  return (
    <Button size="small" onClick={() => onAct({ step, seq: fact.seq, name })}>
      {t(isOwn ? "facts.withdraw" : "facts.dispute")}
    </Button>
  );
}

/** Items of the evidence list by number, as the finding cites them. */
function CitedNumbers({ view, evidenceIds }: { view: CaseView; evidenceIds: readonly string[] }) {
  const { t } = useLocale();
  const items = evidenceIds.flatMap((id) => {
    const at = view.evidence.findIndex((item) => item.evidenceId === id);
    return at < 0 ? [] : [`${at + 1}. ${view.evidence[at]!.name}`];
  });
  const records = evidenceIds.length - items.length;
  if (evidenceIds.length === 0) return <p className="small dim">{t("facts.no_evidence")}</p>;
  return (
    <p className="small dim">
      {t("finding.cites")}
      {[...items, ...(records > 0 ? [t("facts.records", { count: records })] : [])].join(t("list.separator"))}
    </p>
  );
}

function Disputes({ disputes, view }: { disputes: readonly Dispute[]; view: CaseView }) {
  const { t, word, instant } = useLocale();
  const named = partyNames(view, word);
  return disputes.map((one) => (
    <p key={one.seq} className="small warn">
      {t("facts.disputed_by", { party: named(one.by), at: instant(one.at), reason: one.reason })}
    </p>
  ));
}
