import { useState } from "react";
import type { CaseView } from "../../../../server/schema/case.ts";
import { Dialog } from "../../../components/dialog.tsx";
import { FileField } from "../../../components/file-field.tsx";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { type Mark, type Marks, noMarks } from "../transcript/marks.ts";
import { readTranscript, type TranscriptMessage } from "../transcript/read-transcript.ts";
import { MarkTranscript } from "./mark-transcript.tsx";

export interface HandInChatProps {
  readonly view: CaseView;
  readonly onHandIn: (transcript: File, marks: readonly Mark[]) => void;
}

interface Opened {
  readonly file: File;
  readonly messages: readonly TranscriptMessage[];
}

/**
 * Hands in a chat: choose or paste it, mark what its passages say, look it over, send. Marks outlive the dialog: one that
 * is closed by a slip opens again as it was.
 */
export function HandInChat({ view, onHandIn }: HandInChatProps) {
  const { t } = useLocale();
  const [isOpen, setOpen] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [marks, setMarks] = useState<Marks>(noMarks);
  const [error, setError] = useState<unknown>(null);
  const read = (file: File) => {
    setError(null);
    setMarks(noMarks);
    readTranscript(file).then((messages) => setOpened({ file, messages }), setError);
  };
  const handIn = ({ file }: Opened) => {
    onHandIn(file, marks.now);
    setOpened(null);
    setOpen(false);
  };
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t("mark.open")}
      </button>
      {isOpen && (
        <Dialog title={t("mark.open")} onClose={() => setOpen(false)}>
          {opened === null ? (
            <ChooseTranscript onChosen={read} error={error} />
          ) : (
            <MarkTranscript
              view={view}
              messages={opened.messages}
              marks={marks}
              onMarks={setMarks}
              onHandIn={() => handIn(opened)}
              onAnother={() => setOpened(null)}
            />
          )}
        </Dialog>
      )}
    </>
  );
}

function ChooseTranscript({ onChosen, error }: { onChosen: (file: File) => void; error: unknown }) {
  const { t } = useLocale();
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState("");
  const pasted = () =>
    new File([text], `chat-${new Date().toISOString().slice(0, 10)}.txt`, { type: "text/plain" });
  return (
    <div className="stack">
      <p>{t("mark.choose_hint")}</p>
      <FileField
        button={t("mark.choose")}
        hint={t("files.drop")}
        accept=".txt,.json,.csv,text/plain,application/json"
        file={file}
        onFile={(chosen) => {
          setFile(chosen);
          if (chosen !== null) onChosen(chosen);
        }}
      />
      <label className="field">
        <span>{t("mark.paste")}</span>
        <textarea rows={6} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      <button
        type="button"
        className="button"
        disabled={text.trim() === ""}
        onClick={() => onChosen(pasted())}
      >
        {t("mark.paste_go")}
      </button>
      <ProblemBox error={error} />
    </div>
  );
}
