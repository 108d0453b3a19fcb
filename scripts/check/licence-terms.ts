/**
 * Whether an SPDX licence expression can be met with the allowed terms: one side of each OR, both sides of each AND.
 * A star marks a licence guessed from its text and is taken for the licence itself.
 */
export function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const any = (): boolean => {
    let met = all();
    while (tokens[at] === "OR" && ++at > 0) met = all() || met;
    return met;
  };
  const all = (): boolean => {
    let met = one();
    while (tokens[at] === "AND" && ++at > 0) met = one() && met;
    return met;
  };
  const one = (): boolean => {
    const token = tokens[at++];
    if (token !== "(") return allowed.has(withException(token ?? ""));
    const met = any();
    at++;
    return met;
  };
  const withException = (name: string): string => {
    const bare = name.replace(/\*$/, "");
    if (tokens[at] !== "WITH") return bare;
    at += 2;
    return `${bare} WITH ${tokens[at - 1]}`;
  };
  return any() && at === tokens.length;
}
