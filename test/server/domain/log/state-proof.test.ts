import { expect } from "chai";
import { encodeRlp as ethersRlp, getBytes, hexlify } from "ethers";
import fc from "fast-check";
import { parseHeader } from "../../../../server/domain/log/block-header.ts";
import { bytesToHex } from "../../../../server/domain/log/bytes.ts";
import { LogError } from "../../../../server/domain/log/errors.ts";
import { decodeRlp, encodeRlp, type Rlp } from "../../../../server/domain/log/rlp.ts";
import { keySlot, rootSlot, storageRootOf, storageValue } from "../../../../server/domain/log/state-proof.ts";
import { anchoredEntries } from "../../../trust/support.ts";
import { type AnchoredLog, anchoredLog, jsonRpc } from "../../jobs/log-chain.ts";

const nested = fc.letrec<{ value: Rlp }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.uint8Array({ maxLength: 80 }),
    fc.array(tie("value"), { maxLength: 5 }),
  ),
})).value;

type Hexed = string | Hexed[];
const hexed = (value: Rlp): Hexed => (value instanceof Uint8Array ? hexlify(value) : value.map(hexed));

describe("RLP", () => {
  it("encodes what ethers encodes, and decodes it again", () => {
    fc.assert(
      fc.property(nested, (value) => {
        const encoded = encodeRlp(value);
        expect(hexlify(encoded)).to.equal(ethersRlp(hexed(value)));
        expect(hexed(decodeRlp(encoded))).to.deep.equal(hexed(value));
      }),
    );
  });

  it("has one encoding for a value: whatever else decodes is refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        let value: Rlp;
        try {
          value = decodeRlp(bytes);
        } catch (error) {
          expect(error).to.be.instanceOf(LogError);
          return;
        }
        expect(hexlify(encodeRlp(value))).to.equal(hexlify(bytes));
      }),
      { numRuns: 2000 },
    );
  });
});

interface Proof {
  readonly accountProof: readonly string[];
  readonly storageProof: readonly { readonly proof: readonly string[]; readonly value: string }[];
}

describe("proofs of a real node", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let block: Record<string, string>;
  let contract: string;
  const plain = (nodes: readonly string[]) => nodes.map((node) => node.slice(2));

  before(async () => {
    at = await anchoredLog();
    await anchoredEntries(at, 5);
    contract = at.settings.identity.contract;
    block = (await jsonRpc(at.rpcUrl)("eth_getBlockByNumber", ["latest", false])) as Record<string, string>;
  });
  after(() => at.close());

  async function prove(slot: Uint8Array): Promise<{ value: bigint; proof: Proof }> {
    const answer = await jsonRpc(at.rpcUrl)("eth_getProof", [contract, [hexlify(slot)], block.number]);
    const proof = answer as Proof;
    const root = storageRootOf(getBytes(block.stateRoot!), contract, plain(proof.accountProof))!;
    return { value: storageValue(root, slot, plain(proof.storageProof[0]!.proof)), proof };
  }

  it("give the header's hash from its fields, as JSON and as RLP", () => {
    const header = parseHeader(JSON.stringify(block));
    expect(header.hash).to.equal(block.hash);
    expect(header.number).to.equal(Number(block.number));
    expect(header.time).to.equal(Number(block.timestamp));
    expect(bytesToHex(header.stateRoot)).to.equal(block.stateRoot!.slice(2));
  });

  it("are refused a header with one field changed", () => {
    const changed = JSON.stringify({ ...block, gasUsed: "0x1234" });
    expect(() => parseHeader(changed)).to.throw(LogError, "not the one it names");
  });

  it("show the anchored root in the slot we compute", async () => {
    const [size, root, anchoredAt] = (await at.contract.getFunction("head")(hexlify(at.settings.logId))) as [
      bigint,
      string,
      bigint,
    ];
    const slot = rootSlot(at.settings.logId, Number(size), Number(anchoredAt));
    expect(hexlify(slot)).to.equal(
      await at.contract.getFunction("rootSlot")(hexlify(at.settings.logId), size, anchoredAt),
    );
    expect((await prove(slot)).value).to.equal(BigInt(root));
  });

  it("show the keys in the slots we compute", async () => {
    for (const [use, number, key] of [
      ["checkpoint", 0, at.settings.checkpointSigner],
      ["promise", 1, at.settings.promiseSigner],
    ] as const) {
      const activeAt = await at.contract.getFunction("keyActiveAt")(hexlify(at.settings.logId), number, key);
      expect(activeAt > 0n).to.equal(true);
      expect((await prove(keySlot(at.settings.logId, use, key))).value).to.equal(activeAt);
    }
  });

  it("show an empty slot as zero, wherever it lies", async () => {
    for (let n = 0; n < 40; n++)
      expect((await prove(rootSlot(at.settings.logId, 1000 + n, 1))).value).to.equal(0n);
  });

  it("do not hold with any one bit changed", async () => {
    const slot = keySlot(at.settings.logId, "promise", at.settings.promiseSigner);
    const { proof, value } = await prove(slot);
    const root = getBytes(block.stateRoot!);
    const read = (account: readonly string[], storage: readonly string[]): bigint | string => {
      try {
        const storageRoot = storageRootOf(root, contract, account);
        return storageRoot === null ? "absent" : storageValue(storageRoot, slot, storage);
      } catch (error) {
        return error instanceof LogError ? error.code : String(error);
      }
    };
    const [account, storage] = [plain(proof.accountProof), plain(proof.storageProof[0]!.proof)];
    expect(read(account, storage)).to.equal(value);
    const flip = (nodes: readonly string[], node: number, bit: number) =>
      nodes.map((hex, n) => {
        if (n !== node) return hex;
        const bytes = Buffer.from(hex, "hex");
        const at = bit % (bytes.length * 8);
        bytes[at >> 3] = bytes[at >> 3]! ^ (1 << (at & 7));
        return bytes.toString("hex");
      });
    fc.assert(
      fc.property(fc.boolean(), fc.nat(50), fc.nat(20_000), (inAccount, node, bit) => {
        const said = inAccount
          ? read(flip(account, node % account.length, bit), storage)
          : read(account, flip(storage, node % storage.length, bit));
        expect(said).to.equal("log.bad_proof");
      }),
    );
  });

  it("do not hold with a node left out or added", async () => {
    const slot = rootSlot(at.settings.logId, 1, 1);
    const { proof } = await prove(slot);
    const account = plain(proof.accountProof);
    const root = getBytes(block.stateRoot!);
    expect(() => storageRootOf(root, contract, account.slice(1))).to.throw(LogError);
    expect(() => storageRootOf(root, contract, [...account, account[0]!])).to.throw(LogError);
    expect(() => storageRootOf(root, contract, [])).to.throw(LogError);
  });
});
