/** What keeps a document from being erased, and until when. */

/** Years trade records are kept after the trade is over (电子商务法 article 31). */
const YEARS_KEPT = 3;

export type HoldReason = "case_open" | "recourse" | "statutory_term";

export interface Hold {
  readonly reason: HoldReason;
  readonly article: { readonly "zh-CN": string; readonly en: string };
  /** RFC 3339; null while nobody can know it yet. */
  readonly until: string | null;
}

const ORIGINALS = {
  "zh-CN": "《电子商务法》第六十二条：争议处理中应当提供原始合同和交易记录，不得丢失、伪造、篡改、销毁、隐匿",
  en: "E-Commerce Law of the PRC, article 62: originals are to be produced while a dispute is handled and must not be destroyed",
};
const THREE_YEARS = {
  "zh-CN":
    "《电子商务法》第三十一条：交易信息保存时间自交易完成之日起不少于三年；《个人信息保护法》第四十七条第二款",
  en: "E-Commerce Law of the PRC, article 31: trade records are kept for three years from completion; Personal Information Protection Law, article 47 paragraph 2",
};

const ENDED = new Set(["WITHDRAWN", "REFUNDED", "SETTLED", "UNDECIDED", "CLOSED"]);
const RECOURSE = new Set(["FINAL", "RECOURSE", "DEBT"]);

/**
 * Says what holds a document of a case, or null when it may go.
 *
 * @param status The case's status.
 * @param lastAt When anything last happened to the case; the trade is over no earlier.
 */
export function holdOf(status: string, lastAt: Date, now: Date): Hold | null {
  if (RECOURSE.has(status)) return { reason: "recourse", article: ORIGINALS, until: null };
  if (!ENDED.has(status)) return { reason: "case_open", article: ORIGINALS, until: null };
  const until = yearsAfter(lastAt, YEARS_KEPT);
  if (now.getTime() >= until.getTime()) return null;
  return { reason: "statutory_term", article: THREE_YEARS, until: until.toISOString() };
}

/** The same day and time some years on; of 29 February, 1 March. */
function yearsAfter(start: Date, years: number): Date {
  const end = new Date(start);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  return end;
}
