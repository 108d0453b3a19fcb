/**
 * GS1 Application Identifiers: how long each value may be, of which characters, and what it may do in a Digital
 * Link (GS1 General Specifications section 3). One line for each range of AIs: its parts, then `*` where GS1 fixes
 * the length for good, so that no separator follows in an element string, and `!` where it may not stand in a
 * Digital Link's query.
 */

export interface Part {
  /** N digits, X of GS1's set 82, Y of set 39, Z base64url. */
  readonly kind: "N" | "X" | "Y" | "Z";
  readonly min: number;
  readonly max: number;
  readonly optional: boolean;
  /** The last digit of this part is a check digit. */
  readonly checked: boolean;
  /** A date of six digits; a day of 00 means the month's end. */
  readonly date: boolean;
}

export interface ApplicationIdentifier {
  readonly ai: string;
  readonly parts: readonly Part[];
  readonly fixedLength: boolean;
  readonly inQuery: boolean;
}

const TABLE = `
00 N18c *
01-03 N14c *
10 X..20
11-13 N6d *
15-17 N6d *
20 N2 *
21-22 X..20 !
235 X..28 !
240-241 X..30
242 N..6
243 X..20
250-251 X..30
253 N13c [X..17]
254 X..20 !
255 N13c [N..12]
30 N..8
310n-316n N6 *
320n-337n N6 *
340n-357n N6 *
360n-369n N6 *
37 N..8
3900-3909 N..15
3910-3919 N3 N..15
3920-3929 N..15
3930-3939 N3 N..15
3940-3943 N4
3950-3955 N6
400 X..30
401 X..30
402 N17c
403 X..30
410-417 N13c *
420 X..20
421 N3 X..9
422 N3
423 N3 [N3] [N3] [N3] [N3]
424 N3
425 N3 [N3] [N3] [N3] [N3]
426 N3
427 X..3
4300-4301 X..35
4302-4306 X..70
4307 X2
4308 X..30
4309 N10 N10
4310-4311 X..35
4312-4316 X..70
4317 X2
4318 X..20
4319 X..30
4320 X..35
4321-4323 N1
4324-4325 N6d N4
4326 N6d
4330-4333 N6 [X1]
7001 N13
7002 X..30
7003 N6d N4
7004 N..4
7005 X..12
7006 N6d
7007 N6d [N6d]
7008 X..3
7009 X..10
7010 X..2
7011 N6d [N4]
7020-7022 X..20
7023 X..30
7030-7039 N3 X..27
7040 N1 X1 X1 X1 !
7041 X..4 !
710-717 X..20
7230-7239 X2 X..28
7240 X..20
7241 N2
7242 X..25
7250 N8
7251 N8 N4
7252 N1
7253-7254 X..40
7255 X..10
7256 X..90
7257 X..70
7258 X3
7259 X..40
8001 N4 N5 N3 N1 N1
8002 X..20
8003 N1 N13c [X..16]
8004 X..30
8005 N6
8006 N14c N4
8007 X..34
8008 N6d N2 [N2] [N2]
8009 X..50
8010 Y..30
8011 N..12 !
8012 X..20
8013 X..25
8014 X..25 !
8017-8018 N18c
8019 N..10 !
8020 X..25 !
8026 N14c N4
8030 Z..90
8040-8041 N15 !
8042 N32 !
8043 N18 [N..2] !
8110 X..70
8111 N4
8112 X..70
8200 X..70 !
90 X..30
91-99 X..90`;

const all = new Map<string, ApplicationIdentifier>();
for (const line of TABLE.trim().split("\n")) readLine(line);
// Logistic 03 (made to order) is an element string's alone.
all.set("03", { ...all.get("03")!, inQuery: false });

/** Gives what is known of an AI, undefined for one GS1 has not assigned. */
export const applicationIdentifier = (ai: string): ApplicationIdentifier | undefined => all.get(ai);

function readLine(line: string): void {
  const [range, ...words] = line.split(" ") as [string, ...string[]];
  const parts = words.filter((word) => word !== "*" && word !== "!").map(readPart);
  for (const ai of numbersOf(range)) {
    all.set(ai, { ai, parts, fixedLength: words.includes("*"), inQuery: !words.includes("!") });
  }
}

function readPart(word: string): Part {
  const optional = word.startsWith("[");
  const [, kind, upTo, size, mark] = /^\[?([NXYZ])(\.\.)?(\d+)([cd])?\]?$/.exec(word) as unknown as string[];
  const max = Number(size);
  const min = upTo === undefined ? max : 1;
  return { kind: kind as Part["kind"], min, max, optional, checked: mark === "c", date: mark === "d" };
}

/** The AIs of a range; `310n` stands for 3100 to 3105, the n saying where the decimal point is. */
function numbersOf(range: string): string[] {
  const [first, last = first] = range.split("-") as [string, string?];
  const digits = first.replace("n", "");
  const found: string[] = [];
  for (let i = Number(digits); i <= Number(last.replace("n", "")); i++) {
    const number = String(i).padStart(digits.length, "0");
    if (first.endsWith("n")) found.push(...[0, 1, 2, 3, 4, 5].map((places) => number + places));
    else found.push(number);
  }
  return found;
}

const CHARACTERS: Record<Part["kind"], RegExp> = {
  N: /^\d*$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  Y: /^[#\-/0-9A-Z]*$/,
  Z: /^[A-Za-z0-9_-]*=*$/,
};

/**
 * Says what is wrong with a value of an AI, null when nothing is.
 *
 * @param checkDigit The house's check of a digit string, handed in to keep this table free of arithmetic.
 */
export function faultOf(
  { ai, parts }: ApplicationIdentifier,
  value: string,
  checkDigit: (digits: string) => boolean,
): string | null {
  let rest = value;
  for (const part of parts) {
    if (rest === "" && part.optional) continue;
    const taken = rest.slice(0, part.max);
    rest = rest.slice(part.max);
    if (taken.length < part.min || !CHARACTERS[part.kind].test(taken)) return `a value of AI (${ai})`;
    if (part.checked && !checkDigit(taken)) return `a value of AI (${ai}) whose check digit is right`;
    if (part.date && !isDate(taken)) return `a date YYMMDD in AI (${ai})`;
  }
  return rest === "" ? null : `no longer than AI (${ai}) allows`;
}

function isDate(digits: string): boolean {
  const [month, day] = [Number(digits.slice(2, 4)), Number(digits.slice(4, 6))];
  if (month < 1 || month > 12) return false;
  const leap = Number(digits.slice(0, 2)) % 4 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= days[month - 1]!;
}

/** Short names of earlier versions, still read and never written. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  gtin: "01",
  itip: "8006",
  cpid: "8010",
  gln: "414",
  party: "417",
  gsrnp: "8017",
  gsrn: "8018",
  gcn: "255",
  sscc: "00",
  gdti: "253",
  ginc: "401",
  gsin: "402",
  grai: "8003",
  giai: "8004",
  cpv: "22",
  lot: "10",
  ser: "21",
};
