import { utf8ToBytes } from "../../../../server/domain/log/bytes.ts";
import type { ChainLog } from "../../../../server/domain/log/chain-log.ts";
import { type LogKeys, signCheckpoint } from "../../../../server/domain/log/checkpoint.ts";
import { addressOfKey } from "../../../../server/domain/log/eip712.ts";
import { encodeEntry } from "../../../../server/domain/log/entry.ts";
import { encodeBundle } from "../../../../server/domain/log/entry-bundle.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import type { LogSource } from "../../../../server/domain/log/log-source.ts";
import { bundlePath, TILE_WIDTH, tilePath } from "../../../../server/domain/log/tiles.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { IDENTITY, KEYS, LOG_ID } from "./receipt-fixture.ts";

/** A log in memory, read like a published one: at every size it has had. */
export interface MonitoredLog extends LogSource {
  /** What it shows, by path; to be altered by a test. */
  readonly files: Map<string, Uint8Array>;
  note: string;
  readonly size: number;
  /** Appends entries up to a size, and shows that. */
  grow(size: number): void;
  /** Hex root at a size it has been grown to. */
  rootAt(size: number): string;
  noteAt(size: number): string;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const entry = (n: number, history: string): Uint8Array =>
  encodeEntry({
    commitment: Buffer.from(`${history} ${n}`.padEnd(32)).toString("hex"),
    receivedAt: "2026-11-21T10:00:00Z",
    subject: "case-1f3a",
    type: "document",
  }).bytes;

/** Signs any size and root by this log's keys. */
export function signed(size: number, root: Uint8Array, keys: LogKeys = KEYS): string {
  const { origin, verifierKey } = IDENTITY;
  const signer = addressOfKey(keys.checkpoint);
  return signCheckpoint(
    { origin, size, root },
    { domain: IDENTITY, logId: LOG_ID, verifierKey, signer, keys },
  ).note;
}

/** @param history Another text is another history under the same keys. */
export function monitoredLog(size: number, history = "one"): MonitoredLog {
  const edge = new TreeEdge();
  const entries: Uint8Array[] = [];
  const roots = new Map<number, Uint8Array>();
  const files = new Map<string, Uint8Array>();
  const rootAt = (size: number): Uint8Array => {
    const root = roots.get(size);
    if (root === undefined) throw new Error(`the log has not been grown to ${size}`);
    return root;
  };
  const log: MonitoredLog = {
    files,
    note: "",
    get size() {
      return edge.size;
    },
    checkpoint: async () => log.note,
    tile: async (path) => files.get(path) ?? null,
    grow: (to) => {
      for (let n = edge.size; n < to; n++) {
        entries.push(entry(n, history));
        edge.append(leafHash(entries[n]!));
      }
      for (const tile of edge.takeChanged()) files.set(tilePath(tile, tile.hashes.length / 32), tile.hashes);
      for (let n = 0; n * TILE_WIDTH < to; n++) {
        const bundle = entries.slice(n * TILE_WIDTH, (n + 1) * TILE_WIDTH);
        files.set(bundlePath(n, bundle.length), encodeBundle(bundle));
      }
      roots.set(to, edge.root());
      log.note = signed(to, edge.root());
    },
    rootAt: (size) => hex(rootAt(size)),
    noteAt: (size) => signed(size, rootAt(size)),
  };
  log.grow(size);
  return log;
}

/** A log the contract has nothing against. */
export const onChain = (change: Partial<ChainLog> = {}): ChainLog => ({
  size: 0,
  root: "00".repeat(32),
  anchoredAt: 0,
  isSealed: false,
  isForked: false,
  lateCount: 0,
  overdueCount: 0,
  refusedCount: 0,
  successor: "00".repeat(32),
  ...change,
});

/** An entry no rule allows, packed as a bundle of one. */
export const brokenBundle = (): Uint8Array => encodeBundle([utf8ToBytes('{"v":"redress.entry/9"}')]);
