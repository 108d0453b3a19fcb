import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { expect } from "chai";
import { diversifiedKey, readSun } from "../../../../server/domain/provenance/nfc-sun.ts";

const FILE = join(import.meta.dirname, "../../../../../shared/data/vectors/nfc-sdm/cases.json");

interface EncryptedCase {
  readonly metaReadKey: string;
  readonly fileReadKey: string;
  readonly macParam: string;
  readonly piccData: string;
  readonly enc?: string;
  readonly cmac: string;
  readonly uid?: string;
  readonly counter?: number;
  readonly fileData?: string;
  readonly valid: boolean;
}

interface PlainCase {
  readonly fileReadKey: string;
  readonly uid: string;
  readonly counterHex: string;
  readonly cmac: string;
  readonly valid: boolean;
}

const keysOf = (fileRead: string, metaRead = fileRead) => ({
  metaRead: hexToBytes(metaRead),
  fileRead: () => hexToBytes(fileRead),
});

describe("messages of NFC tags", () => {
  it("are read or refused as in every worked example of NXP AN12196", function () {
    if (!existsSync(FILE)) {
      console.log(`      skipped: ${FILE} is not there`);
      return this.skip();
    }
    const { encrypted, plain } = JSON.parse(readFileSync(FILE, "utf8")) as {
      encrypted: EncryptedCase[];
      plain: PlainCase[];
    };
    for (const one of encrypted) {
      const { piccData, enc, cmac } = one;
      const read = readSun({ piccData, enc, cmac }, keysOf(one.fileReadKey, one.metaReadKey), one.macParam);
      if (!one.valid) {
        expect(read).to.equal(null);
        continue;
      }
      expect([read?.uid, read?.counter]).to.deep.equal([one.uid!.toLowerCase(), one.counter]);
      if (one.fileData !== undefined) expect(bytesToHex(read!.fileData!)).to.equal(one.fileData);
    }
    for (const { fileReadKey, uid, counterHex, cmac, valid } of plain) {
      const read = readSun({ uid, counter: counterHex, cmac }, keysOf(fileReadKey));
      expect(read).to.deep.equal(valid ? { uid: uid.toLowerCase(), counter: 6, fileData: null } : null);
    }
  });

  it("are refused when the count was raised by hand", () => {
    const keys = keysOf("00".repeat(16));
    expect(
      readSun({ uid: "041E3C8A2D6B80", counter: "000006", cmac: "4B00064004B0B3D3" }, keys)?.counter,
    ).to.equal(6);
    expect(readSun({ uid: "041E3C8A2D6B80", counter: "000007", cmac: "4B00064004B0B3D3" }, keys)).to.equal(
      null,
    );
  });

  it("are refused in any other form", () => {
    const keys = keysOf("00".repeat(16));
    for (const piccData of ["", "EF", "EF963FF7828658A599F3041510671E8", "zz".repeat(16)])
      expect(readSun({ piccData, cmac: "94EED9EE65337086" }, keys), piccData).to.equal(null);
    expect(readSun({ uid: "041E3C8A2D6B80", counter: "000006", cmac: "4B" }, keys)).to.equal(null);
  });

  it("take keys diversified as NXP AN10922 works out", () => {
    const key = diversifiedKey(
      hexToBytes("00112233445566778899aabbccddeeff"),
      hexToBytes("04782e21801d80"),
      hexToBytes("3042f54e585020416275"),
    );
    expect(bytesToHex(key)).to.equal("a8dd63a3b89d54b37ca802473fda9175");
  });
});
