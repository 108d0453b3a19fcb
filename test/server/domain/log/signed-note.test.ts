import { expect } from "chai";
import { parseCheckpoint, verifyLogLine } from "../../../../server/domain/log/checkpoint.ts";
import { cosign, verifyCosignature, witnessKey } from "../../../../server/domain/log/cosignature.ts";
import { formatVerifierKey, parseNote, parseVerifierKey } from "../../../../server/domain/log/signed-note.ts";
import { fullReceipt, IDENTITY, WITNESS } from "./receipt-fixture.ts";

const NOTE = (JSON.parse(fullReceipt()) as { checkpoint: string }).checkpoint;
const TEXT = parseNote(NOTE).text;
const refused = (parse: () => unknown, code = "log.bad_note") =>
  expect(parse).to.throw().with.property("code", code);

describe("signed notes", () => {
  it("part text and lines at the last empty line", () => {
    const { text, signatures } = parseNote(NOTE);
    expect(text).to.match(/^test\.redress\.example\/log\/1\n11\n[A-Za-z0-9+/]{43}=\n$/);
    expect(signatures).to.have.length(3);
  });

  const forms: [string, string][] = [
    ["without signatures", TEXT],
    ["without the last newline", NOTE.slice(0, -1)],
    ["with a carriage return", NOTE.replace("\n", "\r\n")],
    ["with a line of another form", `${NOTE}not a signature\n`],
    ["with a hyphen for the dash", NOTE.replaceAll("—", "-")],
    ["with a signature of a key id only", `${NOTE}— someone AAAAAA==\n`],
    ["with more than a hundred lines", NOTE + "— x AAAAAAAA\n".repeat(101)],
  ];
  for (const [what, note] of forms)
    it(`are refused ${what}`, () => {
      refused(() => parseNote(note));
    });

  it("are refused with base64 in another spelling", () => {
    refused(() => parseNote(`${NOTE}— someone AAAAAAB=\n`), "log.bad_encoding");
    refused(() => parseNote(`${NOTE}— someone AAAAAAAA=\n`), "log.bad_encoding");
  });
});

describe("verifier keys", () => {
  it("are read back as they were spelled, plus signs in the key included", () => {
    for (let fill = 0; fill < 64; fill++) {
      const key = witnessKey("w.example", new Uint8Array(32).fill(fill));
      expect(parseVerifierKey(formatVerifierKey(key))).to.deep.equal(key);
    }
  });

  it("are refused when the key id is another one's", () => {
    const [name, id, key] = [
      ...IDENTITY.verifierKey.split("+").slice(0, 2),
      IDENTITY.verifierKey.split("+").slice(2).join("+"),
    ];
    refused(() => parseVerifierKey(`${name}+${id!.startsWith("0") ? "1" : "0"}${id!.slice(1)}+${key}`));
    refused(() => parseVerifierKey(`${name}+${key}`));
  });
});

describe("checkpoints", () => {
  for (const size of ["011", "-1", "1.0", "99999999999999999", ""])
    it(`are refused with the size "${size}"`, () => {
      expect(() => parseCheckpoint(NOTE.replace("\n11\n", `\n${size}\n`))).to.throw();
    });

  it("are refused with more lines than three", () => {
    refused(() => parseCheckpoint(NOTE.replace("\n11\n", "\n11\nextra\n")), "log.bad_checkpoint");
  });

  it("are not the log's when its line stands twice", () => {
    const twice = `${NOTE + NOTE.split("\n")[4]!}\n`;
    expect(verifyLogLine(parseCheckpoint(NOTE), parseVerifierKey(IDENTITY.verifierKey))).to.equal(true);
    expect(verifyLogLine(parseCheckpoint(twice), parseVerifierKey(IDENTITY.verifierKey))).to.equal(false);
  });

  it("are not the log's when signed by a key of another name", () => {
    const key = parseVerifierKey(IDENTITY.verifierKey);
    expect(verifyLogLine(parseCheckpoint(NOTE), { ...key, name: "other" })).to.equal(false);
  });
});

describe("cosignatures", () => {
  const key = witnessKey(WITNESS.name, WITNESS.seed);
  const line = cosign(TEXT, WITNESS.name, WITNESS.seed, 1_795_000_000);
  const signature = parseNote(`${TEXT}\n${line}`).signatures[0]!.signature;

  it("tell when the witness signed", () => {
    expect(verifyCosignature(TEXT, signature, key)).to.equal(1_795_000_000n);
  });

  it("do not check with another time, text or kind of key", () => {
    const later = Uint8Array.from(signature);
    later[7] = later[7]! ^ 1;
    expect(verifyCosignature(TEXT, later, key)).to.equal(null);
    expect(verifyCosignature(TEXT.replace("11", "12"), signature, key)).to.equal(null);
    expect(verifyCosignature(TEXT, signature, { ...key, type: 1 })).to.equal(null);
  });
});
