/** The step of a verification that looks at the transaction the anchor names: whether it is in the block, and recorded the root. */
import { bytesToHex, equalBytes, fromHex } from "./bytes.ts";
import { anchoredTopics } from "./chain-events.ts";
import type { ChainView } from "./chain-view.ts";
import { LogError } from "./errors.ts";
import { type ChainEventBytes, type ProvedTransaction, readTransactionProof } from "./transaction-proof.ts";
import type { Context, StepResult } from "./verify-steps.ts";
import { dunno, no, ok } from "./verify-steps.ts";

/** What a block says of its transactions. */
export interface TransactionRoots {
  readonly transactionsRoot: Uint8Array;
  readonly receiptsRoot: Uint8Array;
}

/** What the receipt says of its transaction against itself; null while only a block can tell, or where it carries no proof. */
export function faultOfTransaction(context: Context): StepResult | null {
  const proved = readProved(context);
  return proved !== null && "result" in proved ? proved : null;
}

/** Holds the proof against the roots of the anchor's block. */
export function checkTransactionUnder(context: Context, roots: TransactionRoots): StepResult {
  const proved = readProved(context);
  if (proved === null) return dunno("transaction", "no_proof", context.receipt.anchor?.transaction);
  if ("result" in proved) return proved;
  return equalBytes(proved.transactionsRoot, roots.transactionsRoot) &&
    equalBytes(proved.receiptsRoot, roots.receiptsRoot)
    ? ok("transaction", "shown", proved.hash)
    : no("transaction", "not_in_block", proved.hash);
}

/** A proof that is carried has to hold, also where the chain was asked about the transaction and needs none. */
export async function checkTransaction(context: Context, chain: ChainView): Promise<StepResult> {
  const { anchor, log } = context.receipt;
  const { logId, note } = context;
  const record = await chain.anchorOf(log.contract, bytesToHex(logId), note!.size, anchor!.transaction);
  if (record?.transactionsRoot === undefined || record.receiptsRoot === undefined)
    return dunno("transaction", "no_roots");
  return checkTransactionUnder(context, {
    transactionsRoot: fromHex(record.transactionsRoot, "transactionsRoot", 32),
    receiptsRoot: fromHex(record.receiptsRoot, "receiptsRoot", 32),
  });
}

function readProved(context: Context): ProvedTransaction | StepResult | null {
  const { anchor } = context.receipt;
  if (anchor?.transactionProof === undefined || context.note === null) return null;
  try {
    const proved = readTransactionProof(anchor.transactionProof);
    if (proved.hash !== anchor.transaction) return no("transaction", "another", proved.hash);
    return proved.events.some((event) => isOurs(event, context))
      ? proved
      : no("transaction", "not_recorded", proved.hash);
  } catch (error) {
    if (error instanceof LogError) return no("transaction", "bad_proof", error.message);
    throw error;
  }
}

/** Whether the log's contract said that it recorded this very root. Whom the transaction was sent to, or by what way, is no matter. */
function isOurs({ address, topics, data }: ChainEventBytes, { receipt, logId, note }: Context): boolean {
  const wanted = anchoredTopics(bytesToHex(logId), note!.size);
  return (
    `0x${bytesToHex(address)}` === receipt.log.contract &&
    topics.length === wanted.length &&
    wanted.every((topic, at) => topic === `0x${bytesToHex(topics[at]!)}`) &&
    equalBytes(data, note!.root)
  );
}
