import { ResponsibilityError } from "../errors.ts";
import { loadPack, type RulePack } from "../pack.ts";
import cn from "./cn.json" with { type: "json" };
import cnFirst from "./cn-2026.11-draft.json" with { type: "json" };
import eu from "./eu.json" with { type: "json" };

/** The Chinese pack in force from 2026-02-01, validated and hashed. */
export const chinaPack: RulePack = loadPack(cn);

/** The pack of the European Union: withdrawal, conformity, carriage under the CMR. Its caveat says what it is not. */
export const europePack: RulePack = loadPack(eu);

/** The packs that new cases are filed under, each chosen by the date of its order. */
export const CURRENT_PACKS: readonly RulePack[] = [chinaPack, europePack];

/** Every pack that a case was or can be filed under. A pack that changes gets a new id; the old one stays here. */
export const PACKS: readonly RulePack[] = [...CURRENT_PACKS, loadPack(cnFirst)];

/**
 * Returns the very pack that a case was filed under.
 *
 * @param hash content hash as the case names it
 * @throws ResponsibilityError `pack_not_in_force` when no pack has it
 */
export function packByHash(hash: string): RulePack {
  const pack = PACKS.find((one) => one.hash === hash);
  if (pack !== undefined) return pack;
  throw new ResponsibilityError("pack_not_in_force", [
    { path: "/pack/hash", rule: `no pack has the hash ${hash}` },
  ]);
}
