import type { DocumentBlocks, PublishedBlocks } from "../../app/ports.ts";

/** Documents that can be handed to another node as they are. */
export interface ExportableBlocks extends DocumentBlocks, PublishedBlocks {
  /** Streams a document as a CAR file (root first, every block verified). */
  exportCar(cid: string): AsyncIterable<Uint8Array>;
}
