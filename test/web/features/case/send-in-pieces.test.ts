import "../../support/deployment.ts";
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { sendInPieces } from "../../../../web/features/case/uploads/send-in-pieces.ts";
import type { PendingUpload } from "../../../../web/features/case/uploads/store.ts";

const MIB = 1024 * 1024;

describe("sending a document in pieces", () => {
  let server: Server;
  let stored: Buffer;
  let begun = 0;
  /** Pieces the server takes before it breaks off. */
  let patience: number;
  const realFetch = globalThis.fetch;

  before(async () => {
    server = createServer((request, response) => {
      response.setHeader("upload-offset", String(stored.length));
      if (request.method === "POST") {
        begun++;
        return response.setHeader("location", "/v1/uploads/aa").writeHead(201).end();
      }
      if (request.method === "HEAD") return response.writeHead(request.url!.endsWith("aa") ? 200 : 404).end();
      if (patience-- <= 0) return request.socket.destroy();
      void bodyOf(request).then((body) => {
        stored = Buffer.concat([stored, body]);
        response.setHeader("upload-offset", String(stored.length)).writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    globalThis.fetch = (path, init) => realFetch(`${base}${String(path)}`, init);
  });
  after(() => {
    globalThis.fetch = realFetch;
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    [stored, begun, patience] = [Buffer.alloc(0), 0, Number.POSITIVE_INFINITY];
  });

  const bytes = randomBytes(3 * MIB + 5);
  const pending = (uploadId?: string): PendingUpload => ({
    idempotencyKey: "k",
    caseId: "c",
    name: "film.mp4",
    mediaType: "video/mp4",
    method: "upload",
    type: "media",
    capturedAt: null,
    document: new Blob([bytes]),
    ...(uploadId === undefined ? {} : { uploadId }),
  });
  const shares: number[] = [];
  const kept: string[] = [];
  const send = (upload: PendingUpload) => {
    shares.length = 0;
    kept.length = 0;
    return sendInPieces(upload, {
      token: "t",
      onProgress: (share) => shares.push(share),
      keep: async (uploadId) => void kept.push(uploadId),
    });
  };

  it("brings all of it there and says how far it is", async () => {
    expect(await send(pending())).to.equal("aa");
    expect(stored.equals(bytes)).to.equal(true);
    expect(shares).to.have.length(5);
    expect([shares[0], shares.at(-1)]).to.deep.equal([0, 1]);
    expect(kept).to.deep.equal(["aa"]);
  });

  it("goes on after a lost connection from what has arrived", async () => {
    patience = 2;
    const failure = await send(pending()).catch((error: unknown) => error);
    expect(failure).to.include({ code: "network.unreachable", retryable: true });
    patience = Number.POSITIVE_INFINITY;
    await send(pending("aa"));
    expect(begun).to.equal(1);
    expect(shares[0]).to.be.closeTo(2 / 3, 0.01);
    expect(stored.equals(bytes)).to.equal(true);
  });

  it("begins anew when the server has let go of the pieces", async () => {
    await send(pending("gone"));
    expect(begun).to.equal(1);
    expect(stored.equals(bytes)).to.equal(true);
  });
});

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
