interface Link {
  readonly role: string;
  readonly title: string;
  readonly url: string;
}

/** Prints one link for each user of the sample, as the server names them. */
export async function printLinks(url: string): Promise<void> {
  const response = await fetch(`${url}/dev/links`, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`/dev/links answered ${response.status}`);
  const links = (await response.json()) as Link[];
  const width = Math.max(...links.map((link) => link.role.length), 0);
  for (const link of links) console.log(`  ${link.role.padEnd(width)}  ${link.url}  ${link.title}`);
}
