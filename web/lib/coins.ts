const WEI_DIGITS = 18;

/** Writes an amount of wei in whole coins of the chain, without trailing zeros: 1500000000000000 is 0.0015. */
export function coins(wei: string): string {
  const digits = wei.padStart(WEI_DIGITS + 1, "0");
  const fraction = digits.slice(-WEI_DIGITS).replace(/0+$/, "");
  const whole = digits.slice(0, -WEI_DIGITS);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}
