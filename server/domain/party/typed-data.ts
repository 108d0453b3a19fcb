/** EIP-712 for structs whose fields are all one word wide, which is all our parties ever sign. */
import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, concatBytes, fromHex, uintBytes, utf8ToBytes } from "../log/bytes.ts";

/** Contract and chain a signature is for; it counts nowhere else. */
export interface SigningDomain {
  /** EIP-712 name of the contract, e.g. "Redress CaseRegistry". */
  readonly name: string;
  readonly chainId: number;
  /** Address, 0x and 40 hex digits of any case. */
  readonly contract: string;
}

export interface Field {
  readonly name: string;
  readonly type: "bytes32" | "uint256" | "uint64" | "uint32";
  /** 64 hex digits for bytes32, an integer otherwise. */
  readonly value: string | number | bigint;
}

const DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
const hashText = (text: string): Uint8Array => keccak_256(utf8ToBytes(text));
const ADDRESS_BYTES = 20;

/** The 32-byte digest a signer signs. Version is "1" in all our contracts. */
export function typedDataDigest(
  domain: SigningDomain,
  primaryType: string,
  fields: readonly Field[],
): Uint8Array {
  const type = `${primaryType}(${fields.map(({ type, name }) => `${type} ${name}`).join(",")})`;
  const struct = keccak_256(concatBytes(hashText(type), ...fields.map(wordOf)));
  return keccak_256(concatBytes(Uint8Array.of(0x19, 0x01), domainHash(domain), struct));
}

/** The same as a wallet's `eth_signTypedData_v4` takes it. */
export function walletTypedData(domain: SigningDomain, primaryType: string, fields: readonly Field[]) {
  return {
    domain: { name: domain.name, version: "1", chainId: domain.chainId, verifyingContract: domain.contract },
    types: {
      EIP712Domain: [
        { name: "name", type: "string" },
        { name: "version", type: "string" },
        { name: "chainId", type: "uint256" },
        { name: "verifyingContract", type: "address" },
      ],
      [primaryType]: fields.map(({ name, type }) => ({ name, type })),
    },
    primaryType,
    message: Object.fromEntries(
      fields.map(({ name, type, value }) => [name, type === "bytes32" ? `0x${value}` : String(value)]),
    ),
  };
}

function domainHash({ name, chainId, contract }: SigningDomain): Uint8Array {
  const address = fromHex(contract.slice(2).toLowerCase(), "contract", ADDRESS_BYTES);
  return keccak_256(
    concatBytes(
      hashText(DOMAIN_TYPE),
      hashText(name),
      hashText("1"),
      uintBytes(chainId, 32),
      new Uint8Array(32 - ADDRESS_BYTES),
      address,
    ),
  );
}

function wordOf({ name, type, value }: Field): Uint8Array {
  return type === "bytes32" ? fromHex(String(value), name, 32) : uintBytes(BigInt(value), 32);
}

/** Hex of a digest, as requests and screens carry it. */
export const digestHex = (digest: Uint8Array): string => bytesToHex(digest);
