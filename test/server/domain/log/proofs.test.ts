import { expect } from "chai";
import { verifyConsistency, verifyInclusion } from "../../../../server/domain/log/proofs.ts";
import { jsonVectors, needVectors } from "./vectors.ts";

interface InclusionVector {
  leafIdx: number;
  treeSize: number;
  root: string;
  leafHash: string;
  proof: string[] | null;
  wantErr: boolean;
}

interface ConsistencyVector {
  size1: number;
  size2: number;
  root1: string;
  root2: string;
  proof: string[] | null;
  wantErr: boolean;
}

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));

function includes(v: InclusionVector): boolean {
  const proof = (v.proof ?? []).map(bytes);
  const claim = { index: v.leafIdx, size: v.treeSize, leafHash: bytes(v.leafHash), proof };
  return verifyInclusion(claim, bytes(v.root));
}

function extends_(v: ConsistencyVector): boolean {
  const proof = (v.proof ?? []).map(bytes);
  return verifyConsistency({ ...v, root1: bytes(v.root1), root2: bytes(v.root2), proof });
}

describe("proofs", () => {
  before(function () {
    needVectors(this, "tlog");
  });

  it("judges every inclusion case of transparency-dev as its authors do", () => {
    const wrong = jsonVectors<InclusionVector>("tlog/inclusion").filter(
      (c) => includes(c.vector) === c.vector.wantErr,
    );
    expect(wrong.map((c) => c.name)).to.deep.equal([]);
  });

  it("judges every consistency case of transparency-dev as its authors do", () => {
    const cases = jsonVectors<ConsistencyVector>("tlog/consistency");
    const wrong = cases.filter((c) => extends_(c.vector) === c.vector.wantErr);
    expect(wrong.map((c) => c.name)).to.deep.equal([]);
  });

  it("has cases of both outcomes to judge", () => {
    const cases = [
      ...jsonVectors<InclusionVector>("tlog/inclusion"),
      ...jsonVectors<ConsistencyVector>("tlog/consistency"),
    ];
    expect(cases.length).to.be.greaterThan(100);
    expect(new Set(cases.map((c) => c.vector.wantErr)).size).to.equal(2);
  });
});
