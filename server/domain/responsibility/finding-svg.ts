import { nameParty, percent } from "./explain.ts";
import type { Boundary, Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import { type Language, MODE_TEXTS } from "./finding-texts.ts";
import { kindOf, type PartyKind } from "./parties.ts";

const WIDTH = 960;
const MARGIN = 24;
const INNER = WIDTH - 2 * MARGIN;
const LANE_Y = 116;
const LANE_HEIGHT = 40;
const MARK_RADIUS = 9;
const LABEL_LENGTH = 22;
const SPLIT_HEIGHT = 34;
const ROW_HEIGHT = 24;
// Roughly the width of one letter of the label's size: what does not fit a lane is not written into it.
const LETTER_WIDTH = 13;

// Told apart without colour too: every area carries its words, every mark its shape.
const COLOURS: Readonly<Record<PartyKind, string>> = {
  platform: "#5b4b9a",
  merchant: "#1f6f8b",
  logistics: "#a85a00",
  consumer: "#4d6b2f",
};
const INK = "#1d2129";
const FAINT = "#5c6370";

const WORDS = {
  "zh-CN": {
    title: "责任认定",
    custody: "货物由谁持有、交接时的状况",
    noCustody: "没有交接记录",
    window: "损失发生在此区间",
    good: "完好",
    bad: "异常",
    unknown: "不明",
    boundary: "交接点",
    split: "责任比例",
    grade: "等级",
  },
  en: {
    title: "Finding of responsibility",
    custody: "Who held the goods, and their condition at each hand-over",
    noCustody: "no records of hand-overs",
    window: "the loss happened in here",
    good: "good",
    bad: "bad",
    unknown: "unknown",
    boundary: "hand-over",
    split: "Split",
    grade: "grade",
  },
} as const;

/** Escapes a text for XML; what XML 1.0 forbids altogether becomes a question mark. */
function escapeXml(text: string): string {
  return [...text]
    .map((sign) => (/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u.test(sign) ? "?" : sign))
    .join("")
    .replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

function shorten(text: string, most: number): string {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, Math.max(1, most - 1)).join("")}…`;
}

interface TextStyle {
  readonly size?: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly fill?: string;
  readonly bold?: boolean;
}

function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { size = 14, anchor = "start", fill = INK, bold = false } = style;
  const weight = bold ? ' font-weight="600"' : "";
  return `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}" fill="${fill}"${weight}>${escapeXml(words)}</text>`;
}

const colourOf = (id: string, facts: Facts) => COLOURS[kindOf(id, facts) ?? "consumer"];

function lanes(facts: Facts, language: Language): string[] {
  const { holders, boundaries } = facts.custody!;
  const step = Math.floor(INNER / holders.length);
  const boxes = holders.flatMap((holder, i) => {
    const x = MARGIN + i * step;
    const name = shorten(nameParty(holder, language), Math.floor(step / LETTER_WIDTH));
    return [
      `<rect x="${x}" y="${LANE_Y}" width="${step}" height="${LANE_HEIGHT}" fill="${colourOf(holder, facts)}" stroke="#fff"/>`,
      text(x + Math.floor(step / 2), LANE_Y + 25, name, { anchor: "middle", fill: "#fff", bold: true }),
    ];
  });
  return [
    ...boxes,
    ...boundaries.flatMap((one, i) => mark(one, i, MARGIN + i * step, holders.length, language)),
  ];
}

/** Draws a boundary: a ring with a tick for good, a filled square with a cross for bad, a dashed ring for unknown. */
function mark(boundary: Boundary, at: number, x: number, last: number, language: Language): string[] {
  const words = WORDS[language];
  const y = LANE_Y + LANE_HEIGHT + 18;
  const anchor = at === 0 ? "start" : at === last ? "end" : "middle";
  const label = shorten(boundary.id ?? `${words.boundary} ${at}`, LABEL_LENGTH);
  const state = `${words[boundary.state]}${boundary.state === "unknown" ? "" : ` · ${words.grade} ${boundary.grade}`}`;
  // Every other label stands lower, so that neighbours do not run into each other.
  const down = at % 2 === 0 ? 0 : 38;
  return [
    `<line x1="${x}" y1="${LANE_Y}" x2="${x}" y2="${y}" stroke="${INK}"/>`,
    SHAPES[boundary.state](x, y),
    text(x, y + 28 + down, label, { size: 12, anchor }),
    text(x, y + 44 + down, state, { size: 12, anchor, fill: FAINT }),
  ];
}

