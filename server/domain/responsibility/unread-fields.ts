import { type Facts, READ_FIELDS } from "./facts.ts";

/**
 * Lists the JSON pointers of fields that the engine does not read, so that a misspelt name is seen and not mistaken
 * for an unknown fact.
 */
export function unreadFields(facts: Facts): string[] {
  const unread = extra(facts, READ_FIELDS[""], "");
  facts.custody?.boundaries.forEach((item, i) => {
    unread.push(...extra(item, READ_FIELDS.boundaries, `/custody/boundaries/${i}`));
  });
  for (const list of ["factors", "exonerations", "evidenceGaps", "withheld"] as const) {
    facts[list]?.forEach((item, i) => {
      unread.push(...extra(item, READ_FIELDS[list], `/${list}/${i}`));
    });
  }
  if (facts.cap) unread.push(...extra(facts.cap, READ_FIELDS.cap, "/cap"));
  return unread;
}

function extra(item: object, read: readonly string[], path: string): string[] {
  return Object.keys(item)
    .filter((key) => !read.includes(key))
    .map((key) => `${path}/${key}`);
}
