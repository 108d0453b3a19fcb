import { ResponsibilityError } from "../errors.ts";
import { loadPack, type RulePack } from "../pack.ts";
import cn from "./cn.json" with { type: "json" };
import eu from "./eu.json" with { type: "json" };

/** The Chinese pack in force from 2026-02-01, validated and hashed. */
export const chinaPack: RulePack = loadPack(cn);

/** An outline for the European Union: its caveat says that it must not decide real cases yet. */
export const europeOutlinePack: RulePack = loadPack(eu);

/** Every pack that cases were or can be decided under. A pack that changes gets a new id; the old one stays listed. */
export const PACKS: readonly RulePack[] = [chinaPack, europeOutlinePack];

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
