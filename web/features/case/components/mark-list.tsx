import type { CaseView } from "../../../../server/schema/case.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { markWords } from "../transcript/mark-words.ts";
import { type Mark, type Marks, MOST_MARKS } from "../transcript/marks.ts";
import type { TranscriptMessage } from "../transcript/read-transcript.ts";
import { partyWord } from "./party-names.ts";

export interface MarkListProps {
  readonly view: CaseView;
  readonly marks: Marks;
  readonly messages: readonly TranscriptMessage[];
  readonly onRemove: (mark: Mark) => void;
  readonly onUndo: () => void;
}

/** Everything marked so far, in the words it will be claimed in, each with the message it stands on. */
export function MarkList({ view, marks, messages, onRemove, onUndo }: MarkListProps) {
  const { t, word } = useLocale();
  const texts = new Map(messages.map(({ id, text }) => [id, text]));
  return (
    <section aria-label={t("mark.preview")}>
      <div className="row between">
        <h3>{t("mark.preview")}</h3>
        <button type="button" className="link-button" disabled={marks.before.length === 0} onClick={onUndo}>
          {t("mark.undo")}
        </button>
      </div>
      {marks.now.length === 0 && <p className="dim">{t("mark.none")}</p>}
      <ul className="evidence">
        {marks.now.map((mark) => (
          <li key={JSON.stringify(mark)} className="evidence-item">
            <strong>{markWords(mark, { t, word: partyWord(view, word) })}</strong>
            <blockquote className="mark-quote small dim">{texts.get(mark.messageId)}</blockquote>
            <button type="button" className="link-button" onClick={() => onRemove(mark)}>
              {t("files.remove")}
            </button>
          </li>
        ))}
      </ul>
      {marks.now.length === MOST_MARKS && (
        <p className="small warn">{t("mark.full", { count: MOST_MARKS })}</p>
      )}
    </section>
  );
}
