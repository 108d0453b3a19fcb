import { join } from "node:path";
import { type BlockMirror, openEmbeddedBlocks } from "./embedded-blocks.ts";
import type { ExportableBlocks } from "./exportable-blocks.ts";
import { gatewayMirror } from "./gateway-mirror.ts";
import { openKuboBlocks } from "./kubo-blocks.ts";
import { openSpooledBlocks, type SpooledBlocks } from "./spooled-blocks.ts";

/**
 * Opens the document store the settings name.
 *
 * @param apiUrl RPC of a node; empty for the embedded store.
 * @param folder where the embedded store lives, or where documents wait for the node.
 * @param mirror a trustless gateway that the embedded store repairs its blocks from.
 */
export async function openBlocks(
  apiUrl: string,
  folder: string,
  mirror?: { readonly url: string } & Pick<BlockMirror, "onRepair">,
): Promise<{ blocks: ExportableBlocks; spool: SpooledBlocks | null }> {
  if (apiUrl !== "") {
    const spool = await openSpooledBlocks(openKuboBlocks(apiUrl), join(folder, "spool"));
    return { blocks: spool, spool };
  }
  const repair = mirror && { fetch: gatewayMirror(mirror.url), onRepair: mirror.onRepair };
  return { blocks: await openEmbeddedBlocks(folder, repair), spool: null };
}
