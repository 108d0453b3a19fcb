import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { RulePack } from "../domain/responsibility/index.ts";
import { chainKind, chainPartyId } from "./chain-ids.ts";
import type { Deps } from "./deps.ts";
import { freeKey } from "./free-key.ts";
import type { ChainCall } from "./ports.ts";

export interface LogRegistration {
  /** Hashes of `EvidenceLog.LogTerms`, 32 bytes each. */
  readonly operatorParty: Uint8Array;
  readonly originHash: Uint8Array;
  readonly verifierKeyHash: Uint8Array;
  readonly promiseSigner: string;
  readonly checkpointSigner: string;
  readonly logId: string;
}

export interface BootstrapInput {
  readonly platformId: string;
  /** Address of the account that sends our calls. */
  readonly sender: string;
  readonly log: LogRegistration;
  readonly pack: RulePack;
  /** A chain of our own, where test money may be made. */
  readonly development: boolean;
}

const MOST = ((1n << 256n) - 1n).toString();
/** Ten million yuan of test money, in fen. */
const TEST_MONEY = "1000000000";

/**
 * Makes the chain ready for this platform: its party, the right of the contracts to take what it pays in, its log with
 * a bond, the rule pack. Every call has a key of its own, so that each start asks and only the first one does; what failed,
 * for want of money for the bond say, the next start tries again.
 */
export async function bootstrapChain(
  deps: Pick<Deps, "uow" | "outbox" | "chain">,
  input: BootstrapInput,
): Promise<void> {
  const bond = String(await deps.chain.read("EvidenceLog", "minimumBondMinor", []));
  // A log that is there was registered with the keys of that day; those appended since are not its first ones.
  const { operator } = (await deps.chain.read("EvidenceLog", "logOf", [`0x${input.log.logId}`])) as {
    operator: string;
  };
  const isThere = BigInt(operator) !== 0n;
  const wanted = calls(deps.chain, input, bond).filter(({ method }) => !isThere || method !== "registerLog");
  const keys = await Promise.all(wanted.map(({ key }) => freeKey(deps.outbox, key)));
  await deps.uow.run(async (tx) => {
    for (const [at, key] of keys.entries()) {
      if (key !== null) await deps.outbox.enqueue(tx, { ...wanted[at]!, key });
    }
  });
}

function calls(chain: Deps["chain"], input: BootstrapInput, bond: string): ChainCall[] {
  const own = {
    key: `start:party:${input.platformId}`,
    contract: "PartyRegistry",
    method: "registerParty",
  } as const;
  const agreement = `0x${bytesToHex(keccak_256(utf8ToBytes("redress platform terms/1")))}`;
  const spenders = ["EvidenceLog", "GuaranteeBonds", "CompensationFund"] as const;
  return [
    { ...own, args: [chainPartyId(input.platformId), chainKind.platform, input.sender, agreement] },
    ...(input.development
      ? [
          {
            key: "start:test-money",
            contract: "SettlementToken",
            method: "mint",
            args: [input.sender, TEST_MONEY],
          } as const,
        ]
      : []),
    ...spenders.map(
      (spender) =>
        ({
          key: `start:approve:${spender}`,
          contract: "SettlementToken",
          method: "approve",
          args: [chain.address(spender), MOST],
        }) as const,
    ),
    registerLog(input, bond),
    ...publishPack(input),
  ];
}

function registerLog({ log, sender }: BootstrapInput, bondMinor: string): ChainCall {
  const terms = {
    operatorParty: `0x${bytesToHex(log.operatorParty)}`,
    originHash: `0x${bytesToHex(log.originHash)}`,
    verifierKeyHash: `0x${bytesToHex(log.verifierKeyHash)}`,
    promiseSigner: log.promiseSigner,
    logSigner: log.checkpointSigner,
    anchorSender: sender,
    bondMinor,
    predecessor: `0x${"0".repeat(64)}`,
  };
  return { key: `start:log:${log.logId}`, contract: "EvidenceLog", method: "registerLog", args: [terms] };
}

/** A jurisdiction's first pack may start at once; later ones are published by the operator, with notice. */
function publishPack({ pack }: BootstrapInput): ChainCall[] {
  const hash = (text: string) => `0x${bytesToHex(keccak_256(utf8ToBytes(text)))}`;
  const effectiveFrom = Math.floor(Date.parse(`${pack.data.effectiveFrom}T00:00:00+08:00`) / 1000);
  return [
    {
      key: `start:pack:${pack.hash}`,
      contract: "RulePackRegistry",
      method: "registerPack",
      args: [hash(pack.data.id), hash(pack.data.jurisdiction), `0x${pack.hash}`, effectiveFrom, false],
    },
  ];
}
