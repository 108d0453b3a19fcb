import { expect } from "chai";
import { AbiCoder, keccak256, TypedDataEncoder, toUtf8Bytes, Wallet } from "ethers";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import {
  addressOfKey,
  bulkPromiseDigest,
  checkpointDigest,
  promiseDigest,
  recoverSigner,
  signDigest,
} from "../../../../server/domain/log/eip712.ts";
import { logIdOf } from "../../../../server/domain/log/log-identity.ts";
import { signPromise, verifyPromise } from "../../../../server/domain/log/promise.ts";
import { bytes32 } from "../../../support/keys.ts";
import { IDENTITY, KEYS, LOG_ID } from "./receipt-fixture.ts";

const prefixed = (bytes: Uint8Array): string => `0x${bytesToHex(bytes)}`;
const DOMAIN = {
  name: "Redress EvidenceLog",
  version: "1",
  chainId: IDENTITY.chainId,
  verifyingContract: IDENTITY.contract,
};
const field = (type: string, name: string) => ({ type, name });

describe("typed data", () => {
  it("hashes as ethers hashes it", () => {
    const logId = prefixed(LOG_ID);
    const checkpoint = [field("bytes32", "logId"), field("uint64", "size"), field("bytes32", "root")];
    expect(prefixed(checkpointDigest(IDENTITY, LOG_ID, 7, bytes32(5)))).to.equal(
      TypedDataEncoder.hash(DOMAIN, { Checkpoint: checkpoint }, { logId, size: 7, root: bytes32(5) }),
    );
    const promise = [field("bytes32", "logId"), field("bytes32", "leafHash"), field("uint64", "promisedBy")];
    expect(prefixed(promiseDigest(IDENTITY, LOG_ID, bytes32(6), 1_795_000_000))).to.equal(
      TypedDataEncoder.hash(
        DOMAIN,
        { Promise: promise },
        { logId, leafHash: bytes32(6), promisedBy: 1_795_000_000 },
      ),
    );
    const bulk = [
      field("bytes32", "logId"),
      field("bytes32", "root"),
      field("uint64", "count"),
      field("uint64", "promisedBy"),
    ];
    const terms = { root: bytes32(6), count: 3, promisedBy: 9 };
    expect(prefixed(bulkPromiseDigest(IDENTITY, LOG_ID, terms))).to.equal(
      TypedDataEncoder.hash(DOMAIN, { BulkPromise: bulk }, { logId, ...terms }),
    );
  });

  it("is signed as a wallet signs it", () => {
    const wallet = new Wallet(prefixed(KEYS.promise));
    expect(addressOfKey(KEYS.promise)).to.equal(wallet.address.toLowerCase());
    expect(prefixed(signDigest(KEYS.promise, bytes32(8)))).to.equal(
      wallet.signingKey.sign(bytes32(8)).serialized,
    );
  });

  it("names the signer, and nobody for a signature of another form", () => {
    const signature = signDigest(KEYS.promise, bytes32(8));
    expect(recoverSigner(bytes32(8), signature)).to.equal(addressOfKey(KEYS.promise));
    const v = Uint8Array.from(signature);
    v[64] = 0;
    expect(recoverSigner(bytes32(8), v)).to.equal(null);
    expect(recoverSigner(bytes32(8), signature.slice(0, 64))).to.equal(null);
    expect(recoverSigner(bytes32(8), new Uint8Array(65).fill(255))).to.equal(null);
  });

  it("refuses the malleable twin of a signature", () => {
    const signature = signDigest(KEYS.promise, bytes32(8));
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const s = order - BigInt(prefixed(signature.slice(32, 64)));
    const twin = Buffer.concat([
      signature.slice(0, 32),
      Buffer.from(s.toString(16).padStart(64, "0"), "hex"),
      Buffer.of(55 - signature[64]!),
    ]);
    expect(recoverSigner(bytes32(8), twin)).to.equal(null);
  });
});

describe("a log's name", () => {
  it("is what the contract computes", () => {
    const of = (text: string) => keccak256(toUtf8Bytes(text));
    const values = [
      IDENTITY.chainId,
      IDENTITY.contract,
      of("platform"),
      of(IDENTITY.origin),
      of(IDENTITY.verifierKey),
    ];
    const encoded = AbiCoder.defaultAbiCoder().encode(
      ["uint256", "address", "bytes32", "bytes32", "bytes32"],
      values,
    );
    expect(prefixed(LOG_ID)).to.equal(keccak256(encoded));
  });

  it("is another one on another chain, contract, operator or key", () => {
    const names = [
      IDENTITY,
      { ...IDENTITY, chainId: 1 },
      { ...IDENTITY, contract: `0x${"c1".repeat(20)}` },
      { ...IDENTITY, operatorParty: "other" },
      { ...IDENTITY, verifierKey: "other" },
    ].map((identity) => bytesToHex(logIdOf(identity)));
    expect(new Set(names).size).to.equal(5);
  });
});

describe("promises", () => {
  const promise = signPromise(
    { domain: IDENTITY, logId: LOG_ID, leafHash: bytes32(6), promisedBy: 1_795_000_000 },
    KEYS.promise,
  );

  it("check by themselves", () => {
    expect(promise.promisedBy).to.equal("2026-11-18T11:06:40Z");
    expect(verifyPromise(promise)).to.equal(true);
  });

  it("do not check for another entry, instant, log or chain", () => {
    for (const change of [
      { leafHash: "07".repeat(32) },
      { promisedBy: "2026-11-18T11:06:41Z" },
      { logId: "08".repeat(32) },
      { chainId: 1 },
    ])
      expect(verifyPromise({ ...promise, ...change })).to.equal(false);
  });

  it("are refused with an instant in another spelling", () => {
    for (const promisedBy of [
      "2026-11-18T11:06:40.000Z",
      "2026-11-18T12:06:40+01:00",
      "2026-11-31T11:06:40Z",
    ])
      expect(() => verifyPromise({ ...promise, promisedBy }))
        .to.throw()
        .with.property("code", "log.bad_encoding");
  });
});
