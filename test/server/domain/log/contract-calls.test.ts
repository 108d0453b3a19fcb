import { expect } from "chai";
import { checkpointSigner } from "../../../../server/adapters/postgres/log-settings.ts";
import { bulkTree } from "../../../../server/domain/log/bulk-promise.ts";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { signCheckpoint } from "../../../../server/domain/log/checkpoint.ts";
import {
  challengeCall,
  checkedCheckpoint,
  depositOf,
  NUMBERS_CALL,
  placeOf,
  reportForkCall,
  reportForkOfAnchorCall,
  requestInclusionCall,
  settleCall,
} from "../../../../server/domain/log/contract-calls.ts";
import { bulkPromiseDigest, signDigest } from "../../../../server/domain/log/eip712.ts";
import { encodeEntry } from "../../../../server/domain/log/entry.ts";
import { LogError } from "../../../../server/domain/log/errors.ts";
import { describeBulkPromise, signPromise } from "../../../../server/domain/log/promise.ts";
import { IEvidenceLog__factory } from "../../../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";
import { bytes32 } from "../../../support/keys.ts";
import { SETTINGS } from "../../adapters/postgres/log-fixture.ts";

const contract = IEvidenceLog__factory.createInterface();
const hex = (bytes: Uint8Array) => `0x${bytesToHex(bytes)}`;
const log = SETTINGS.identity;
const logId = hex(SETTINGS.logId);

const promise = signPromise(
  { domain: log, logId: SETTINGS.logId, leafHash: bytes32(7), promisedBy: 1_800_000_000 },
  SETTINGS.keys.promise,
);
const tree = bulkTree([0, 1, 2, 3, 4].map(bytes32));
const terms = { root: tree.root, count: tree.count, promisedBy: 1_800_000_000 };
const together = describeBulkPromise(
  { domain: log, logId: SETTINGS.logId, promisedBy: terms.promisedBy },
  terms,
  tree.item(3),
  {
    signer: SETTINGS.promiseSigner,
    signature: signDigest(SETTINGS.keys.promise, bulkPromiseDigest(log, SETTINGS.logId, terms)),
  },
);
const checkpoint = (fill: number, size = 5) =>
  checkedCheckpoint(
    signCheckpoint({ origin: log.origin, size, root: bytes32(fill) }, checkpointSigner(SETTINGS)).note,
    log,
  );
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof LogError ? error.code : String(error);
  }
  return "none";
};

describe("calls to the contract, held against ethers", () => {
  it("challenge a promise", () => {
    const expected = contract.encodeFunctionData("challenge", [
      { logId, leafHash: hex(bytes32(7)), promisedBy: 1_800_000_000 },
      promise.signature,
    ]);
    expect(challengeCall(promise).data).to.equal(expected);
  });

  it("challenge an item of a bulk promise", () => {
    const { bulk, signature } = together;
    const expected = contract.encodeFunctionData("challengeBulk", [
      { logId, root: `0x${bulk!.root}`, count: 5, promisedBy: 1_800_000_000 },
      { leafHash: hex(bytes32(3)), index: 3, proof: bulk!.proof.map((node) => `0x${node}`) },
      signature,
    ]);
    expect(challengeCall(together).data).to.equal(expected);
  });

  it("settle under the id the contract gives a challenge", () => {
    const [id] = contract.decodeFunctionData("settle", settleCall(promise).data);
    expect(id).to.match(/^0x[0-9a-f]{64}$/);
  });

  it("request an entry of any length", () => {
    for (const subject of ["a", "ab".repeat(20), "abc".repeat(42)]) {
      const entry = encodeEntry({
        commitment: "ab".repeat(32),
        receivedAt: "2026-01-01T00:00:00Z",
        subject,
        type: "document",
      });
      const expected = contract.encodeFunctionData("requestInclusion", [logId, entry.bytes]);
      expect(requestInclusionCall(placeOf(log), entry.text).data).to.equal(expected);
    }
  });

  it("report a fork of two checkpoints", () => {
    const [a, b] = [checkpoint(1), checkpoint(2)];
    const as = ({ size, root, contractSignature }: typeof a) => ({
      size,
      root: hex(root),
      signature: hex(contractSignature),
    });
    const expected = contract.encodeFunctionData("reportFork", [logId, as(a), as(b)]);
    expect(reportForkCall(log, a, b).data).to.equal(expected);
  });

  it("report a fork of an anchor", () => {
    const { size, root, contractSignature } = checkpoint(1);
    const signed = { size, root: hex(root), signature: hex(contractSignature) };
    const expected = contract.encodeFunctionData("reportForkOfAnchor", [logId, 1_700_000_000, signed]);
    expect(reportForkOfAnchorCall(log, 1_700_000_000, checkpoint(1)).data).to.equal(expected);
  });

  it("read the deposits from the contract's numbers", () => {
    const numbers = { challengeDepositWei: 17n, requestDepositWei: 23n };
    const rest = [172_800, 259_200, 86_400, 604_800, 2_592_000, 20, 2000, 50_000n];
    const answer = contract.encodeFunctionResult("numbers", [[...rest, ...Object.values(numbers)]]);
    expect(NUMBERS_CALL).to.equal(contract.encodeFunctionData("numbers"));
    expect([depositOf("challenge", answer), depositOf("request", answer)]).to.deep.equal([17n, 23n]);
  });
});

describe("what would lose a deposit is not made into a call", () => {
  it("a promise with another key's signature", () => {
    const forged = signPromise(
      { domain: log, logId: SETTINGS.logId, leafHash: bytes32(7), promisedBy: 1_800_000_000 },
      bytes32(9),
    );
    expect(codeOf(() => challengeCall({ ...forged, signer: promise.signer }))).to.equal("log.bad_promise");
  });

  it("an entry that breaks the rules", () => {
    expect(codeOf(() => requestInclusionCall(placeOf(log), '{"v":"redress.entry/1"}'))).to.equal(
      "log.bad_entry",
    );
  });

  it("two checkpoints that agree, or are of two sizes", () => {
    expect(codeOf(() => reportForkCall(log, checkpoint(1), checkpoint(1)))).to.equal("log.bad_checkpoint");
    expect(codeOf(() => reportForkCall(log, checkpoint(1), checkpoint(2, 6)))).to.equal("log.bad_checkpoint");
  });

  it("a checkpoint of another log", () => {
    const other = { ...log, chainId: 5 };
    const { note } = signCheckpoint(
      { origin: log.origin, size: 5, root: bytes32(1) },
      checkpointSigner(SETTINGS),
    );
    expect(codeOf(() => checkedCheckpoint(note, other))).to.equal("log.bad_signature");
  });

  it("deposits of what is no evidence log", () => {
    expect(codeOf(() => depositOf("challenge", "0x"))).to.equal("log.bad_encoding");
  });
});
