/**
 * The platform's part in drawing a panel: as witness it commits a seed at filing, bonds it, and reveals it when a
 * ruling is asked for. One seed only: who holds one can choose between two panels by withholding it, who holds two among four.
 */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, hexToBytes } from "@noble/hashes/utils.js";
import { chainCaseId } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import type { ChainCall, ChainEvent, Tx } from "./ports.ts";

/** What the contract keeps of the platform's seed until it is revealed, 0x-hex: keccak256(caseId ‖ seed). */
export function witnessCommitment(deps: Pick<Deps, "secrets">, caseId: string): string {
  return `0x${bytesToHex(keccak_256(concatBytes(hexToBytes(caseId), witnessSeed(deps, caseId))))}`;
}

/** Pays the bond of the platform's seed; a seed without one is not mixed in. */
export async function bondSeed(deps: Deps, tx: Tx, caseId: string): Promise<void> {
  const { seedBond } = (await deps.chain.read("ArbitratorPanel", "config", [])) as { seedBond: bigint };
  await callPanel(deps, tx, caseId, "bond", {
    method: "bondSeed",
    args: seedOf(deps, caseId),
    valueWei: seedBond,
  });
}

/** Reveals the platform's seed for a dispute, which brings its bond back. */
export async function revealSeed(deps: Deps, tx: Tx, caseId: string, disputeId: string): Promise<void> {
  const commitments = (await deps.chain.read("ArbitratorPanel", "seedsOf", [disputeId])) as string[];
  const index = commitments.indexOf(witnessCommitment(deps, caseId));
  if (index < 0) return;
  const args = [disputeId, index, `0x${bytesToHex(witnessSeed(deps, caseId))}`];
  await callPanel(deps, tx, caseId, `reveal:${disputeId}`, { method: "revealSeed", args });
}

/** Gives the platform's seed up when a case ended without a panel, which brings its bond back too. */
export async function releaseSeed(deps: Deps, tx: Tx, caseId: string): Promise<void> {
  const bond = (await deps.chain.read("ArbitratorPanel", "bondOf", seedOf(deps, caseId))) as [
    string,
    boolean,
  ];
  const [payer, spent] = bond;
  if (BigInt(payer) === 0n || spent) return;
  const args = [...seedOf(deps, caseId), `0x${bytesToHex(witnessSeed(deps, caseId))}`];
  await callPanel(deps, tx, caseId, "release", { method: "releaseSeed", args });
}

/** Takes the bonds that came back out of the contract, with one call a day at most. */
export async function collectBonds(deps: Deps, tx: Tx, caseId: string, event: ChainEvent): Promise<void> {
  const bond = (await deps.chain.read("ArbitratorPanel", "bondOf", seedOf(deps, caseId))) as [
    string,
    boolean,
  ];
  const [payer] = bond;
  const due = (await deps.chain.read("ArbitratorPanel", "returnedBondsOf", [payer])) as bigint;
  if (BigInt(payer) === 0n || due === 0n) return;
  const day = event.blockTime.toISOString().slice(0, 10);
  await deps.outbox.enqueue(tx, {
    key: `bonds:${payer.toLowerCase()}:${day}`,
    contract: "ArbitratorPanel",
    method: "payBonds",
    args: [payer],
  });
}

const witnessSeed = ({ secrets }: Pick<Deps, "secrets">, caseId: string): Uint8Array =>
  secrets.derive(`panel-seed/${caseId}/0`);

/** How the contract names the platform's seed. */
const seedOf = (deps: Deps, caseId: string): string[] => [
  deps.chain.address("CaseRegistry"),
  chainCaseId(caseId),
  witnessCommitment(deps, caseId),
];

async function callPanel(
  deps: Deps,
  tx: Tx,
  caseId: string,
  step: string,
  call: Pick<ChainCall, "method" | "args" | "valueWei">,
): Promise<void> {
  await deps.outbox.enqueue(tx, { key: `seed:${caseId}:${step}`, contract: "ArbitratorPanel", ...call });
}
