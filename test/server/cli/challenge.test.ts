import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { writeCertificate } from "../../../server/adapters/pdf/write-certificate.ts";
import { bytesToHex } from "../../../server/domain/log/bytes.ts";
import { challengeCall, challengeIdOf } from "../../../server/domain/log/contract-calls.ts";
import { parseReceipt } from "../../../server/domain/log/receipt.ts";
import { file, redress } from "../../trust/support.ts";
import { fullReceipt } from "../domain/log/receipt-fixture.ts";

const RECEIPT = fullReceipt();
const TERMS = {
  language: "en",
  madeAt: "2026-11-22T10:00:00Z",
  verifyUrl: "https://mall.example/verify",
} as const;

describe("what redress challenge and answer take", function () {
  this.timeout(120_000);
  const unwritten = () => `${file("")}.call.json`;
  const challenge = async (given: string) => {
    const callData = unwritten();
    const ran = await redress("challenge", given, "--anyway", "--deposit", "7", "--call-data", callData);
    return { ...ran, call: existsSync(callData) ? JSON.parse(readFileSync(callData, "utf8")) : null };
  };

  it("is a receipt, with the line end an editor adds", async () => {
    const { call, err } = await challenge(file(`${RECEIPT}\n`));
    const { to, data } = challengeCall(parseReceipt(RECEIPT).promise);
    expect(call, err).to.include({ to, data, value: "7" });
  });

  it("is the certificate it is attached to as well", async () => {
    const { call, err } = await challenge(file(await writeCertificate(RECEIPT, TERMS), "certificate.pdf"));
    expect(call, err).to.include({ data: challengeCall(parseReceipt(RECEIPT).promise).data });
  });

  it("is answered by the same receipt or certificate, with its own challenge or a named one", async () => {
    const { promise } = parseReceipt(RECEIPT);
    const id = `0x${bytesToHex(challengeIdOf(promise))}`;
    const pdf = file(await writeCertificate(RECEIPT, TERMS), "certificate.pdf");
    const calls = [];
    for (const args of [[file(RECEIPT)], [pdf, "--challenge"], [pdf, "--challenge", id]]) {
      const callData = unwritten();
      const { err, code } = await redress("answer", ...args, "--call-data", callData);
      expect(code, err).to.equal(0);
      calls.push(readFileSync(callData, "utf8"));
    }
    expect(new Set(calls).size).to.equal(1);
  });

  it("is named where it is neither, and nothing is written", async () => {
    for (const [content, why] of [
      ["PK\x03\x04", "a bundle holds many receipts"],
      ["%PDF-1.7 of another program", "carries no receipt"],
      ["hello", "not JSON"],
    ] as const) {
      const given = file(content, "given");
      const { code, err, call } = await challenge(given);
      expect(err).to.contain(`${given}: `).and.to.contain(why);
      expect({ code, call }).to.deep.equal({ code: 1, call: null });
    }
  });

  it("is a deposit only where the call carries one, by the help of the commands", async () => {
    for (const [command, isShown] of [
      ["challenge", true],
      ["request-inclusion", true],
      ["answer", false],
      ["report-fork", false],
    ] as const)
      expect((await redress(command, "--help")).out.includes("--deposit"), command).to.equal(isShown);
  });
});