const SHAPES: Readonly<Record<Boundary["state"], (x: number, y: number) => string>> = {
  good: (x, y) =>
    `<circle cx="${x}" cy="${y}" r="${MARK_RADIUS}" fill="#fff" stroke="#2b7a3d" stroke-width="2"/><path d="M${x - 4} ${y}l3 4 6-8" fill="none" stroke="#2b7a3d" stroke-width="2"/>`,
  bad: (x, y) =>
    `<rect x="${x - MARK_RADIUS}" y="${y - MARK_RADIUS}" width="${2 * MARK_RADIUS}" height="${2 * MARK_RADIUS}" fill="#b3261e"/><path d="M${x - 4} ${y - 4}l8 8m0-8l-8 8" stroke="#fff" stroke-width="2"/>`,
  unknown: (x, y) =>
    `<circle cx="${x}" cy="${y}" r="${MARK_RADIUS}" fill="#fff" stroke="${FAINT}" stroke-width="2" stroke-dasharray="3 3"/><text x="${x}" y="${y + 5}" font-size="13" text-anchor="middle" fill="${FAINT}">?</text>`,
};

function windowFrame(finding: Finding, facts: Facts, language: Language): string[] {
  if (finding.window === null || finding.window.to === 0) return [];
  const step = Math.floor(INNER / facts.custody!.holders.length);
  const from = finding.window.from ?? 0;
  const x = MARGIN + from * step;
  const width = (finding.window.to - from) * step;
  const middle = Math.min(Math.max(x + Math.floor(width / 2), 130), WIDTH - 130);
  return [
    `<rect x="${x + 2}" y="${LANE_Y - 6}" width="${width - 4}" height="${LANE_HEIGHT + 12}" fill="none" stroke="#b3261e" stroke-width="3" stroke-dasharray="8 4"/>`,
    text(middle, LANE_Y - 14, WORDS[language].window, {
      size: 13,
      anchor: "middle",
      fill: "#b3261e",
      bold: true,
    }),
  ];
}

function splitBar(finding: Finding, facts: Facts, top: number, language: Language): string[] {
  let x = MARGIN;
  return Object.entries(finding.shares).flatMap(([id, bps], i, all) => {
    const width = i === all.length - 1 ? WIDTH - MARGIN - x : Math.round((INNER * bps) / 10_000);
    const rowY = top + SPLIT_HEIGHT + 28 + i * ROW_HEIGHT;
    const fill = colourOf(id, facts);
    const drawn = [
      `<rect x="${x}" y="${top}" width="${width}" height="${SPLIT_HEIGHT}" fill="${fill}" stroke="#fff"/>`,
      ...(width > 64
        ? [
            text(x + Math.floor(width / 2), top + 22, percent(bps), {
              anchor: "middle",
              fill: "#fff",
              bold: true,
            }),
          ]
        : []),
      `<rect x="${MARGIN}" y="${rowY - 12}" width="14" height="14" fill="${fill}"/>`,
      text(MARGIN + 24, rowY, `${shorten(nameParty(id, language), 60)}: ${percent(bps)}`),
    ];
    x += width;
    return drawn;
  });
}

/**
 * Draws a finding: who held the goods in order, their condition at each hand-over, where the loss happened, and the
 * split. A picture of its own (SVG 1.1) without scripts, links or fonts from elsewhere; every word in it is escaped.
 *
 * @param facts the facts that the finding was made over
 */
export function findingSvg(finding: Finding, facts: Facts, language: Language): string {
  const words = WORDS[language];
  const splitTop = facts.custody ? 310 : 150;
  const height = splitTop + SPLIT_HEIGHT + 28 + Object.keys(finding.shares).length * ROW_HEIGHT;
  const subtitle = `${MODE_TEXTS[finding.mode][language]} · ${finding.pack.id}`;
  const told = Object.entries(finding.shares).map(
    ([id, bps]) => `${nameParty(id, language)} ${percent(bps)}`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" lang="${language}" font-family="system-ui, sans-serif">`,
    `<title>${escapeXml(`${words.title}: ${told.join(", ")}`)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    text(MARGIN, 36, words.title, { size: 20, bold: true }),
    text(WIDTH - MARGIN, 36, subtitle, { size: 13, anchor: "end", fill: FAINT }),
    text(MARGIN, 66, facts.custody ? words.custody : words.noCustody, { size: 13, fill: FAINT }),
    ...(facts.custody ? [...lanes(facts, language), ...windowFrame(finding, facts, language)] : []),
    text(MARGIN, splitTop - 14, words.split, { bold: true }),
    ...splitBar(finding, facts, splitTop, language),
    "</svg>",
  ].join("\n");
}
