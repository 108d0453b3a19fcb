import type { Command } from "commander";
import { readDeployment } from "../adapters/chain/deployment.ts";
import { openDatabase, unitOfWork } from "../adapters/postgres/database.ts";
import { openLogLine } from "../adapters/postgres/log-line.ts";
import { appendLogKey, type LogKeyUse } from "../app/append-log-key.ts";
import { chainOf, firstLog } from "../compose.ts";
import { parseConfig } from "../config.ts";
import { bytesToHex } from "../domain/log/bytes.ts";

/** Adds `redress append-key`: the log's next key, on the settings of the server, which sends the call. */
export function registerAppendKey(program: Command): void {
  program
    .command("append-key")
    .description("append a key to the log; it counts after the contract's delay, and no key is ever removed")
    .argument("<address>", "address of the new key")
    .option("--use <use>", "what it signs: promise or checkpoint", "promise")
    .action(async (address: string, { use }: { use: string }) => {
      if (!/^0x[0-9a-fA-F]{40}$/.test(address)) throw new Error("the key is not an address");
      if (use !== "promise" && use !== "checkpoint") throw new Error("--use is promise or checkpoint");
      await append(address, use);
    });
}

async function append(key: string, use: LogKeyUse): Promise<void> {
  const config = parseConfig(process.env);
  const contracts = readDeployment(config.DEPLOYMENT_DIR);
  const database = openDatabase(config.DATABASE_URL);
  const chain = chainOf(config, database, contracts);
  try {
    const line = await openLogLine(database, firstLog(config, contracts.EvidenceLog.address));
    const deps = { uow: unitOfWork(database), outbox: chain.outbox };
    await appendLogKey(deps, { logId: bytesToHex(line.logId), use, key });
    const days =
      Number(
        ((await chain.reader.read("EvidenceLog", "numbers", [])) as { keyDelaySeconds: bigint })
          .keyDelaySeconds,
      ) / 86_400;
    console.log(
      `The server sends it. ${days} days after its block the key counts: make it the server's then, not before.`,
    );
  } finally {
    await chain.close();
    await database.close();
  }
}
