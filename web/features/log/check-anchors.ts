import type { AnchorView } from "../../../server/schema/log.ts";
import type { ChainSource } from "../../lib/chain-sources.ts";
import { deployment } from "../../lib/deployment.ts";

/** What the chain itself says of an anchor the server lists. */
export type AnchorCheck = "matches" | "differs" | "unreachable";

/** Asks the chain for the root of an anchored size, at the contract the build pinned. */
export async function checkAnchor(
  logId: string,
  anchor: AnchorView,
  sources: readonly ChainSource[],
): Promise<AnchorCheck> {
  const contract = deployment.addresses.EvidenceLog?.toLowerCase();
  if (contract === undefined || sources.length === 0) return "unreachable";
  try {
    const anchoredAt = Date.parse(anchor.at) / 1000;
    const roots = await Promise.all(
      sources.map(({ view }) => view.rootAt(contract, logId, anchor.size, anchoredAt)),
    );
    return roots.every((root) => root === anchor.root) ? "matches" : "differs";
  } catch {
    return "unreachable";
  }
}
