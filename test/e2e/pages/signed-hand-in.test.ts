import { createHash } from "node:crypto";
import { expect } from "chai";
import { addressOfKey } from "../../../server/domain/log/eip712.ts";
import { submissionOf } from "../../../server/domain/log/submission.ts";
import { caseId, caseToken } from "../../web/support/fixture-data.ts";
import { chainId, evidenceLog, logId } from "../../web/support/fixture-log.ts";
import { pageFixture } from "./fixture.ts";

const KEY = "51".repeat(32);
const DOCUMENT = "a photograph";

describe("what a claimant hands in from the page", function () {
  this.timeout(120_000);
  const fixture = pageFixture();

  const handIn = async (key: string | null) => {
    fixture.server.actions = ["hand_in_evidence"];
    const page = await fixture.open("/verify");
    const kept = JSON.stringify({ token: caseToken, key });
    await page.evaluate(
      ([name, text]) => localStorage.setItem(name!, text!),
      [`redress.case.${caseId}`, kept],
    );
    await page.goto(`${fixture.server.url}/c/${caseId}#${caseToken}`);
    const chosen = { name: "photo.txt", mimeType: "text/plain", buffer: Buffer.from(DOCUMENT) };
    await page.getByLabel("选择文件").setInputFiles(chosen);
    await page.getByText("本机保存的受理回执（1）").waitFor();
    const { body } = fixture.server.recorded.find(({ path }) => path.endsWith("/evidence"))!;
    return JSON.parse(/\{.*\}/.exec(String(body))![0]) as Record<string, string>;
  };

  it("is signed by the key its browser keeps of the case", async () => {
    const { signature, signer } = await handIn(KEY);
    const documentHash = createHash("sha256").update(DOCUMENT).digest("hex");
    const signedFor = Buffer.from(logId).toString("hex");
    const domain = { chainId, contract: evidenceLog.toLowerCase() };
    const address = addressOfKey(Buffer.from(KEY, "hex"));
    expect(submissionOf({ documentHash, signature, signedFor, signer }, domain)?.signer).to.equal(address);
  });

  it("goes without a signature where the browser keeps no key", async () => {
    expect(await handIn(null)).to.not.have.any.keys("signer", "signature");
  });
});
