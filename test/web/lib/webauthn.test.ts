import { p256 } from "@noble/curves/nist.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { expect } from "chai";
import { AbiCoder } from "ethers";
import { encodeAssertion } from "../../../web/lib/webauthn.ts";

const secret = sha256(utf8ToBytes("a passkey"));
const clientDataJSON = '{"type":"webauthn.get","challenge":"AAAA","origin":"https://redress.example"}';
const authenticatorData = concatBytes(sha256(utf8ToBytes("redress.example")), hexToBytes("0500000001"));
const message = concatBytes(authenticatorData, sha256(utf8ToBytes(clientDataJSON)));

/** The members of the struct of OpenZeppelin's WebAuthn library. */
const shape = [
  "bytes32 r",
  "bytes32 s",
  "uint256 challengeIndex",
  "uint256 typeIndex",
  "bytes authenticatorData",
  "string clientDataJSON",
];

function encode(lowS: boolean) {
  const signature = p256.sign(message, secret, { format: "der", lowS });
  const encoded = encodeAssertion({ signature, authenticatorData, clientDataJSON });
  return AbiCoder.defaultAbiCoder().decode(shape, encoded);
}

describe("a passkey's assertion for the chain", () => {
  it("carries authenticator and client data as given", () => {
    const auth = encode(true);
    expect(hexToBytes(auth.authenticatorData.slice(2))).to.deep.equal(authenticatorData);
    expect(auth.clientDataJSON).to.equal(clientDataJSON);
  });

  it("points at type and challenge in the client data", () => {
    const auth = encode(true);
    expect(clientDataJSON.slice(Number(auth.typeIndex))).to.match(/^"type":"webauthn.get"/);
    expect(clientDataJSON.slice(Number(auth.challengeIndex))).to.match(/^"challenge":"AAAA"/);
  });

  for (const lowS of [true, false])
    it(`holds a signature with a low s when the authenticator's was ${lowS ? "low" : "any"}`, () => {
      const auth = encode(lowS);
      const compact = hexToBytes(auth.r.slice(2) + auth.s.slice(2));
      expect(BigInt(auth.s) <= p256.Point.Fn.ORDER / 2n).to.equal(true);
      expect(p256.verify(compact, message, p256.getPublicKey(secret))).to.equal(true);
    });
});
