import { parseDigitalLink } from "../../../server/domain/provenance/digital-link.ts";

/** Where a scanned code leads: to a page of this site, or nowhere with the reason. */
export type CodeTarget =
  | { readonly kind: "item"; readonly path: string }
  | { readonly kind: "other_site"; readonly host: string }
  | { readonly kind: "no_item" };

/**
 * Reads a scanned text. Only codes under this site's own host lead anywhere: a copier can print a code that opens a page
 * which looks like ours, and a scanner that follows every link would take people there.
 *
 * @param host Host of this site with its port, e.g. `id.example.com`.
 */
export function codeTarget(text: string, host: string): CodeTarget {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return { kind: "no_item" };
  if (url.host !== host || url.username !== "" || url.password !== "")
    return { kind: "other_site", host: url.host };
  try {
    const path = new Map(parseDigitalLink(url.href, { shortGtins: true }).path);
    const [gtin, serial] = [path.get("01"), path.get("21")];
    if (gtin === undefined || serial === undefined) return { kind: "no_item" };
    return { kind: "item", path: `${itemPath(gtin, serial)}${url.search}${url.hash}` };
  } catch {
    return { kind: "no_item" };
  }
}

/** Address of an item's page from what is printed beneath its code. */
export const itemPath = (gtin: string, serial: string): string =>
  `/01/${gtin.padStart(14, "0")}/21/${encodeURIComponent(serial)}`;
