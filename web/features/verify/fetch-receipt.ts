import { send } from "../../lib/api.ts";
import { api } from "../../lib/paths.ts";

/** The receipt of an entry, byte for byte as the server keeps it. */
export async function fetchReceipt(leafHash: string): Promise<Blob> {
  return (await send(api.receipt(leafHash))).blob();
}
