import type { ChainOutbox } from "../../app/ports.ts";
import { insertCall, readCallStatus } from "../postgres/chain-calls.ts";
import { type Database, fromTx } from "../postgres/database.ts";
import type { ContractBook } from "./contract-book.ts";
import { ChainError } from "./errors.ts";

/**
 * The outbox on Postgres. Arguments are encoded when a call is enqueued, so that bad ones fail the transaction that
 * caused them and not a job later.
 */
export function openOutbox(db: Database, book: ContractBook): ChainOutbox {
  return {
    enqueue: async (tx, call) => {
      const calldata = book.encode(call.contract, call.method, call.args);
      const { key, contract, method } = call;
      const outcome = await insertCall(fromTx(tx), {
        key,
        contract,
        method,
        args: toJson(call.args),
        calldata,
        valueWei: call.valueWei ?? 0n,
      });
      if (outcome !== "conflict") return;
      throw new ChainError("chain.call_conflict", `another call was enqueued as ${key}`, {
        field: "key",
        rule: "one key, one call",
      });
    },
    status: (key) => readCallStatus(db.kysely, key),
  };
}

function toJson(args: readonly unknown[]): string {
  return JSON.stringify(args, (_, value: unknown) => {
    if (typeof value === "bigint") return value.toString();
    return value instanceof Uint8Array ? `0x${Buffer.from(value).toString("hex")}` : value;
  });
}
