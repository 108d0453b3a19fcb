type Word = (prefix: string, key: string) => string;
type Translate = (key: string, options: Readonly<Record<string, string>>) => string;

interface Words {
  readonly t: Translate;
  readonly word: Word;
}

/** The engine's names for what a change is about, to keys under `whatif.` in the catalogue. */
const subjects: Readonly<Record<string, string>> = {
  "defect proved": "defect_proved",
  "defect disproved": "defect_disproved",
  defect: "defect",
  "defect yes": "defect_proved",
  "defect no": "defect_disproved",
  custody: "custody_records",
  "days since receipt": "days_since_receipt",
  "consumer fraud": "alleged_fraud",
  "limit of liability": "liability_limit",
  "platform's inner share": "platform_conduct",
  discovery: "discovery",
  platform: "platform_conduct",
  cap: "liability_limit",
  consumerFraud: "alleged_fraud",
  "late notice": "late_notice",
  "notice too late": "late_notice",
  "concealed defect": "concealed_defect",
  "platform cannot name the seller": "seller_unnamed",
  "platform names the seller": "seller_named",
  "gross negligence": "gross_negligence",
  "gross negligence proved": "gross_negligence",
  "prompt of the limit": "limit_prompted",
  "prompt of the limit proved": "limit_prompted",
};

/** Names a party as the sentences of the engine spell it: by its name, or by its role in the case. */
const partyWord = ({ word }: Words, party: string): string => word("party", party);

function boundaryWords(
  words: Words,
  number: string,
  id: string | undefined,
  state: string | undefined,
): string {
  const { t, word } = words;
  const [from = "", to = ""] = id?.split("->") ?? [];
  const place =
    to !== ""
      ? t("whatif.between", { from: partyWord(words, from), to: partyWord(words, to) })
      : word("boundary", id ?? number);
  return state === undefined
    ? t("whatif.record_at", { place })
    : t("whatif.state_at", { place, condition: word("condition", state) });
}

function subjectWords(words: Words, subject: string): string {
  const { t, word } = words;
  const [, number, id, state] = /^boundary (\d+)(?: \((.*?)\))?(?: proved (good|bad))?$/.exec(subject) ?? [];
  if (number !== undefined) return boundaryWords(words, number, id, state);
  const known = subjects[subject];
  if (known !== undefined) return t(`whatif.${known}`, {});
  // Findings made before a record is proved say its state alone.
  const stated = /^(boundary \d+ \(.*\)) (good|bad)$/.exec(subject);
  if (stated) return subjectWords(words, `${stated[1]} proved ${stated[2]}`);
  const [, party, kind] = /^(.+)\.([\w-]+?)(?: proved)?$/.exec(subject) ?? [];
  if (party === undefined || kind === undefined) return subject;
  return t("whatif.fact_of", { party: partyWord(words, party), fact: word("factKind", kind) });
}

/**
 * Writes a label of the engine's alternatives ("EXCLUDE: boundary 3 (x->consumer)") in words; what it does not know
 * stays as it is.
 */
export function alternativeWords(label: string, words: Words): string {
  const [, change, subject] = /^(ADD|EXCLUDE|PRODUCE): (.*?)(?: \[\/\S*\])?$/s.exec(label) ?? [];
  if (change === undefined || subject === undefined) return label;
  return words.t(`whatif.${change}`, {}) + subjectWords(words, subject);
}

/** Writes the engine's name of one fact ("boundary 1 (a->b) proved good") in words. */
export function factWords(name: string, words: Words): string {
  return subjectWords(words, name);
}

/** Puts words for the kinds of facts a sentence of the engine quotes, and for the roles a Chinese one leaves in English. */
export function sentenceWords(sentence: string, word: Word): string {
  const quoted = sentence.replace(/“([a-z_]+)”/g, (_, kind: string) => `“${word("factKind", kind)}”`);
  if (!/\p{Script=Han}/u.test(sentence)) return quoted;
  return quoted.replace(/(?<![\w-])(?:consumer|merchant|platform)(?![\w-])/g, (role) => word("party", role));
}
