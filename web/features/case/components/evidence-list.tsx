import type { CaseView, EvidenceItem } from "../../../../server/schema/case.ts";
import { SaveButton } from "../../../components/save-button.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { api } from "../../../lib/paths.ts";
import { ErasurePart } from "./erasure-part.tsx";
import { type NameOf, partyNames } from "./party-names.ts";
import { ReaderPart } from "./reader-part.tsx";
import { StateTag } from "./state-tag.tsx";

export interface EvidenceListProps {
  readonly view: CaseView;
  /** Opens a document; without it the list only names them. */
  readonly onOpen?: ((item: EvidenceItem) => void) | undefined;
  /** Evidence cited by what the reader is looking at. */
  readonly cited?: ReadonlySet<string>;
  /** Case token of a claimant. */
  readonly token?: string | undefined;
  /** Called after something about an item changed; without it nothing can be changed. */
  readonly onChanged?: (() => void) | undefined;
}

/** Every item of evidence with who handed it in, how, its grade with the reason, and its integrity state. */
export function EvidenceList({ view, onOpen, cited, token, onChanged }: EvidenceListProps) {
  const { t, word } = useLocale();
  const name = partyNames(view, word);
  if (view.evidence.length === 0) return <p className="dim">{t("evidence.empty")}</p>;
  return (
    <ul className="evidence">
      {view.evidence.map((item, index) => (
        <EvidenceRow
          key={item.evidenceId}
          item={item}
          number={index + 1}
          name={name}
          onOpen={onOpen}
          cited={cited?.has(item.evidenceId) ?? false}
          view={view}
          token={token}
          onChanged={onChanged}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly item: EvidenceItem;
  readonly number: number;
  readonly name: NameOf;
  readonly onOpen: EvidenceListProps["onOpen"];
  readonly cited: boolean;
  readonly view: CaseView;
  readonly token: string | undefined;
  readonly onChanged: (() => void) | undefined;
}

function EvidenceRow({ item, number, name, onOpen, cited, view, token, onChanged }: RowProps) {
  const { t, word, instant, pick, locale } = useLocale();
  const certificate = api.certificate(item.leafHash, locale);
  return (
    <li className={cited ? "evidence-item evidence-cited" : "evidence-item"}>
      <div className="row between">
        <strong>
          {number}. {item.name || t("erasure.name")}
        </strong>
        <StateTag state={item.state} />
      </div>
      <div className="small dim">
        {word("evidenceType", item.type)} · {name(item.submitter)} · {word("method", item.method)} ·{" "}
        {t("evidence.received", { at: instant(item.receivedAt) })}
      </div>
      <div className="small">
        <span className="tag">{t("evidence.grade", { grade: item.grade })}</span> {pick(item.gradeWhy)} ·{" "}
        {t(item.signed ? "evidence.signed" : "evidence.unsigned")}
      </div>
      <div className="row small">
        {item.mayOpen && onOpen && (
          <button type="button" className="link-button" onClick={() => onOpen(item)}>
            {t("evidence.open")}
          </button>
        )}
        <a className="padded" href={`/verify?leaf=${item.leafHash}`}>
          {t("timeline.check")}
        </a>
        <SaveButton
          label={t("evidence.certificate")}
          path={certificate}
          name={`certificate-${item.leafHash.slice(0, 16)}.pdf`}
          token={token}
        />
      </div>
      {onChanged && <ReaderPart view={view} item={item} onAdded={onChanged} />}
      <ErasurePart caseId={view.caseId} item={item} token={token} onAsked={onChanged} />
    </li>
  );
}
