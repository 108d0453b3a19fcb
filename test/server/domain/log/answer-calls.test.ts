import { readFileSync } from "node:fs";
import { expect } from "chai";
import { keccak256, solidityPacked } from "ethers";
import { answerCall, placeInTime, proveInclusionCall } from "../../../../server/domain/log/answer-calls.ts";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { challengeIdOf } from "../../../../server/domain/log/contract-calls.ts";
import { LogError } from "../../../../server/domain/log/errors.ts";
import { parseReceipt, type Receipt } from "../../../../server/domain/log/receipt.ts";
import { IEvidenceLog__factory } from "../../../../types/ethers-contracts/factories/contracts/interfaces/IEvidenceLog__factory.ts";

const RECEIPT = new URL("../../../vectors/log/receipt.json", import.meta.url);
const receipt = parseReceipt(readFileSync(RECEIPT, "utf8").trim());
const contract = IEvidenceLog__factory.createInterface();

const { anchor, inclusion, promise } = receipt as Required<Receipt>;
const place = {
  logId: `0x${promise.logId}`,
  size: 11,
  index: inclusion.index,
  anchoredAt: Date.parse(anchor.blockTime) / 1000,
  proof: inclusion.proof.map((hash) => `0x${hash}`),
};

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof LogError ? error.code : String(error);
  }
  return "none";
};

describe("answers at the contract, held against ethers", () => {
  it("answer the challenge of the receipt's own promise", () => {
    const id = `0x${bytesToHex(challengeIdOf(promise))}`;
    const { chainId, contract: to } = receipt.log;
    const data = contract.encodeFunctionData("answer", [id, place]);
    expect(answerCall(receipt)).to.deep.equal({ chainId, to, data, deposit: "none", method: "answer" });
  });

  it("answer another challenge of the same entry", () => {
    const id = `0x${"ab".repeat(32)}`;
    expect(answerCall(receipt, id).data).to.equal(contract.encodeFunctionData("answer", [id, place]));
  });

  it("close the request of the receipt's entry", () => {
    const packed = solidityPacked(["bytes32", "bytes32"], [`0x${promise.logId}`, `0x${promise.leafHash}`]);
    const data = contract.encodeFunctionData("proveInclusion", [keccak256(packed), place]);
    expect(proveInclusionCall(receipt).data).to.equal(data);
  });

  it("are not made of a receipt that is not anchored", () => {
    const { anchor: _, ...rest } = receipt;
    expect(codeOf(() => answerCall(rest))).to.equal("log.bad_receipt");
  });

  it("are not made of parts that do not fit together", () => {
    const moved = { ...receipt, inclusion: { ...inclusion, index: inclusion.index + 1 } };
    expect(codeOf(() => answerCall(moved))).to.equal("log.bad_proof");
  });

  for (const id of ["0xAB", "ab".repeat(32), `0x${"ab".repeat(31)}`])
    it(`refuse ${id.slice(0, 12)} as the name of a challenge`, () => {
      expect(codeOf(() => answerCall(receipt, id))).to.equal("log.bad_encoding");
    });
});

describe("a receipt that shows its promise kept", () => {
  const anchoredAt = (blockTime: string): Receipt => ({ ...receipt, anchor: { ...anchor, blockTime } });

  it("is one whose entry was anchored by the promised instant, that one included", () => {
    expect(placeInTime(receipt)?.size).to.equal(11);
    expect(placeInTime(anchoredAt(promise.promisedBy))?.size).to.equal(11);
  });

  it("is none that came a second later", () => {
    const late = new Date(Date.parse(promise.promisedBy) + 1000).toISOString().replace(".000Z", "Z");
    expect(placeInTime(anchoredAt(late))).to.equal(null);
  });

  it("is none of another entry, nor one without an anchor", () => {
    expect(placeInTime({ ...receipt, promise: { ...promise, leafHash: "00".repeat(32) } })).to.equal(null);
    const { anchor: _, ...rest } = receipt;
    expect(placeInTime(rest)).to.equal(null);
  });
});
