import { type ReactNode, useEffect, useRef, useState } from "react";
import type { CaseView } from "../../../../server/schema/case.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { markWords } from "../transcript/mark-words.ts";
import {
  causalities,
  factParties,
  faultKinds,
  gapKinds,
  likelySpeaker,
  type Mark,
  type Saying,
  severities,
  whose,
} from "../transcript/marks.ts";
import type { TranscriptMessage } from "../transcript/read-transcript.ts";
import { partyWord } from "./party-names.ts";

/** What is chosen in the form, as texts of its lists. */
interface Chosen {
  readonly speaker: string;
  readonly says: "fault" | "gap" | "defect_yes" | "defect_no";
  readonly party: string;
  readonly fault: string;
  readonly gap: string;
  readonly severity: string;
  readonly causal: string;
}

const sayings = ["fault", "gap", "defect_yes", "defect_no"] as const;

function statesOf({ says, party, fault, gap, severity, causal }: Chosen): Saying {
  if (says === "gap") return { as: "gap", party, kind: gap };
  if (says !== "fault") return { as: "defect", state: says === "defect_yes" ? "yes" : "no" };
  const weight = { severity: Number(severity) as 1 | 2 | 4, causal: Number(causal) as 1 | 2 };
  return { as: "factor", ...whose(party), kind: fault, ...weight };
}

export interface MarkFormProps {
  readonly view: CaseView;
  readonly message: TranscriptMessage;
  /** Whom the reader named for this sender before. */
  readonly speaker: string | undefined;
  readonly onMark: (mark: Mark) => void;
  readonly onCancel: () => void;
}

/** Asks who speaks in a message and what it says, and shows the claim in words before it is marked. */
export function MarkForm({ view, message, speaker, onMark, onCancel }: MarkFormProps) {
  const { t, word } = useLocale();
  const parties = factParties(view);
  const likely = speaker ?? likelySpeaker(view, message) ?? parties[0]!;
  const [chosen, setChosen] = useState<Chosen>({
    speaker: likely,
    says: "fault",
    party: likely,
    fault: faultKinds[0],
    gap: gapKinds[0],
    severity: "2",
    causal: "1",
  });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.parentElement?.scrollIntoView({ block: "nearest" });
    form.current?.querySelector("select")?.focus({ preventScroll: true });
  }, []);
  const called = partyWord(view, word);
  const partyName = (party: string) => called("party", party);
  const mark: Mark = {
    as: "passage",
    messageId: message.id,
    speaker: chosen.speaker,
    states: statesOf(chosen),
  };
  return (
    <form
      ref={form}
      className="mark-form"
      aria-label={t("mark.form")}
      onSubmit={(event) => {
        event.preventDefault();
        onMark(mark);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        // Only this form is left; the dialog around it would close with all marks out of sight.
        event.preventDefault();
        onCancel();
      }}
    >
      <MarkFields chosen={chosen} parties={parties} named={partyName} onChange={setChosen} />
      <p role="status">
        <strong>{markWords(mark, { t, word: called })}</strong>
      </p>
      <div className="row">
        <button type="submit" className="button primary">
          {t("mark.add")}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t("action.cancel")}
        </button>
      </div>
    </form>
  );
}

interface MarkFieldsProps {
  readonly chosen: Chosen;
  readonly parties: readonly string[];
  readonly named: (party: string) => string;
  readonly onChange: (chosen: Chosen) => void;
}

/** One list for each thing that has to be said, given what was chosen before it. */
function MarkFields({ chosen, parties, named, onChange }: MarkFieldsProps) {
  const { t, word } = useLocale();
  const list = (
    field: keyof Chosen,
    values: readonly (string | number)[],
    text: (value: string) => string,
  ) => (
    <Choice
      label={t(`mark.${field}`)}
      value={chosen[field]}
      onChange={(value) => onChange({ ...chosen, [field]: value })}
    >
      {values.map((value) => (
        <option key={value} value={value}>
          {text(String(value))}
        </option>
      ))}
    </Choice>
  );
  const kind = (value: string) => word("factKind", value);
  return (
    <>
      {list("speaker", parties, named)}
      {list("says", sayings, (value) => t(`mark.option_${value}`))}
      {(chosen.says === "fault" || chosen.says === "gap") && list("party", parties, named)}
      {chosen.says === "fault" && list("fault", faultKinds, kind)}
      {chosen.says === "fault" && list("severity", severities, (value) => word("severity", value))}
      {chosen.says === "fault" && list("causal", causalities, (value) => word("causal", value))}
      {chosen.says === "gap" && list("gap", gapKinds, kind)}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children: ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {children}
      </select>
    </label>
  );
}
