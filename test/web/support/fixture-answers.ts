/** Answers of the log, and of a hand-in as the real intake makes it. */
import { bytesToHex } from "@noble/hashes/utils.js";
import { type LogView, logView, type WitnessesView, witnessesView } from "../../../server/schema/log.ts";
import * as data from "./fixture-data.ts";
import * as log from "./fixture-log.ts";

export function logAnswer(): LogView {
  const { root, note, origin, leaves } = data.itemLog;
  const anchors = [3, 6, leaves.length].map((size, index) => ({
    size,
    root: bytesToHex(log.rootOf(leaves.slice(0, size))),
    transaction: size === leaves.length ? log.anchor.transaction : `0x${String(index + 1).repeat(64)}`,
    blockNumber: 20 + index * 11,
    at: `2026-11-12T0${6 + index}:00:00Z`,
    gasUsed: 58_000 + index * 1_200,
    lagSeconds: 4 + index * 3,
    state: "anchored",
  }));
  return logView.parse({
    logId: bytesToHex(log.logId),
    origin,
    size: leaves.length,
    root,
    checkpoint: note,
    anchors,
    verifierKey: "fixture",
    chainId: log.chainId,
    contract: log.evidenceLog,
    development: true,
    promises: { open: 2, overdue: 0 },
    standing: {
      bondMinor: "1000000",
      minimumBondMinor: "1000000",
      underbonded: false,
      challenged: 0,
      late: 0,
      overdue: 0,
      refused: 0,
      forked: false,
      sealed: false,
    },
  });
}

export function witnessesAnswer(): WitnessesView {
  const { leaves } = data.itemLog;
  const witness = (name: string, operator: string | null, signed: number | null) => ({
    name,
    operator,
    key: `${name}+fixture`,
    counts: operator !== null,
    cosigned: signed === null ? null : { size: signed, at: "2026-11-12T08:00:00Z" },
  });
  const list = [
    witness("w1.example", "消费者协会", leaves.length),
    witness("w2.example", "某大学", 6),
    witness("w3.example", null, null),
  ];
  return witnessesView.parse({ policy: true, witnesses: list });
}

export function consistencyAnswer(query: URLSearchParams) {
  const { leaves } = data.itemLog;
  const [from, to] = [Number(query.get("from")), Number(query.get("to"))];
  const rootAt = (size: number) => bytesToHex(log.rootOf(leaves.slice(0, size)));
  const proof = log.consistency(leaves.slice(0, to), from).map(bytesToHex);
  return { from, to, rootFrom: rootAt(from), rootTo: rootAt(to), proof };
}

/** Splits a multipart body far enough to find the document's bytes. */
function documentOf(body: Buffer): Uint8Array {
  const boundary = body.subarray(0, body.indexOf("\r\n"));
  const named = body.indexOf('name="document"');
  const start = body.indexOf("\r\n\r\n", named) + 4;
  return body.subarray(start, body.indexOf(Buffer.concat([Buffer.from("\r\n"), boundary]), start));
}

export function handInAnswer(body: Buffer) {
  const made = log.makeEntry(100, "media", documentOf(body));
  return {
    evidenceId: "ev-new",
    state: "accepted",
    entry: made.entry,
    statement: made.statement,
    salt: made.salt,
    leafHash: bytesToHex(made.leaf),
    cid: "bafkreifixture",
    acceptedAt: "2026-11-12T07:59:00Z",
    promise: log.promiseFor(made.leaf),
  };
}
