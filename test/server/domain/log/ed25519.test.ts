import { readFileSync } from "node:fs";
import { expect } from "chai";
import { ed25519PublicKey, signEd25519, verifyEd25519 } from "../../../../server/domain/log/ed25519.ts";
import { needVectors, vectorPath } from "./vectors.ts";

interface Vector {
  number: number;
  key: string;
  sig: string;
  msg: string;
  flags: string[] | null;
}

/** Each of these makes some verifier in use say no; ours has to say no whenever anybody does. */
const REFUSED = [
  "non_canonical_A",
  "non_canonical_R",
  "low_order_A",
  "low_order_R",
  "low_order_residue",
  "reencoded_k",
];
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"));

describe("verifyEd25519", () => {
  it("accepts exactly the edge cases about which no verifier in use disagrees", function () {
    needVectors(this, "ed25519");
    const vectors = JSON.parse(readFileSync(vectorPath("ed25519/ed25519vectors.json"), "utf8")) as Vector[];
    const wrong = vectors.filter((v) => {
      const wanted = !(v.flags ?? []).some((flag) => REFUSED.includes(flag));
      return verifyEd25519(hex(v.key), Buffer.from(v.msg), hex(v.sig)) !== wanted;
    });
    expect(wrong.map((v) => `${v.number} ${v.flags}`)).to.deep.equal([]);
  });

  it("refuses the twin of a signature with the group order added to S", () => {
    const seed = new Uint8Array(32).fill(7);
    const message = Uint8Array.of(1, 2, 3);
    const signature = signEd25519(seed, message);
    expect(verifyEd25519(ed25519PublicKey(seed), message, signature)).to.equal(true);
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = BigInt(`0x${Buffer.from(signature.slice(32)).reverse().toString("hex")}`) + order;
    const twin = Buffer.from(s.toString(16).padStart(64, "0"), "hex").reverse();
    const forged = Buffer.concat([signature.slice(0, 32), twin]);
    expect(verifyEd25519(ed25519PublicKey(seed), message, forged)).to.equal(false);
  });

  it("answers false for keys and signatures of another length", () => {
    expect(verifyEd25519(new Uint8Array(31), new Uint8Array(0), new Uint8Array(64))).to.equal(false);
    expect(verifyEd25519(new Uint8Array(32), new Uint8Array(0), new Uint8Array(63))).to.equal(false);
  });
});
