import { useLocale } from "../../../components/use-locale.ts";

export interface Share {
  readonly key: string;
  readonly name: string;
  /** merchant, carrier, platform, consumer; chooses the colour. */
  readonly kind: string;
  readonly shareBps: number;
}

/** Writes basis points as a percentage without a float. */
export function percent(shareBps: number): string {
  const whole = Math.trunc(shareBps / 100);
  const rest = Math.abs(shareBps % 100);
  return `${whole}${rest === 0 ? "" : `.${String(rest).padStart(2, "0").replace(/0$/, "")}`}%`;
}

const known = new Set(["merchant", "carrier", "logistics", "platform", "consumer"]);

/** The split as one bar, with the same figures in words beneath. */
export function SplitBar({ shares, label }: { shares: readonly Share[]; label: string }) {
  const { t } = useLocale();
  const shown = shares.filter((share) => share.shareBps > 0);
  const text = shown.map((share) => `${share.name} ${percent(share.shareBps)}`).join(t("list.separator"));
  return (
    <figure className="split">
      <div className="split-bar" role="img" aria-label={`${label}: ${text}`}>
        {shown.map((share) => (
          <span
            key={share.key}
            className={`split-part fill-${known.has(share.kind) ? share.kind : "other"}`}
            style={{ flexGrow: share.shareBps }}
          />
        ))}
      </div>
      <figcaption>
        <ul className="split-legend">
          {shown.map((share) => (
            <li key={share.key}>
              <i className={`dot fill-${known.has(share.kind) ? share.kind : "other"}`} aria-hidden="true" />
              {share.name} <strong>{percent(share.shareBps)}</strong>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

/** Shares of named parties; the consumer has no name, only its role, said in the reader's language. */
export function partyShares(
  shares: readonly { party: string; name: string; kind: string; shareBps: number }[],
  word: (prefix: string, key: string) => string,
): Share[] {
  return shares.map(({ party, name, kind, shareBps }) => ({
    key: party,
    name: kind === "consumer" ? word("kind", kind) : name,
    kind,
    shareBps,
  }));
}

/** Shares of the four kinds as the engine sums them. */
export function kindShares(
  bps: { platform: number; merchant: number; logistics: number; consumer: number },
  word: (prefix: string, key: string) => string,
): Share[] {
  return (["merchant", "logistics", "platform", "consumer"] as const).map((kind) => ({
    key: kind,
    name: word("kind", kind),
    kind,
    shareBps: bps[kind],
  }));
}
