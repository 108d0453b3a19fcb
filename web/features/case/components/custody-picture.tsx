import type { CaseView, CustodyView } from "../../../../server/schema/case.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { partyNames } from "./party-names.ts";

const left = 14;
const lane = 34;
const bandHeight = 26;

/**
 * Custody as a picture, top to bottom in time: a bar for each holder, a mark for the condition proved at each
 * boundary, and the window in which the loss must lie.
 */
export function CustodyPicture({ view, custody }: { view: CaseView; custody: CustodyView }) {
  const { t, word, instant } = useLocale();
  const nameOf = partyNames(view, word);
  const y = (boundary: number) => 17 + boundary * (lane + bandHeight);
  const height = y(Math.max(custody.boundaries.length - 1, custody.holders.length)) + 17;
  const { window } = custody;
  return (
    <figure className="custody">
      <svg viewBox={`0 0 360 ${height}`} role="img" aria-label={t("custody.picture")}>
        {window !== null && (
          <rect
            className="custody-window"
            x="2"
            y={y(window.from)}
            width="24"
            height={y(window.to) - y(window.from)}
            rx="8"
          />
        )}
        {custody.holders.map((holder, index) => (
          <HolderBar
            key={holder.party + String(index)}
            holder={holder}
            name={holder.name === holder.party ? nameOf(holder.party) : holder.name}
            from={y(index)}
            to={y(index + 1)}
          />
        ))}
        {custody.boundaries.map((boundary, index) => (
          <g key={boundary.id} className={`custody-${boundary.state}`}>
            <circle cx={left} cy={y(index)} r="9" />
            <text className="custody-mark" x={left} y={y(index) + 4} textAnchor="middle">
              {{ good: "✓", bad: "✕", unknown: "?" }[boundary.state]}
            </text>
            <text x={left + 18} y={y(index) + 4}>
              {word("boundary", boundary.id.includes("->") ? "handover" : boundary.id)} ·{" "}
              {word("condition", boundary.state)}
              {boundary.at !== null && ` · ${instant(boundary.at)}`}
            </text>
          </g>
        ))}
      </svg>
      <figcaption className="small dim">
        {window === null ? t("custody.no_window") : t("custody.window")}
      </figcaption>
    </figure>
  );
}

interface HolderBarProps {
  readonly holder: CustodyView["holders"][number];
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

function HolderBar({ holder, name, from, to }: HolderBarProps) {
  const { t } = useLocale();
  return (
    <g className={holder.confirmed ? "holder" : "holder holder-open"}>
      <line x1={left} x2={left} y1={from + 9} y2={to - 9} />
      <text className="holder-name" x={left + 18} y={(from + to) / 2 + 5}>
        {name}
        {!holder.confirmed && ` (${t("custody.unconfirmed")})`}
      </text>
    </g>
  );
}
