import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readWitnessPolicy } from "../../../../server/adapters/witness/read-policy.ts";
import { witnessKey } from "../../../../server/domain/log/cosignature.ts";
import { ed25519PublicKey } from "../../../../server/domain/log/ed25519.ts";
import { logVerifierKey } from "../../../../server/domain/log/log-identity.ts";
import { formatVerifierKey } from "../../../../server/domain/log/signed-note.ts";
import { tempDir } from "../../../support/temp-dir.ts";

const key = (n: number) => formatVerifierKey(witnessKey(`w${n}.example`, new Uint8Array(32).fill(n)));

const logKey = (n: number) => logVerifierKey("log.example", ed25519PublicKey(new Uint8Array(32).fill(n)));
const LOG = { verifierKey: logKey(9) };

function policy(...operators: readonly string[]): string {
  const file = join(tempDir(), "policy");
  const witnesses = operators.map((who, n) => `# operator W${n} ${who}\nwitness W${n} ${key(n + 1)}`);
  const names = operators.map((_, n) => `W${n}`).join(" ");
  writeFileSync(file, [...witnesses, `group g 2 ${names}`, "quorum g", ""].join("\n"));
  return file;
}
const read = (file: string, embedded = false) =>
  readWitnessPolicy({ WITNESS_POLICY: file, PLATFORM_ID: "platform", EMBEDDED: embedded }, LOG);

describe("the witness policy a server starts with", () => {
  it("is none where none is set", () => expect(read("")).to.equal(null));

  it("is read where others can meet it", () => {
    expect(read(policy("A", "B", "platform"))?.witnesses).to.have.length(3);
  });

  it("stops the start where it could be met by the operator's own witnesses only", () => {
    expect(() => read(policy("A", "platform"))).to.throw("asks for more witnesses than others run");
  });

  it("stops the start where it is about other logs", () => {
    const about = (n: number) => {
      const file = policy("A", "B", "C");
      appendFileSync(file, `log ${logKey(n)}\n`);
      return file;
    };
    expect(read(about(9))?.quorum).to.equal("g");
    expect(() => read(about(8))).to.throw("WITNESS_POLICY is about other logs");
  });

  it("may be met by the operator's own on a development set-up", () => {
    expect(read(policy("platform", "platform"), true)?.quorum).to.equal("g");
  });
});
