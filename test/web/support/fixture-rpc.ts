/** A JSON-RPC node whose chain holds the fixture's contract and its anchors. */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import * as data from "./fixture-data.ts";
import * as log from "./fixture-log.ts";

const selector = (signature: string) => bytesToHex(keccak_256(utf8ToBytes(signature)).subarray(0, 4));

const word = (value: number) => value.toString(16).padStart(64, "0");

/** Answers as a node whose chain holds the fixture's contract and one anchor. */
export function answerRpc(method: string, params: readonly unknown[]): unknown {
  const size = data.eventEntries.length;
  const call = params[0] as { to: string; data: string } | undefined;
  const words = call?.data?.slice(10).match(/.{64}/g) ?? [];
  switch (method) {
    case "eth_chainId":
      return `0x${log.chainId.toString(16)}`;
    case "eth_call":
      if (call?.data.startsWith(`0x${selector("rootAt(bytes32,uint64,uint64)")}`))
        return `0x${bytesToHex(log.rootOf(data.itemLog.leaves.slice(0, Number(BigInt(`0x${words[1]}`)))))}`;
      if (call?.data.startsWith(`0x${selector("head(bytes32)")}`))
        return `0x${word(size)}${bytesToHex(log.rootOf(data.itemLog.leaves))}${word(log.anchorSeconds)}`;
      if (call?.data.startsWith(`0x${selector("logOf(bytes32)")}`))
        return `0x${word(1)}${word(0).repeat(11)}`;
      return `0x${"0".repeat(63)}1`;
    case "eth_getTransactionReceipt":
      return {
        blockNumber: "0x2a",
        blockHash: log.anchor.blockHash,
        logs: [
          {
            address: log.evidenceLog,
            topics: [
              `0x${bytesToHex(keccak_256(utf8ToBytes("Anchored(bytes32,uint64,bytes32)")))}`,
              `0x${bytesToHex(log.logId)}`,
              `0x${word(size)}`,
            ],
          },
        ],
      };
    case "eth_getBlockByHash":
      return { timestamp: `0x${log.anchorSeconds.toString(16)}` };
    default:
      return null;
  }
}
