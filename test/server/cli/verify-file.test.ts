import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { checkFile } from "../../../server/cli/verify-file.ts";
import { canonicalJson } from "../../../server/domain/log/canonical-json.ts";
import { tempDir } from "../../support/temp-dir.ts";
import { fullReceipt } from "../domain/log/receipt-fixture.ts";

describe("the report on a file", () => {
  it("shows nothing that could clear the screen or turn its lines around", async () => {
    const receipt = JSON.parse(fullReceipt());
    const origin = "log.example\u001b[2J\u009b1A\u202eDILAV\u2066";
    const path = join(tempDir(), "receipt.json");
    writeFileSync(path, canonicalJson({ ...receipt, log: { ...receipt.log, origin } }));
    const { report, verdict } = await checkFile(path, {}, {});
    expect(verdict).to.equal("invalid");
    expect(report).to.contain("Log log.example�[2J�1A�DILAV�, operated by platform.");
  });
});
