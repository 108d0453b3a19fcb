import { ProvenanceError } from "../domain/provenance/errors.ts";
import type { RegisterTags } from "../schema/label.ts";
import type { UnitOfWork } from "./ports.ts";
import type { TagStore } from "./ports-labels.ts";
import { itemEpc } from "./read-item.ts";

/**
 * Binds NFC tags to items. Safe to repeat.
 *
 * @throws ProvenanceError `provenance.tag_conflict` naming a tag another item or party has; then none is bound.
 */
export async function registerTags(
  deps: { readonly uow: UnitOfWork; readonly tags: TagStore },
  partyId: string,
  { tags }: RegisterTags,
): Promise<void> {
  const bound = tags.map(({ uid, gtin, serial }) => ({ uid, epc: itemEpc(gtin, serial), partyId }));
  await deps.uow.run(async (tx) => {
    const [taken] = await deps.tags.register(tx, bound);
    if (taken === undefined) return;
    const at = tags.findIndex(({ uid }) => uid === taken);
    throw new ProvenanceError(
      "provenance.tag_conflict",
      "This tag is bound to another item or by another party.",
      {
        field: `/tags/${at}/uid`,
        rule: "a tag that is not bound yet",
      },
    );
  });
}
