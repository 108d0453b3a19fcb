/** The outcome of a check in lines for people, and as JSON for programs. */
import type { CertificateTerms } from "../domain/evidence/certificate.ts";
import { isDevelopmentChain } from "../domain/log/development-chain.ts";
import { parseEntry } from "../domain/log/entry.ts";
import type { Receipt } from "../domain/log/receipt.ts";
import type { Verification } from "../domain/log/verify.ts";
import { stateShown } from "../domain/log/verify-finality.ts";
import { MARKS, VERDICTS } from "./verdicts.ts";
import { explain } from "./verify-reasons.ts";

/** Whom the caller had asked, and what the caller pinned. */
export interface Asked {
  readonly rpc?: readonly string[];
  readonly header?: string;
  readonly contract?: string;
}

/** A promise allows a day; an anchor later than that was late, or the entry back-dated. */
const LONGEST_WAIT_HOURS = 25;
const HOUR_MS = 3_600_000;

export const DEVELOPMENT_NOTE = "Development chain: for trial only, it vouches for nothing.";

/** Verdict, state and steps; `page` is what a certificate says of itself, checked by nobody. */
export function jsonOf(
  { verdict, steps, receipt }: Verification,
  asked: Asked,
  terms?: CertificateTerms,
): object {
  const page = terms && { madeAt: terms.madeAt, verifyUrl: terms.verifyUrl };
  return {
    verdict,
    state: stateShown(steps),
    ...(receipt !== null && { development: isDevelopmentChain(receipt.log.chainId), log: receipt.log }),
    leansOn: leansOn(asked),
    steps,
    ...(page && { page }),
  };
}

/** Whom the caller chose to believe; of endpoints the hosts alone, since addresses may hold a key. */
export function leansOn({ contract, header, rpc }: Asked): object {
  return {
    rpc: rpc?.map((url) => new URL(url).host) ?? [],
    header: header !== undefined,
    contract: contract?.toLowerCase() ?? null,
  };
}

/** A verdict is worth as much as what it leans on, so that is said beside it. */
export function reportReceipt(verification: Verification, asked: Asked, terms?: CertificateTerms): string {
  const { receipt, steps, verdict } = verification;
  const lines = steps.map(({ step, result, reason, detail }) => {
    const said = detail === undefined ? explain(reason) : `${explain(reason)}: ${detail}`;
    return `  ${MARKS[result]}  ${step.padEnd(10)}  ${said}`;
  });
  const about = receipt === null ? [] : [...trusted(receipt, asked), ...saidByPage(terms), ""];
  const state = stateShown(steps);
  const shown = state === null ? [] : [`State: ${stateLine(state, steps)}`];
  return [...lines, "", ...about, ...shown, `Verdict: ${VERDICTS[verdict]}`].join("\n");
}

function stateLine(state: string, steps: Verification["steps"]): string {
  if (state !== "anchored") return state;
  const finality = steps.find(({ step }) => step === "finality");
  const rule = finality?.detail?.split(",")[0];
  return finality?.reason === "finality.not_final"
    ? `anchored, not final by ${rule}`
    : "anchored; nobody said whether it is final";
}

function trusted(receipt: Receipt, asked: Asked): string[] {
  const { chainId, contract: named, operatorParty, origin } = receipt.log;
  return [
    ...(isDevelopmentChain(chainId) ? [`${DEVELOPMENT_NOTE} (chain ${chainId})`] : []),
    `Log ${origin}, operated by ${operatorParty}.`,
    ...chainTrusted(chainId, receipt.anchor?.blockHash, asked),
    contractTrusted(named, "the receipt itself", asked),
    ...backDating(receipt),
    "Not proved: that what the document says is true, or that it was captured when it says.",
  ];
}

/** @param from What named it, where the caller pinned none. */
export function contractTrusted(named: string, from: string, { contract }: Asked): string {
  return contract === undefined
    ? `Taken from ${from}: contract ${named}. Compare it with the published address, or pin it by --contract.`
    : `Contract pinned by you: ${contract.toLowerCase()}.`;
}

function saidByPage(terms: CertificateTerms | undefined): string[] {
  if (terms === undefined) return [];
  return [
    `The page's own word, checked by nobody: made at ${terms.madeAt}; its code leads to ${terms.verifyUrl}`,
  ];
}

/** The chain proves that an entry is not younger than its anchor; that it is older is the operator's word. */
function backDating({ entry, anchor }: Receipt): string[] {
  if (anchor === undefined) return [];
  const { receivedAt } = parseEntry(entry);
  const hours = Math.floor((Date.parse(anchor.blockTime) - Date.parse(receivedAt)) / HOUR_MS);
  const said = `Received at ${receivedAt} by the operator's word; proved to be there by ${anchor.blockTime}.`;
  if (hours <= LONGEST_WAIT_HOURS) return [said];
  return [`${said} What lies between rests on the operator's word alone: ${hours} hours.`];
}

/** @param blockHash Of the block whose header was given. */
export function chainTrusted(
  chainId: number,
  blockHash: string | undefined,
  { rpc, header }: Asked,
): string[] {
  if (rpc !== undefined)
    return [
      `Trusted for chain ${chainId}: the RPC endpoint ${rpc.map((url) => new URL(url).host).join(" and ")}.${rpc.length > 1 ? "" : " Ask a second one of somebody else to be sure."}`,
    ];
  if (header === undefined) return ["No chain was asked."];
  return [
    "No chain was asked. What the block has and what the contract had stored are proved under the header given by --header.",
    `Trusted: whoever gave you that header vouches that block ${blockHash} is one of chain ${chainId}. Compare the hash with a node or explorer of somebody you trust.`,
  ];
}
