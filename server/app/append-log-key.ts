import { freeKey } from "./free-key.ts";
import type { ChainOutbox, UnitOfWork } from "./ports.ts";

/** What a key of the log signs, numbered as the contract has it. */
export const KEY_USES = { checkpoint: 0, promise: 1 } as const;
export type LogKeyUse = keyof typeof KEY_USES;

/**
 * Has another key appended to a log. The contract accepts it after its delay, and never removes one: promises of the
 * key before stay answerable, and receipts, which name the key that signed them, stay valid. Asked again it does nothing,
 * or, where it failed, tries again.
 *
 * @param logId Lower-case hex.
 * @param key Address of the key.
 */
export async function appendLogKey(
  { uow, outbox }: { readonly uow: UnitOfWork; readonly outbox: ChainOutbox },
  { logId, use, key }: { readonly logId: string; readonly use: LogKeyUse; readonly key: string },
): Promise<void> {
  const free = await freeKey(outbox, `append-key:${logId}:${use}:${key.toLowerCase()}`);
  if (free === null) return;
  const call = {
    key: free,
    contract: "EvidenceLog",
    method: "appendKey",
    args: [`0x${logId}`, KEY_USES[use], key],
  } as const;
  await uow.run((tx) => outbox.enqueue(tx, call));
}
