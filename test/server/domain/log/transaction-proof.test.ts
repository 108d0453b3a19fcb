import { expect } from "chai";
import { concat, encodeRlp, hexlify, keccak256, toBeHex } from "ethers";
import fc from "fast-check";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { LogError } from "../../../../server/domain/log/errors.ts";
import {
  indexKey,
  type ProvedTransaction,
  readTransactionProof,
} from "../../../../server/domain/log/transaction-proof.ts";
import { trieOf } from "./state-trie.ts";

const TRANSACTION = hexlify(new Uint8Array(100).fill(7));
const BLOOM = hexlify(new Uint8Array(256));
const EVENT = [`0x${"c0".repeat(20)}`, [`0x${"01".repeat(32)}`], "0x1234"];

/** What is proved of the only transaction of a block, of which came this. */
function proved(outcome: string, transaction = TRANSACTION): ProvedTransaction {
  const key = hexlify(indexKey(0));
  const prove = (value: string) => trieOf(new Map([[key, value]])).prove(key);
  return readTransactionProof({ index: 0, transaction: prove(transaction), outcome: prove(outcome) });
}

type Fields = Parameters<typeof encodeRlp>[0];
const outcomeOf = (...fields: Exclude<Fields, string | Uint8Array>[number][]): string => encodeRlp(fields);

describe("readTransactionProof", () => {
  it("names the key of a transaction by the RLP of its index", () => {
    const keys = [0, 1, 127, 128, 255, 256, 65_535].map((index) => bytesToHex(indexKey(index)));
    expect(keys).to.deep.equal(["80", "01", "7f", "8180", "81ff", "820100", "82ffff"]);
  });

  it("reads hash and events, with and without a type, whatever a chain appends", () => {
    for (const wrap of [(bytes: string) => bytes, (bytes: string) => concat(["0x02", bytes])])
      for (const more of [[], ["0x01", "0x"]]) {
        const { hash, events } = proved(wrap(outcomeOf("0x01", toBeHex(70_000), BLOOM, [EVENT], ...more)));
        expect(hash).to.equal(keccak256(TRANSACTION));
        expect(events.map(({ address, data }) => [hexlify(address), hexlify(data)])).to.deep.equal([
          [EVENT[0], EVENT[2]],
        ]);
      }
  });

  it("tells no events of a transaction that failed, or where nothing says that it did not", () => {
    for (const status of ["0x", "0x02", "0x0001", `0x${"01".repeat(32)}`])
      expect(proved(outcomeOf(status, "0x01", BLOOM, [EVENT])).events, status).to.deep.equal([]);
  });

  it("refuses receipts and events of another form", () => {
    const outcomes: [string, string][] = [
      ["no bytes", "0x"],
      ["a type alone", "0x02"],
      ["no list", encodeRlp("0x1234567890")],
      ["too few fields", outcomeOf("0x01", "0x01", BLOOM)],
      ["a list for a status", outcomeOf(["0x01"], "0x01", BLOOM, [EVENT])],
      ["bytes for events", outcomeOf("0x01", "0x01", BLOOM, "0x1234")],
      ["bytes for an event", outcomeOf("0x01", "0x01", BLOOM, ["0x1234"])],
      ["an event without data", outcomeOf("0x01", "0x01", BLOOM, [EVENT.slice(0, 2)])],
      ["bytes for topics", outcomeOf("0x01", "0x01", BLOOM, [[EVENT[0]!, "0x12", "0x"]])],
      ["a list for a topic", outcomeOf("0x01", "0x01", BLOOM, [[EVENT[0]!, [["0x12"]], "0x"]])],
      ["bytes behind it", concat([outcomeOf("0x01", "0x01", BLOOM, [EVENT]), "0x00"])],
    ];
    for (const [what, outcome] of outcomes) expect(() => proved(outcome), what).to.throw(LogError);
  });

  it("throws nothing but what a verifier takes for a fault, whatever bytes are in the leaves", () => {
    const bytes = fc.uint8Array({ maxLength: 80 }).map((value) => hexlify(value));
    fc.assert(
      fc.property(bytes, bytes, (outcome, transaction) => {
        try {
          proved(outcome, transaction);
        } catch (error) {
          expect(error).to.be.instanceOf(LogError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
