import { bytesToHex } from "@noble/hashes/utils.js";
import type { ChainView } from "../../../server/domain/log/chain-view.ts";
import type { ChainSource } from "../../../web/lib/chain-sources.ts";
import { itemLog } from "./fixture-data.ts";
import { anchor, anchorSeconds, chainId, logId } from "./fixture-log.ts";

/** A chain that holds the fixture's anchor, as a page asks it. */
export const honestView: ChainView = {
  chainId: async () => chainId,
  rootAt: async (_contract, log, size) =>
    log === bytesToHex(logId) && size === itemLog.leaves.length ? itemLog.root : null,
  keyActiveAt: async () => 1,
  anchorOf: async () => ({
    blockNumber: anchor.blockNumber,
    blockHash: anchor.blockHash,
    blockTime: anchorSeconds,
  }),
};

export const source = (view: ChainView): ChainSource => ({ url: "http://fixture", from: "operator", view });
