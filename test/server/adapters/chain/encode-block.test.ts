import { expect } from "chai";
import { hexlify, keccak256, Transaction, type TransactionLike, toQuantity } from "ethers";
import fc from "fast-check";
import {
  encodeOutcome,
  encodeTransaction,
  type RpcObject,
} from "../../../../server/adapters/chain/encode-block.ts";
import { indexTrie } from "../../../../server/adapters/chain/index-trie.ts";

const hexOf = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => hexlify(bytes));
const quantity = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const word = hexOf(32);
/** Half the order of the curve: signatures above it are refused. */
const MAX_S = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;
const signature = fc.record({
  r: hexOf(31).map((hex) => `0x01${hex.slice(2)}`),
  s: fc.bigInt({ min: 1n, max: MAX_S }).map((s) => `0x${s.toString(16).padStart(64, "0")}`),
  yParity: fc.constantFrom(0 as const, 1 as const),
});
const transactions = fc.record({
  type: fc.constantFrom(0, 1, 2, 3, 4),
  nonce: fc.nat(),
  gasLimit: quantity,
  gasPrice: quantity,
  maxFeePerGas: quantity,
  maxFeePerBlobGas: quantity,
  to: hexOf(20),
  value: quantity,
  data: fc.uint8Array({ maxLength: 80 }).map((bytes) => hexlify(bytes)),
  accessList: fc.array(fc.record({ address: hexOf(20), storageKeys: fc.array(word, { maxLength: 3 }) }), {
    maxLength: 3,
  }),
  blobVersionedHashes: fc.array(
    hexOf(31).map((hex) => `0x01${hex.slice(2)}`),
    { minLength: 1, maxLength: 3 },
  ),
  authorization: fc.record({ address: hexOf(20), nonce: quantity, chainId: quantity, signature }),
  signature,
});
type Drawn = typeof transactions extends fc.Arbitrary<infer T> ? T : never;

/** The same transaction as ethers takes it, with what its type has. */
function forEthers({ type, gasPrice, maxFeePerGas, authorization, ...drawn }: Drawn): TransactionLike {
  const { nonce, gasLimit, to, value, data, accessList, maxFeePerBlobGas, blobVersionedHashes } = drawn;
  return {
    type,
    chainId: 31337,
    nonce,
    gasLimit,
    to,
    value,
    data,
    ...(type < 2 ? { gasPrice } : { maxFeePerGas, maxPriorityFeePerGas: maxFeePerGas / 2n }),
    ...(type > 0 && { accessList }),
    ...(type === 3 && { maxFeePerBlobGas, blobVersionedHashes }),
    ...(type === 4 && { authorizationList: [authorization] }),
    signature: { r: drawn.signature.r, s: drawn.signature.s, yParity: drawn.signature.yParity },
  } as TransactionLike;
}

/** The same transaction as a node tells of it. */
function asNode({ type, authorization, signature: { r, s, yParity }, ...drawn }: Drawn): RpcObject {
  const { address, nonce, chainId, signature: by } = authorization;
  const numbers = { nonce, chainId };
  return {
    ...(type > 0 && { type: toQuantity(type) }),
    chainId: toQuantity(31337),
    nonce: toQuantity(drawn.nonce),
    gas: toQuantity(drawn.gasLimit),
    value: toQuantity(drawn.value),
    gasPrice: toQuantity(drawn.gasPrice),
    maxFeePerGas: toQuantity(drawn.maxFeePerGas),
    maxPriorityFeePerGas: toQuantity(drawn.maxFeePerGas / 2n),
    maxFeePerBlobGas: toQuantity(drawn.maxFeePerBlobGas),
    to: drawn.to,
    input: drawn.data,
    accessList: drawn.accessList,
    blobVersionedHashes: drawn.blobVersionedHashes,
    authorizationList: [
      {
        address,
        ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, toQuantity(value)])),
        yParity: toQuantity(by.yParity),
        r: toQuantity(by.r),
        s: toQuantity(by.s),
      },
    ],
    // EIP-155: the chain is part of what a signature without a type of its own says.
    ...(type === 0 ? { v: toQuantity(31337 * 2 + 35 + yParity) } : { yParity: toQuantity(yParity) }),
    r: toQuantity(r),
    s,
  };
}

describe("encoding a block's transactions", () => {
  it("gives the bytes that ethers gives, for every type", () => {
    fc.assert(
      fc.property(transactions, (drawn) => {
        const given = forEthers(drawn);
        const legacy = {
          ...given,
          signature: { ...drawn.signature, v: 31337 * 2 + 35 + drawn.signature.yParity },
        };
        const { serialized } = Transaction.from((drawn.type === 0 ? legacy : given) as TransactionLike);
        expect(hexlify(encodeTransaction(asNode(drawn)))).to.equal(serialized);
      }),
    );
  });

  it("takes the parity of a signature from v where a node tells it there", () => {
    fc.assert(
      fc.property(transactions, (drawn) => {
        const { yParity, ...node } = asNode({ ...drawn, type: 2 });
        expect(encodeTransaction({ ...node, v: yParity })).to.deep.equal(
          encodeTransaction({ ...node, yParity }),
        );
      }),
      { numRuns: 10 },
    );
  });

  it("refuses a type it was not told of, and what is no hex", () => {
    expect(() => encodeTransaction({ type: "0x7d" })).to.throw("type 125 ");
    for (const to of ["0xzz", "00", "0x0", 7, undefined, {}])
      expect(() => encodeTransaction({ type: "0x0", nonce: "0x1", gasPrice: to }), String(to)).to.throw(
        "is not hex",
      );
  });

  /** The first block of a node that plays an OP-stack rollup, which knows the type of its deposits itself. */
  describe("of a rollup", () => {
    const deposit = {
      type: "0x7e",
      from: "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
      gas: "0x186a0",
      input: "0x",
      mint: "0x5",
      nonce: "0x0",
      sourceHash: `0x${"7".padStart(64, "0")}`,
      v: "0x0",
      value: "0x1",
      to: "0x00000000000000000000000000000000000000aa",
    };
    const outcome = {
      ...{
        type: "0x7E",
        status: "0x1",
        cumulativeGasUsed: "0x5208",
        logs: [],
        logsBloom: `0x${"0".repeat(512)}`,
      },
      depositNonce: "0x1",
      depositReceiptVersion: "0x1",
    };
    const rootOf = async (value: Uint8Array) => hexlify((await indexTrie([value], async () => {})).root);

    it("gives a deposit's hash and both roots of its block", async () => {
      const encoded = encodeTransaction(deposit);
      expect(keccak256(encoded)).to.equal(
        "0x5b5fd27a2729d42f6e352a19e7c717ec3b1f3d5b41af89bb18853748d4f0e309",
      );
      expect(await rootOf(encoded)).to.equal(
        "0x876bc95e56436f640beeb5ae8b9c06bbbec3e455e93a7a9b9de386357dfc1585",
      );
      expect(await rootOf(encodeOutcome(outcome))).to.equal(
        "0xdbfba0cf1914b3c1e4a90affb3805a438411c3a55a04b59f649ae1cf4c487a79",
      );
    });

    it("takes a mint of nothing in either spelling", () => {
      const { mint: _, ...plain } = deposit;
      expect(encodeTransaction(plain)).to.deep.equal(encodeTransaction({ ...deposit, mint: "0x0" }));
    });
  });
});
