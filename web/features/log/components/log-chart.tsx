import type { AnchorView } from "../../../../server/schema/log.ts";
import { useLocale } from "../../../components/use-locale.ts";

const width = 640;
const height = 180;
const inset = { left: 44, right: 12, top: 16, bottom: 26 };

/** Log growth over time as an area, and below it how long each anchor lagged behind. */
export function LogChart({ anchors }: { anchors: readonly AnchorView[] }) {
  const { t, instant, locale } = useLocale();
  const points = [...anchors].sort((a, b) => a.size - b.size);
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return null;
  const start = Date.parse(first.at);
  const span = Math.max(1, Date.parse(last.at) - start);
  const x = (at: string) =>
    inset.left + ((Date.parse(at) - start) / span) * (width - inset.left - inset.right);
  const y = (size: number) =>
    height - inset.bottom - (size / last.size) * (height - inset.top - inset.bottom);
  const line = points.map((anchor) => `${x(anchor.at)},${y(anchor.size)}`).join(" L");
  const longest = Math.max(1, ...points.map((anchor) => anchor.lagSeconds));
  const number = new Intl.NumberFormat(locale);
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("log.chart")}>
      <line
        className="axis"
        x1={inset.left}
        x2={width - inset.right}
        y1={height - inset.bottom}
        y2={height - inset.bottom}
      />
      {points.map((anchor) => (
        <rect
          key={anchor.transaction}
          className="bar-lag"
          x={x(anchor.at) - 2}
          width="4"
          y={height - inset.bottom - (anchor.lagSeconds / longest) * 40}
          height={(anchor.lagSeconds / longest) * 40}
        >
          <title>{t("log.seconds", { count: anchor.lagSeconds })}</title>
        </rect>
      ))}
      <path
        className="area"
        d={`M${inset.left},${height - inset.bottom} L${line} L${x(last.at)},${height - inset.bottom} Z`}
      />
      <path className="line" d={`M${line}`} />
      <text x="4" y={y(last.size) + 4}>
        {number.format(last.size)}
      </text>
      <text x={inset.left} y={height - 8}>
        {instant(first.at)}
      </text>
      <text x={width - inset.right} y={height - 8} textAnchor="end">
        {instant(last.at)}
      </text>
    </svg>
  );
}
