import type { CaseView, TimelineItem } from "../../../../server/schema/case.ts";
import { ShortHash } from "../../../components/short-hash.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { partyNames } from "./party-names.ts";
import { StateTag } from "./state-tag.tsx";
import { useTimelineParams } from "./timeline-params.ts";

/** One timeline for everybody: events, hand-overs, messages, evidence, clocks and money, newest last. */
export function Timeline({ view }: { view: CaseView }) {
  const { t } = useLocale();
  if (view.timeline.length === 0) return <p className="dim">{t("timeline.empty")}</p>;
  return (
    <ol className="timeline">
      {view.timeline.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the timeline is append-only and has no ids of its own.
        <TimelineEntry key={index} item={item} view={view} />
      ))}
    </ol>
  );
}

function TimelineEntry({ item, view }: { item: TimelineItem; view: CaseView }) {
  const { t, word, instant } = useLocale();
  const params = useTimelineParams(view);
  const name = partyNames(view, word);
  return (
    <li className={`timeline-item kind-${item.kind}`}>
      <div className="row between">
        <strong>{t(item.key, { ...params(item.params), defaultValue: item.key })}</strong>
        {item.state !== null && <StateTag state={item.state} />}
      </div>
      <div className="small dim">
        <time dateTime={item.at}>{instant(item.at)}</time>
        {item.actor !== null && ` · ${name(item.actor)}`}
        {item.transaction !== null && (
          <>
            {" · "}
            {t("timeline.transaction")} <ShortHash hash={item.transaction} />
          </>
        )}
      </div>
      {item.leafHash !== null && <EntryDetails leafHash={item.leafHash} />}
    </li>
  );
}

function EntryDetails({ leafHash }: { leafHash: string }) {
  const { t } = useLocale();
  return (
    <details className="small">
      <summary className="dim">{t("timeline.proof")}</summary>
      <p>
        {t("timeline.leaf")} <code className="hash">{leafHash}</code>
      </p>
      <a href={`/verify?leaf=${leafHash}`}>{t("timeline.check")}</a>
    </details>
  );
}
