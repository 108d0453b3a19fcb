import type { CaseView } from "../../../../server/schema/case.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { coins } from "../../../lib/coins.ts";

/** What an appeal means before somebody asks for it: who hears it, what it costs and who pays, and until when. */
export function AppealTerms({ view }: { view: CaseView }) {
  const { t, instant } = useLocale();
  const { appeal } = view;
  if (appeal === null) return null;
  if (appeal.forfeited) return <p className="small warn">{t("appeal.forfeited")}</p>;
  const cost = appeal.costWei === "0" ? t("appeal.free") : t("appeal.cost", { coins: coins(appeal.costWei) });
  return (
    <p className="small">
      {t("appeal.terms", { seats: appeal.seats, at: instant(appeal.deadlineAt) })} {cost}
    </p>
  );
}
