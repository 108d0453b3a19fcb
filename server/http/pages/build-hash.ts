import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/**
 * Hashes a build of the pages, every file by path and content. Ordinary tools give the same:
 * `find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum` in its folder.
 *
 * @returns Lower-case hex.
 */
export function buildHash(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const lines = files.map((file) => {
    const path = join(file.parentPath, file.name);
    return { name: `.${path.slice(folder.length)}`.split(sep).join("/"), hash: sha256(readFileSync(path)) };
  });
  const sorted = lines.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return sha256(sorted.map(({ name, hash }) => `${hash}  ${name}\n`).join(""));
}
