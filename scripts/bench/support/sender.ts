/** A load that costs little itself: bodies made before, on connections that stay open. */
import { randomBytes } from "node:crypto";
import http from "node:http";

export interface Sender {
  /** @throws Error for any answer but 201. */
  send(path: string, body: Buffer, contentType: string): Promise<void>;
  close(): void;
}

/** @param connections Kept open. */
export function openSender(url: string, key: string, connections: number): Sender {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  return {
    send: (path, body, contentType) =>
      new Promise((resolve, reject) => {
        const headers = {
          authorization: `Bearer ${key}`,
          "content-type": contentType,
          "content-length": body.length,
        };
        const request = http.request(`${url}${path}`, { method: "POST", agent, headers }, (response) => {
          const pieces: Buffer[] = [];
          response.on("data", (piece: Buffer) => pieces.push(piece));
          response.once("end", () => {
            if (response.statusCode === 201) resolve();
            else reject(new Error(`${path} answered ${response.statusCode}: ${Buffer.concat(pieces)}`));
          });
        });
        request.once("error", reject);
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}

const BOUNDARY = "bench-boundary";

/** A hand-in of random documents, as a browser spells it. */
export function multipartOf(
  meta: unknown,
  documents: number,
  bytes: number,
): { body: Buffer; contentType: string } {
  const part = (header: string, content: Buffer) =>
    Buffer.concat([Buffer.from(`--${BOUNDARY}\r\n${header}\r\n\r\n`), content, Buffer.from("\r\n")]);
  const header =
    'content-disposition: form-data; name="document"; filename="one.bin"\r\ncontent-type: application/octet-stream';
  const body = Buffer.concat([
    part('content-disposition: form-data; name="meta"', Buffer.from(JSON.stringify(meta))),
    ...Array.from({ length: documents }, () => part(header, randomBytes(bytes))),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
  return { body, contentType: `multipart/form-data; boundary=${BOUNDARY}` };
}
