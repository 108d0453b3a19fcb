/**
 * Computes the GS1 check digit of the digits before it: weights 3 and 1 from the right (GS1 General
 * Specifications 7.9.1). The same rule serves GTIN, GLN, SSCC, GRAI, GSRN, GDTI and the others.
 */
export function checkDigit(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const weight = (body.length - i) % 2 === 1 ? 3 : 1;
    sum += (body.charCodeAt(i) - 48) * weight;
  }
  return String((10 - (sum % 10)) % 10);
}

/** Tells whether the last digit is the check digit of those before it. Anything but digits is false. */
export function hasCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigit(digits.slice(0, -1)) === digits.slice(-1);
}

/** Appends the check digit. */
export function withCheckDigit(body: string): string {
  return body + checkDigit(body);
}
