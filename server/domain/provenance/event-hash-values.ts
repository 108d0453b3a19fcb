/** Canonical values of the CBV event hash: numbers, times, and the order strings are sorted in. */

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Writes a number without leading or trailing zeros and without exponent where it is whole; other text stays. */
export function canonicalNumber(text: string): string {
  if (!NUMBER.test(text)) return text;
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  if (Number.isInteger(value)) return BigInt(value).toString();
  return withPythonExponent(value);
}

/** Fractions below 0.0001 are written with an exponent of two digits, as the reference implementation does. */
function withPythonExponent(value: number): string {
  if (Math.abs(value) >= 1e-4) return String(value);
  const [mantissa, exponent] = value.toExponential().split("e") as [string, string];
  return `${mantissa}e-${exponent.slice(1).padStart(2, "0")}`;
}

const TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/i;

/** Writes an instant in UTC with milliseconds, the rest rounded half to even; other text stays. */
export function canonicalTime(text: string): string {
  const found = TIME.exec(text);
  if (found === null) return text;
  const whole = Date.parse(`${found[1]}${found[3]!.toUpperCase()}`);
  if (Number.isNaN(whole)) return text;
  const microseconds = Number((found[2] ?? "").slice(0, 6).padEnd(6, "0"));
  return new Date(whole + roundHalfEven(microseconds)).toISOString();
}

function roundHalfEven(microseconds: number): number {
  const floor = Math.floor(microseconds / 1000);
  const rest = microseconds % 1000;
  if (rest !== 500) return floor + (rest > 500 ? 1 : 0);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Compares by code points; UTF-16 units would put characters beyond the basic plane before some within it. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const bothPlain = (x & 0xf800) !== 0xd800 && (y & 0xf800) !== 0xd800;
    return bothPlain ? x - y : a.codePointAt(i)! - b.codePointAt(i)! || x - y;
  }
  return a.length - b.length;
}
