import { openEmbeddedBlocks } from "./embedded-blocks.ts";
import type { ExportableBlocks } from "./exportable-blocks.ts";
import { openKuboBlocks } from "./kubo-blocks.ts";

/**
 * Opens the document store the settings name.
 *
 * @param apiUrl RPC of a node; empty for the embedded store.
 * @param folder where the embedded store lives.
 */
export async function openBlocks(apiUrl: string, folder: string): Promise<ExportableBlocks> {
  return apiUrl === "" ? await openEmbeddedBlocks(folder) : openKuboBlocks(apiUrl);
}
