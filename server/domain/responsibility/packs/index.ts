import { loadPack, type RulePack } from "../pack.ts";
import cn from "./cn.json" with { type: "json" };
import eu from "./eu.json" with { type: "json" };

/** The Chinese pack in force from 2026-02-01, validated and hashed. */
export const chinaPack: RulePack = loadPack(cn);

/** An outline for the European Union: its caveat says that it must not decide real cases yet. */
export const europeOutlinePack: RulePack = loadPack(eu);
