import { useMutation } from "@tanstack/react-query";
import { fromHex } from "../../../../server/domain/log/bytes.ts";
import { verifyConsistency } from "../../../../server/domain/log/proofs.ts";
import type { ConsistencyView } from "../../../../server/schema/log.ts";
import { request } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** A head of a log, with the root the page already holds for it. */
export interface Head {
  readonly size: number;
  readonly root: string;
}

export interface ConsistencyCheck {
  readonly older: Head;
  readonly newer: Head;
  readonly proof: readonly string[];
  readonly holds: boolean;
}

/**
 * Fetches the proof between two heads and recomputes it here. The roots are those the page holds; what the answer
 * says of them is not used.
 */
export async function checkConsistency(logId: string, older: Head, newer: Head): Promise<ConsistencyCheck> {
  const { proof } = await request<ConsistencyView>(api.consistency(logId, older.size, newer.size));
  const holds = verifyConsistency({
    size1: older.size,
    root1: fromHex(older.root, "root", 32),
    size2: newer.size,
    root2: fromHex(newer.root, "root", 32),
    proof: proof.map((hash) => fromHex(hash, "proof", 32)),
  });
  return { older, newer, proof, holds };
}

export function useConsistency(logId: string) {
  return useMutation({
    mutationFn: ({ older, newer }: { older: Head; newer: Head }) => checkConsistency(logId, older, newer),
  });
}
