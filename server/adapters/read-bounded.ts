/**
 * Reads the body of an answer, which its sender may make as long as he likes whatever length he names.
 *
 * @param mostBytes More than this is not read.
 * @throws Error when there is more.
 */
export async function readBounded(response: Response, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    // Leaving the loop ends the transfer too.
    if (length > mostBytes) throw new Error(`${response.url}: answers more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
