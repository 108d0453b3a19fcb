import type { Deps } from "./deps.ts";

/** Names and kinds of parties by id, as people know them. */
export type People = ReadonlyMap<string, { readonly name: string; readonly kind: string }>;

export async function readPeople({ parties }: Pick<Deps, "parties">): Promise<People> {
  return new Map((await parties.list()).map(({ partyId, name, kind }) => [partyId, { name, kind }]));
}
