import { send } from "./api.ts";

/**
 * Fetches a file with the reader's token, for `saveFile`.
 *
 * @param onBytes Hears how many bytes have come so far.
 * @throws ApiError as `send`; an answer that breaks off throws as well.
 */
export async function fetchFile(
  path: string,
  name: string,
  token?: string,
  onBytes: (bytes: number) => void = () => {},
): Promise<File> {
  const response = await send(path, { token });
  const type = response.headers.get("content-type") ?? "application/octet-stream";
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (const reader = response.body?.getReader(); reader !== undefined; ) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    bytes += value.length;
    onBytes(bytes);
  }
  return new File(pieces, name, { type });
}
