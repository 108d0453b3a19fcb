import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { OctetString } from "asn1js";
import { expect } from "chai";
import {
  AlgorithmIdentifier,
  Certificate,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from "pkijs";
import { askStamp } from "../../../../server/adapters/timestamp/ask-stamp.ts";
import { checkStamp } from "../../../../server/domain/log/timestamp.ts";
import { listen } from "../../../support/listen.ts";
import { needVectors, vectorPath } from "./vectors.ts";

const FOLDER = "rfc3161/test/fixtures";
const file = (name: string): Buffer => readFileSync(vectorPath(FOLDER, name));
const REQUESTS = ["test_tsa/request.der", "test_tsa/other_request.der", "sigstage/request.der"];
const hello = Buffer.from("hello");

/** Certificates of a PEM file. */
function chain(name: string): Certificate[] {
  const blocks = String(file(name)).matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g);
  return [...blocks].map(([, text = ""]) =>
    Certificate.fromBER(new Uint8Array(Buffer.from(text, "base64")).buffer),
  );
}

const bufferOf = (name: string): ArrayBuffer => new Uint8Array(file(name)).buffer;
const requestOf = (name: string): TimeStampReq => TimeStampReq.fromBER(bufferOf(name));
const imprintOf = ({ messageImprint }: TimeStampReq): string =>
  Buffer.from(messageImprint.hashedMessage.getValue()).toString("hex");

function tokenOf(name: string): TSTInfo {
  const { timeStampToken } = TimeStampResp.fromBER(bufferOf(name));
  const { encapContentInfo } = new SignedData({ schema: timeStampToken!.content });
  return TSTInfo.fromBER(encapContentInfo.eContent!.getValue());
}

/** What our asker sends about a message. */
async function requestAskedWith(message: Uint8Array): Promise<Buffer> {
  const parts: Buffer[] = [];
  const server = createServer(async (request, response) => {
    for await (const part of request) parts.push(part as Buffer);
    response.writeHead(503).end();
  });
  const url = await listen(server);
  await askStamp(url, message).catch(() => {});
  await new Promise((resolve) => server.close(resolve));
  return Buffer.concat(parts);
}

const outcome = async (name: string, message: Uint8Array, certificates: Certificate[] = []) => {
  const checked = await checkStamp(file(name), message, certificates);
  return checked.ok ? `ok ${checked.authority}` : checked.fault;
};

describe("a time stamp of another authority", () => {
  before(function () {
    needVectors(this, "rfc3161");
  });

  const good: [string, string][] = [
    ["identrust/issue-104.tsr", "TrustID Timestamp Authority, IdenTrust"],
    ["sigstage/response-sha256.tsr", "sigstore-tsa, sigstore.dev"],
    ["sigstage/response-sha384.tsr", "sigstore-tsa, sigstore.dev"],
    ["sigstage/response-sha512.tsr", "sigstore-tsa, sigstore.dev"],
    ["test_tsa/response.tsr", "Test TSA Timestamping, local"],
    ["test_tsa/other_response.tsr", "Test TSA Timestamping, local"],
    // Certificates put beside the signer's change nothing: the token names the one that signed.
    ["test_tsa/response-injected-certs.tsr", "Test TSA Timestamping, local"],
  ];
  for (const [name, authority] of good) {
    it(`checks in ${name}`, async () => {
      expect(await outcome(name, hello)).to.equal(`ok ${authority}`);
    });
  }

  it("checks with the signer's certificate given beside it, and not without", async () => {
    const name = "sigstage/response-no-embedded-cert.tsr";
    expect(await outcome(name, hello)).to.equal("no_certificate");
    expect(await outcome(name, hello, chain("sigstage/ts_chain.pem"))).to.equal(
      "ok sigstore-tsa, sigstore.dev",
    );
  });

  it("is refused with a wrong signature", async () => {
    expect(await outcome("sigstage/response-invalid-signature.tsr", hello)).to.equal("bad_signature");
  });

  it("is refused over another message", async () => {
    expect(await outcome("sigstage/response-sha256.tsr", Buffer.from("hello!"))).to.equal("other_message");
  });

  it("stays good after its certificate has run out, since that was in force when it stamped", async () => {
    const certificates = chain("sigstore.mock/ts_chain.pem");
    const checked = await outcome(
      "sigstore.mock/response-expired.tsr",
      file("sigstore.mock/payload"),
      certificates,
    );
    expect(checked).to.equal("ok tsa signing, sigstore.mock");
  });

  it("has no vector that is not judged here", () => {
    const names = readdirSync(vectorPath(FOLDER), { recursive: true, encoding: "utf8" });
    expect(names.filter((name) => name.endsWith(".tsr"))).to.have.length(10);
  });

  for (const name of ["test_tsa/response.tsr", "test_tsa/response-injected-certs.tsr"])
    it(`is the answer to the one request that was for ${name}`, async () => {
      const { messageImprint, nonce } = tokenOf(name);
      const asked = REQUESTS.map((request) => requestOf(request));
      expect(asked.map((one) => one.nonce!.isEqual(nonce!))).to.deep.equal([true, false, false]);
      expect(imprintOf(asked[0]!)).to.equal(createHash("sha512").update(hello).digest("hex"));
      expect(messageImprint.toJSON()).to.deep.equal(asked[0]!.messageImprint.toJSON());
      expect(await outcome(name, hello)).to.match(/^ok /);
    });

  it("has no request that is not read here, and ours is one of theirs without the number used once", async () => {
    const names = readdirSync(vectorPath(FOLDER), { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".der"),
    );
    expect(names.toSorted()).to.deep.equal([...REQUESTS].toSorted());
    const ours = await requestAskedWith(hello);
    for (const name of names) {
      const { version, certReq, reqPolicy, extensions } = requestOf(name);
      const digest = new Uint8Array(createHash("sha256").update(hello).digest());
      const theirs = new TimeStampReq({
        version,
        messageImprint: new MessageImprint({
          hashAlgorithm: new AlgorithmIdentifier({ algorithmId: "2.16.840.1.101.3.4.2.1" }),
          hashedMessage: new OctetString({ valueHex: digest.buffer }),
        }),
        ...(certReq !== undefined && { certReq }),
        ...(reqPolicy !== undefined && { reqPolicy }),
        ...(extensions !== undefined && { extensions }),
      });
      expect(Buffer.from(theirs.toSchema().toBER()).equals(ours), name).to.equal(true);
    }
  });

  it("is refused, or says the same, with any byte flipped", async function () {
    this.timeout(60_000);
    const bytes = file("sigstage/response-sha256.tsr");
    for (let at = 3; at < bytes.length; at += 41) {
      const altered = Buffer.from(bytes);
      altered[at] = altered[at]! ^ 1;
      const checked = await checkStamp(altered, hello);
      if (checked.ok) expect(checked.at.toISOString()).to.equal("2025-05-09T11:58:55.000Z");
    }
  });
});
