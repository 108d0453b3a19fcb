import { chinaPack, type Finding, type Reason } from "../domain/responsibility/index.ts";

export interface Bilingual {
  readonly "zh-CN": string;
  readonly en: string;
}

type NameOf = (party: string) => string;

const MODES: Readonly<Record<Finding["mode"], Bilingual>> = {
  fault: { "zh-CN": "按过错认定", en: "by proved fault" },
  burden: { "zh-CN": "按举证责任认定", en: "by burden of proof" },
  risk: { "zh-CN": "按风险承担认定(非过错)", en: "by risk, not fault" },
  not_established: { "zh-CN": "诉求未能成立", en: "the claim is not established" },
};

/** The finding in one paragraph, in both languages. */
export function findingText(finding: Finding, nameOf: NameOf): Bilingual {
  const mode = MODES[finding.mode];
  const shares = Object.entries(finding.shares);
  const say = (separator: string) =>
    shares.map(([party, bps]) => `${nameOf(party)} ${percent(bps)}`).join(separator);
  return {
    "zh-CN": `${mode["zh-CN"]}:${say("、")}。`,
    en: `Decided ${mode.en}: ${say(", ")}.`,
  };
}

/** One reason: its rule and what follows from it. */
export function reasonText(reason: Reason, nameOf: NameOf): Bilingual {
  const effects = Object.entries(reason.effectBps ?? {}).map(
    ([party, bps]) => `${nameOf(party)} ${percent(bps)}`,
  );
  const rules = reason.rules.map(({ id }) => chinaPack.byId.get(id)).filter((rule) => rule !== undefined);
  const effect = effects.length === 0 ? "" : ` → ${effects.join(", ")}`;
  return {
    "zh-CN": `${rules.map(({ source }) => source).join("、") || reason.code}${effect}`,
    en: `${rules.map((rule) => `${rule.source}: ${rule.effect}`).join("; ") || reason.code}${effect}`,
  };
}

/** Basis points as per cent, exact. */
const percent = (bps: number): string =>
  `${Math.floor(bps / 100)}${bps % 100 === 0 ? "" : `.${String(bps % 100).padStart(2, "0")}`}%`;
