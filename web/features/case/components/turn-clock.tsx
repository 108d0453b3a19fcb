import type { CaseView } from "../../../../server/schema/case.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { useNow } from "../../../components/use-now.ts";
import { partyNames } from "./party-names.ts";

/** Whose turn it is, what is asked, until when, and what silence does. */
export function TurnClock({ view }: { view: CaseView }) {
  const { t, word, instant, distance } = useLocale();
  const now = useNow();
  const name = partyNames(view, word);
  const { turn } = view;
  if (turn === null)
    return (
      <section className="card turn">
        <h2>{word("status", view.status)}</h2>
        <p className="dim">{t("turn.nobody")}</p>
      </section>
    );
  const mine = turn.partyIds.includes(view.viewer.partyId);
  const late = Date.parse(turn.deadlineAt) < now;
  return (
    <section className={`card turn${mine ? " turn-mine" : ""}`} aria-label={t("turn.title")}>
      <p className="row between">
        <span className="tag">{word("status", view.status)}</span>
        <time dateTime={turn.deadlineAt} className={late ? "bad" : "dim"}>
          {distance(turn.deadlineAt, now)}
        </time>
      </p>
      <h2>
        {turn.partyIds.map(name).join(t("list.separator"))}
        {t("turn.colon")}
        {word("turn", turn.action)}
      </h2>
      <p className="small">
        {t("turn.until", { at: instant(turn.deadlineAt) })} {word("silence", turn.onSilence)}
      </p>
    </section>
  );
}
