import type { ImportPlan, ImportProgress } from "../../../../server/schema/import.ts";
import { request, send } from "../../../lib/api.ts";
import { api } from "../../../lib/paths.ts";

/** Asks what importing a table would do. */
export const checkTable = (file: File): Promise<ImportPlan> => request(api.checkImport, { file });

/** Imports a table and tells how far it is. Breaking off loses nothing: importing it again goes on where it was. */
export async function importTable(file: File, onProgress: (progress: ImportProgress) => void): Promise<void> {
  const response = await send(api.imports, { file });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let last: ImportProgress | null = null;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      last = JSON.parse(line) as ImportProgress;
      onProgress(last);
    }
  }
  if (last === null || last.done < last.total) throw new Error("the import broke off");
}
