import { expect } from "chai";
import { SigningKey } from "ethers";
import fc from "fast-check";
import { recoverSignerFast, signDigestFast, signEd25519Fast } from "../../../server/adapters/signing.ts";
import { signEd25519 } from "../../../server/domain/log/ed25519.ts";
import { recoverSigner, signDigest } from "../../../server/domain/log/eip712.ts";

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
// Between 1 and the order of the curve, which begins with 31 bits set.
const secretKey = bytes32.filter((key) => key[0] !== 0xff && key.some((byte) => byte > 0));

describe("signing of digests", () => {
  it("gives the signatures of the domain, byte for byte", () => {
    fc.assert(
      fc.property(secretKey, bytes32, (key, digest) => {
        expect(signDigestFast(key, digest)).to.deep.equal(signDigest(key, digest));
      }),
      { numRuns: 60 },
    );
  });

  it("gives the signatures wallets give", () => {
    fc.assert(
      fc.property(secretKey, bytes32, (key, digest) => {
        const signed = new SigningKey(key).sign(digest).serialized;
        expect(`0x${Buffer.from(signDigestFast(key, digest)).toString("hex")}`).to.equal(signed);
      }),
      { numRuns: 30 },
    );
  });

  it("signs what its own address is recovered from", () => {
    const key = new Uint8Array(32).fill(7);
    const digest = new Uint8Array(32).fill(9);
    expect(recoverSigner(digest, signDigestFast(key, digest))).to.match(/^0x[0-9a-f]{40}$/);
  });

  it("gives the Ed25519 signatures of the domain, byte for byte", () => {
    fc.assert(
      fc.property(bytes32, fc.uint8Array({ maxLength: 300 }), (seed, message) => {
        expect(signEd25519Fast(seed, message)).to.deep.equal(signEd25519(seed, message));
        expect(signEd25519Fast(seed, message)).to.deep.equal(signEd25519(seed, message));
      }),
      { numRuns: 60 },
    );
  });

  it("refuses a key that is none", () => {
    expect(() => signDigestFast(new Uint8Array(32), new Uint8Array(32))).to.throw();
  });

  it("recovers what the domain recovers, also from signatures that are none", () => {
    const mangled = fc.tuple(secretKey, bytes32, fc.nat(64), fc.nat(255));
    fc.assert(
      fc.property(mangled, ([key, digest, at, byte]) => {
        const signature = signDigestFast(key, digest);
        expect(recoverSignerFast(digest, signature)).to.equal(recoverSigner(digest, signature));
        signature[at] = byte;
        expect(recoverSignerFast(digest, signature)).to.equal(recoverSigner(digest, signature));
      }),
      { numRuns: 60 },
    );
  });

  it("recovers nobody from a malleable twin, zeros, or another length", () => {
    const digest = new Uint8Array(32).fill(9);
    const signature = signDigestFast(new Uint8Array(32).fill(7), digest);
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const s = order - BigInt(`0x${Buffer.from(signature.subarray(32, 64)).toString("hex")}`);
    const twin = Uint8Array.from(signature);
    twin.set(Buffer.from(s.toString(16).padStart(64, "0"), "hex"), 32);
    twin[64] = signature[64] === 27 ? 28 : 27;
    for (const none of [twin, new Uint8Array(65), signature.subarray(0, 64), new Uint8Array(0)])
      expect(recoverSignerFast(digest, none)).to.equal(null);
  });
});
