import { type BlockMirror, openEmbeddedBlocks } from "./embedded-blocks.ts";
import type { ExportableBlocks } from "./exportable-blocks.ts";
import { gatewayMirror } from "./gateway-mirror.ts";
import { openKuboBlocks } from "./kubo-blocks.ts";

/**
 * Opens the document store the settings name.
 *
 * @param apiUrl RPC of a node; empty for the embedded store.
 * @param folder where the embedded store lives.
 * @param mirror a trustless gateway that the embedded store repairs its blocks from.
 */
export async function openBlocks(
  apiUrl: string,
  folder: string,
  mirror?: { readonly url: string } & Pick<BlockMirror, "onRepair">,
): Promise<ExportableBlocks> {
  if (apiUrl !== "") return openKuboBlocks(apiUrl);
  return await openEmbeddedBlocks(
    folder,
    mirror === undefined ? undefined : { fetch: gatewayMirror(mirror.url), onRepair: mirror.onRepair },
  );
}
