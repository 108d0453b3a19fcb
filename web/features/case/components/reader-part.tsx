import { type FormEvent, useState } from "react";
import type { CaseView, EvidenceItem } from "../../../../server/schema/case.ts";
import type { ReaderAdded } from "../../../../server/schema/reader.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { addReader, usePossibleReaders } from "../api/add-reader.ts";

export interface ReaderPartProps {
  readonly view: CaseView;
  readonly item: EvidenceItem;
  /** Called after a reader was added. */
  readonly onAdded: () => void;
}

/** The platform's way to let a party that is not of the case read one document. */
export function ReaderPart({ view, item, onAdded }: ReaderPartProps) {
  const { t } = useLocale();
  const [isOpen, setOpen] = useState(false);
  if (view.viewer.kind !== "platform" || !item.mayOpen) return null;
  return (
    <details className="small" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="padded">{t("reader.add")}</summary>
      {isOpen && <ReaderForm view={view} item={item} onAdded={onAdded} />}
    </details>
  );
}

function ReaderForm({ view, item, onAdded }: ReaderPartProps) {
  const { t } = useLocale();
  const [partyId, setPartyId] = useState("");
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [added, setAdded] = useState<ReaderAdded | null>(null);
  const possible = usePossibleReaders(true);
  const read = new Set([view.viewer.partyId, ...view.parties.map((party) => party.partyId)]);
  const others = possible.data?.parties.filter((party) => !read.has(party.partyId)) ?? [];
  const nameOf = (asked: string) => others.find((party) => party.partyId === asked)?.name ?? asked;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setError(null);
    try {
      setAdded(await addReader(view.caseId, item.evidenceId, partyId));
      onAdded();
    } catch (cause) {
      setError(cause);
    } finally {
      setSending(false);
    }
  };
  if (possible.data !== undefined && others.length === 0) return <p className="dim">{t("reader.none")}</p>;
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p className="dim">{t("reader.about")}</p>
      <label className="field">
        <span>{t("reader.party")}</span>
        <select required value={partyId} onChange={(event) => setPartyId(event.target.value)}>
          <option value="">{t("reader.choose")}</option>
          {others.map((party) => (
            <option key={party.partyId} value={party.partyId}>
              {party.name} ({party.partyId})
            </option>
          ))}
        </select>
      </label>
      <ProblemBox error={error ?? possible.error} />
      <button type="submit" className="button" disabled={sending || partyId === ""}>
        {t("reader.send")}
      </button>
      {added !== null && (
        <p role="status">
          {t(added.entryLeafHash === null ? "reader.known" : "reader.done", { party: nameOf(added.reader) })}{" "}
          <code className="hash">{added.documentUrl}</code>
        </p>
      )}
    </form>
  );
}
