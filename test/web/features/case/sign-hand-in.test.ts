import "../../support/deployment.ts";
import { bytesToHex } from "@noble/hashes/utils.js";
import { expect } from "chai";
import { addressOfKey } from "../../../../server/domain/log/eip712.ts";
import { submissionOf } from "../../../../server/domain/log/submission.ts";
import { signDocument } from "../../../../web/features/case/sign-hand-in.ts";
import { deployment } from "../../../../web/lib/deployment.ts";
import { honestView, source } from "../../support/fixture-chain.ts";
import { evidenceLog, logId } from "../../support/fixture-log.ts";

const SECRET = new Uint8Array(32).fill(0x71);
const DOCUMENT_HASH = "cd".repeat(32);
const LOG = bytesToHex(logId);

describe("a claimant's signature over a document", () => {
  const fetched = globalThis.fetch;
  const answer = (status: number, body: object) => {
    globalThis.fetch = async () => Response.json(body, { status });
  };
  beforeEach(() => answer(200, { logId: LOG }));
  afterEach(() => {
    globalThis.fetch = fetched;
    Object.assign(deployment, { logId: null });
  });
  const sign = () => signDocument(SECRET, DOCUMENT_HASH, [source(honestView)]);

  it("is by the key of the case, for the contract of the pages and the log of now", async () => {
    const signed = await sign();
    const statement = { documentHash: DOCUMENT_HASH, signedFor: LOG, ...signed };
    const domain = { chainId: deployment.chainId, contract: evidenceLog.toLowerCase() };
    expect(submissionOf(statement, domain)?.signer).to.equal(addressOfKey(SECRET));
  });

  it("is not made for a log that the pages do not know", async () => {
    Object.assign(deployment, { logId: "ef".repeat(32) });
    expect(await sign()).to.equal(null);
  });

  it("is left out where nobody says which log it is", async () => {
    answer(404, { code: "request.not_found" });
    expect(await sign()).to.equal(null);
  });

  it("waits for a server that is away", async () => {
    answer(503, { code: "storage.unavailable" });
    const failed = await sign().catch((error: { retryable: boolean }) => error.retryable);
    expect(failed).to.equal(true);
  });
});
