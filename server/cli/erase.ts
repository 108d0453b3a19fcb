import type { Command } from "commander";
import type { ErasureView } from "../schema/erasure.ts";
import { withKey } from "./demo/client.ts";

interface Options {
  readonly url: string;
  readonly reason: string;
}

/** Adds `redress erase`: asks a server to erase a document, as whoever handed it in or on a legal request. */
export function registerErase(program: Command): void {
  program
    .command("erase")
    .description(
      "ask for a document to be erased; says what it waits for. The API key is read from REDRESS_KEY",
    )
    .argument("<caseId>", "case of the document")
    .argument("<evidenceId>", "the document")
    .requiredOption("--url <url>", "address of the server")
    .requiredOption("--reason <text>", "why; shown to all parties of the case")
    .action(async (caseId: string, evidenceId: string, { reason, url }: Options) => {
      const key = process.env.REDRESS_KEY;
      if (key === undefined || key === "") throw new Error("set REDRESS_KEY to an API key or a case token");
      const path = `/v1/cases/${encodeURIComponent(caseId)}/evidence/${encodeURIComponent(evidenceId)}/erasure`;
      console.log(tell(await withKey(url, key).post<ErasureView>(path, { reason })));
    });
}

function tell({ erasedAt, entryLeafHash, hold }: ErasureView): string {
  if (erasedAt !== null) return `Erased at ${erasedAt}; its entry in the log: ${entryLeafHash}`;
  const until = hold?.until === null || hold === null ? "until the case has ended" : `until ${hold.until}`;
  return `Asked for; kept ${until} (${hold?.article.en ?? "held"}). It then happens by itself.`;
}
