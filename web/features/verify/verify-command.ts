import type { ChainSource } from "../../lib/chain-sources.ts";

/**
 * Spells the command that checks a file whole, ready to be pasted into a shell: by the nodes and the contract that these
 * pages go by.
 *
 * @param name Name of the file, whatever it is.
 * @param contract Address the pages pinned, where they know one.
 */
export function verifyCommand(
  name: string,
  sources: readonly Pick<ChainSource, "url">[],
  contract: string | undefined,
): string {
  const urls = sources.length === 0 ? ["URL"] : sources.map(({ url }) => quoted(url));
  // A name that begins with a dash would be taken for an option.
  const file = quoted(name.startsWith("-") ? `./${name}` : name);
  const pinned = contract === undefined ? [] : ["--contract", contract];
  return ["redress verify", file, "--rpc", ...urls, ...pinned].join(" ");
}

const quoted = (word: string): string =>
  /^[\w./:@%+,=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
