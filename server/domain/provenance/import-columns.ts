/** The table of steps a merchant without EPCIS hands in: its columns, its words, and what each cell must be. */

export const importColumns = [
  "time",
  "step",
  "gtin",
  "serial",
  "place_gln",
  "place_name",
  "from_gln",
  "to_gln",
  "condition",
  "product_name",
  "maker_name",
] as const;
export type ImportColumn = (typeof importColumns)[number];

/** Headings of the template, and the other words a heading may be. */
export const columnTitles: Readonly<Record<ImportColumn, { readonly zh: string; readonly en: string }>> = {
  time: { zh: "时间", en: "time" },
  step: { zh: "环节", en: "step" },
  gtin: { zh: "商品条码", en: "gtin" },
  serial: { zh: "序列号", en: "serial" },
  place_gln: { zh: "地点GLN", en: "place_gln" },
  place_name: { zh: "地点名称", en: "place_name" },
  from_gln: { zh: "交出方GLN", en: "from_gln" },
  to_gln: { zh: "接收方GLN", en: "to_gln" },
  condition: { zh: "状况", en: "condition" },
  product_name: { zh: "商品名称", en: "product_name" },
  maker_name: { zh: "生产者", en: "maker_name" },
};

/** Columns every table must have. */
export const requiredColumns: readonly ImportColumn[] = ["time", "step", "gtin", "serial", "place_gln"];

export interface Step {
  readonly bizStep: string;
  readonly disposition: string | null;
  readonly action: "ADD" | "OBSERVE" | "DELETE";
  /** Who hands over to whom must be said. */
  readonly handsOver: boolean;
  /** Its condition may be said. */
  readonly judges: boolean;
  readonly zh: string;
}

const plain = (bizStep: string, zh: string, change: Partial<Step> = {}): Step => ({
  bizStep,
  disposition: null,
  action: "OBSERVE",
  handsOver: false,
  judges: false,
  zh,
  ...change,
});

/** Steps by their word; each may be written in Chinese too. */
export const importSteps: Readonly<Record<string, Step>> = {
  commissioning: plain("commissioning", "赋码", { action: "ADD", disposition: "active" }),
  inspecting: plain("inspecting", "验货", { judges: true }),
  packing: plain("packing", "包装"),
  storing: plain("storing", "入库"),
  shipping: plain("shipping", "发货", { handsOver: true, disposition: "in_transit" }),
  departing: plain("departing", "发出", { disposition: "in_transit" }),
  arriving: plain("arriving", "到达"),
  accepting: plain("accepting", "揽收", { handsOver: true, judges: true }),
  receiving: plain("receiving", "签收", { handsOver: true, judges: true }),
  destroying: plain("destroying", "销毁", { action: "DELETE", disposition: "destroyed" }),
};

/** Conditions by their word in either language. */
export const importConditions: Readonly<Record<string, string>> = {
  good: "conformant",
  完好: "conformant",
  合格: "conformant",
  bad: "non_conformant",
  不合格: "non_conformant",
  damaged: "damaged",
  破损: "damaged",
};

export interface RowRule {
  readonly zh: string;
  readonly en: string;
}

/** Every rule a table can break, in words. */
export const importRules = {
  empty_table: { zh: "表格没有数据行", en: "the table has no rows" },
  too_many_rows: { zh: "一次最多导入 5000 行", en: "at most 5000 rows at once" },
  missing_column: { zh: "缺少此列", en: "this column is missing" },
  double_column: { zh: "此列出现两次", en: "this column stands twice" },
  unknown_column: {
    zh: "不认识此列；请使用模板的列名",
    en: "no such column; take the headings of the template",
  },
  time: {
    zh: "应为 2026-11-03 09:12 或带时区的 2026-11-03T09:12:00+08:00；不带时区按北京时间",
    en: "2026-11-03 09:12, or 2026-11-03T09:12:00+08:00 with an offset; without one China's time is taken",
  },
  time_future: { zh: "时间在将来", en: "the time lies ahead" },
  step: {
    zh: `应为：${Object.values(importSteps)
      .map(({ zh }) => zh)
      .join("、")}`,
    en: `one of ${Object.keys(importSteps).join(", ")}`,
  },
  gtin: {
    zh: "应为 8、12、13 或 14 位数字且校验位正确",
    en: "8, 12, 13 or 14 digits with a right check digit",
  },
  serial: {
    zh: "应为 1 至 20 个字母、数字或 GS1 允许的符号",
    en: "1 to 20 letters, digits or signs GS1 allows",
  },
  gln: { zh: "应为 13 位数字且校验位正确", en: "13 digits with a right check digit" },
  hand_over: { zh: "此环节须同时填写交出方与接收方", en: "this step needs who hands over and who receives" },
  no_hand_over: { zh: "此环节没有交接，请留空", en: "nothing is handed over at this step; leave it empty" },
  condition: { zh: "应为：完好、不合格、破损", en: "one of good, bad, damaged" },
  no_condition: {
    zh: "此环节不记录状况，请留空",
    en: "no condition is taken down at this step; leave it empty",
  },
  text: { zh: "最多 80 个字符", en: "at most 80 characters" },
  formula: {
    zh: "不能以 = + - @ 开头：表格软件会当作公式",
    en: "must not begin with = + - @: spreadsheets would run it",
  },
  only_commissioning: { zh: "只在“赋码”行填写", en: "only in rows of commissioning" },
} as const satisfies Readonly<Record<string, RowRule>>;
export type ImportRuleName = keyof typeof importRules;
