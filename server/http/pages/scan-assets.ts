/** One entry of the manifest the web build writes (`.vite/manifest.json`). */
export interface ManifestEntry {
  readonly file: string;
  readonly imports?: readonly string[];
}
export type WebManifest = Readonly<Record<string, ManifestEntry>>;

/** Manifest key of the scan page's script. */
const SCAN_ENTRY = "public/scan.ts";

/**
 * URLs of the scan page's script and of the chunks it imports, so that the browser asks for all of them at once.
 * @throws Error when the web was not built.
 */
export function scanAssets(manifest: WebManifest): { script: string; preload: string[] } {
  const entry = manifest[SCAN_ENTRY];
  if (entry === undefined) throw new Error(`the web build has no ${SCAN_ENTRY}; run vite build web`);
  const keys = new Set<string>();
  const visit = (key: string): void => {
    if (keys.has(key)) return;
    keys.add(key);
    for (const imported of manifest[key]?.imports ?? []) visit(imported);
  };
  for (const imported of entry.imports ?? []) visit(imported);
  return { script: `/${entry.file}`, preload: [...keys].map((key) => `/${manifest[key]?.file}`) };
}
