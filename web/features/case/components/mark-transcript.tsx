import { type KeyboardEvent, useRef, useState } from "react";
import type { CaseView } from "../../../../server/schema/case.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { addMark, type Mark, type Marks, removeMark, undo } from "../transcript/marks.ts";
import type { TranscriptMessage } from "../transcript/read-transcript.ts";
import { MarkForm } from "./mark-form.tsx";
import { MarkList } from "./mark-list.tsx";
import { MessageList } from "./message-list.tsx";

export interface MarkTranscriptProps {
  readonly view: CaseView;
  readonly messages: readonly TranscriptMessage[];
  readonly marks: Marks;
  readonly onMarks: (marks: Marks) => void;
  readonly onHandIn: () => void;
  readonly onAnother: () => void;
}

/** A chat's text with its passages to mark; what is marked is shown in words, and can be undone, before it is handed in. */
export function MarkTranscript(props: MarkTranscriptProps) {
  const { view, messages, marks, onMarks, onHandIn, onAnother } = props;
  const { t } = useLocale();
  const [chosen, setChosen] = useState<string | null>(null);
  const [speakers, setSpeakers] = useState<ReadonlyMap<string, string>>(new Map());
  const frame = useRef<HTMLDivElement>(null);
  const message = messages.find(({ id }) => id === chosen);
  const leave = () => {
    frame.current?.querySelector<HTMLElement>("[aria-expanded=true]")?.focus();
    setChosen(null);
  };
  const add = (mark: Mark, sender: string) => {
    onMarks(addMark(marks, mark));
    setSpeakers(new Map(speakers).set(sender, mark.speaker));
    leave();
  };
  const undoByKey = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onMarks(undo(marks));
  };
  const marked = new Map<string, number>();
  for (const { messageId } of marks.now) marked.set(messageId, (marked.get(messageId) ?? 0) + 1);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of everything inside are listened to, as the undo button says.
    <div className="stack" ref={frame} onKeyDown={undoByKey}>
      <p className="small dim">{t("mark.hint")}</p>
      <MessageList messages={messages} marked={marked} chosen={chosen} onChoose={setChosen}>
        {message && (
          <MarkForm
            view={view}
            message={message}
            speaker={speakers.get(message.sender)}
            onMark={(mark) => add(mark, message.sender)}
            onCancel={leave}
          />
        )}
      </MessageList>
      <MarkList
        view={view}
        marks={marks}
        messages={messages}
        onRemove={(mark) => onMarks(removeMark(marks, mark))}
        onUndo={() => onMarks(undo(marks))}
      />
      <p className="small dim">{t("mark.worth")}</p>
      <div className="row">
        <button type="button" className="button primary" onClick={onHandIn}>
          {marks.now.length === 0 ? t("mark.hand_in_plain") : t("mark.hand_in", { count: marks.now.length })}
        </button>
        <button type="button" className="button" onClick={onAnother}>
          {t("mark.another")}
        </button>
      </div>
    </div>
  );
}
