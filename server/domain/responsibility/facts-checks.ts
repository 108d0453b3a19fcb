import type { InputIssue } from "./errors.ts";
import type { Facts } from "./facts.ts";
import { isPartyRole, rolePrefix } from "./parties.ts";

/** Finds parties that are neither declared nor named by a role. */
export function unknownParties(facts: Facts): InputIssue[] {
  const declared = new Set(facts.parties?.map((party) => party.id));
  const issues: InputIssue[] = [];
  const check = (party: string, path: string) => {
    if (declared.has(party) || isPartyRole(rolePrefix(party))) return;
    issues.push({ path, rule: `unknown party "${party}": declare it in /parties` });
  };
  facts.parties?.forEach(({ contractWith }, i) => {
    if (contractWith !== undefined) check(contractWith, `/parties/${i}/contractWith`);
  });
  if (facts.contractingCarrier !== undefined) check(facts.contractingCarrier, "/contractingCarrier");
  facts.custody?.holders.forEach((holder, i) => {
    check(holder, `/custody/holders/${i}`);
  });
  for (const list of ["factors", "exonerations", "evidenceGaps", "withheld"] as const) {
    facts[list]?.forEach((item, i) => {
      check(item.party, `/${list}/${i}/party`);
    });
  }
  return issues;
}

/** Finds facts that exclude one another whatever they are graded. */
export function findContradictions(facts: Facts): InputIssue[] {
  const issues: InputIssue[] = [];
  const { custody } = facts;
  if (custody && custody.boundaries.length !== custody.holders.length + 1) {
    issues.push({
      path: "/custody/boundaries",
      rule: `${custody.holders.length} holders need ${custody.holders.length + 1} boundaries, not ${custody.boundaries.length}`,
    });
  }
  facts.parties?.forEach(({ id }, i) => {
    if (facts.parties?.findIndex((party) => party.id === id) === i) return;
    issues.push({ path: `/parties/${i}/id`, rule: `"${id}" is declared twice` });
  });
  facts.factors?.forEach((item, i) => {
    if (item.party !== "logistics" || !custody || !item.id?.startsWith("logistics:")) return;
    if (custody.holders.includes(item.id)) return;
    issues.push({ path: `/factors/${i}/id`, rule: `"${item.id}" never held the goods` });
  });
  if (facts.penal === "food10x" && facts.food !== true && facts.claim !== "food_unsafe") {
    issues.push({ path: "/penal", rule: "food10x needs food" });
  }
  if (facts.penal !== undefined && facts.price === undefined) {
    issues.push({ path: "/price", rule: "a penalty is a multiple of the price paid" });
  }
  return issues;
}
