import { expect } from "chai";
import { witnessKey } from "../../../../server/domain/log/cosignature.ts";
import { ed25519PublicKey } from "../../../../server/domain/log/ed25519.ts";
import { LogError } from "../../../../server/domain/log/errors.ts";
import { logVerifierKey } from "../../../../server/domain/log/log-identity.ts";
import { formatVerifierKey } from "../../../../server/domain/log/signed-note.ts";
import {
  countingWitnesses,
  isAbout,
  isQuorum,
  parsePolicy,
} from "../../../../server/domain/log/witness-policy.ts";
import { bytes32 } from "../../../support/keys.ts";

const key = (fill: number, name = `w${fill}.example`) => formatVerifierKey(witnessKey(name, bytes32(fill)));
const log = logVerifierKey("log.example", ed25519PublicKey(bytes32(9)));

const THREE = [
  `log ${log} https://log.example/log`,
  "# operator X1 University of Somewhere",
  `witness X1 ${key(1)} https://x1.example/`,
  "# operator X2 platform",
  `witness X2 ${key(2)}`,
  "",
  `\twitness  X3\t${key(3)}  `,
  "group two 2 X1 X2 X3",
  "quorum two",
].join("\n");

const problemOf = (text: string): string => {
  try {
    parsePolicy(text);
  } catch (error) {
    return error instanceof LogError ? `${error.code} ${error.message}` : String(error);
  }
  return "none";
};

describe("a witness policy", () => {
  it("reads logs, witnesses with address and operator, and the quorum", () => {
    const { logs, witnesses, quorum } = parsePolicy(THREE);
    expect(logs).to.deep.equal([log]);
    expect(witnesses[0]).to.deep.equal({
      name: "X1",
      key: key(1),
      url: "https://x1.example/",
      operator: "University of Somewhere",
    });
    expect(witnesses[2]).to.include({ url: null, operator: null });
    expect(quorum).to.equal("two");
  });

  it("is about the logs it lists, whatever periods their key signs, and about any where it lists none", () => {
    const next = logVerifierKey("log.example/2", ed25519PublicKey(bytes32(9)));
    const other = logVerifierKey("log.example", ed25519PublicKey(bytes32(8)));
    const about = (text: string) => [log, next, other].map((one) => isAbout(parsePolicy(text), one));
    expect(about(THREE)).to.deep.equal([true, true, false]);
    expect(about("quorum none")).to.deep.equal([true, true, true]);
  });

  it("is met by k of n, whoever they are", () => {
    const policy = parsePolicy(THREE);
    expect(isQuorum(policy, new Set([key(1)]))).to.equal(false);
    expect(isQuorum(policy, new Set([key(1), key(4)]))).to.equal(false);
    expect(isQuorum(policy, new Set([key(1), key(3)]))).to.equal(true);
  });

  it("does not count the log operator's own witness, nor one nobody answers for", () => {
    const policy = parsePolicy(THREE);
    const all = new Set([key(1), key(2), key(3)]);
    expect(isQuorum(policy, all)).to.equal(true);
    expect(isQuorum(policy, all, { notOf: "platform" })).to.equal(false);
    const named = parsePolicy(`# operator X3 Consumers' Association\n${THREE}`);
    expect(isQuorum(named, all, { notOf: "platform" })).to.equal(true);
  });

  it("counts those the quorum leads to, and nobody the operator may be", () => {
    const policy = parsePolicy(`${THREE.replace("quorum two", "")}witness X4 ${key(4)}\nquorum two`);
    const all = new Set([key(1), key(2), key(3)]);
    expect(countingWitnesses(policy)).to.deep.equal(all);
    expect(countingWitnesses(policy, { notOf: "platform" })).to.deep.equal(new Set([key(1)]));
    expect(countingWitnesses(parsePolicy("quorum none"))).to.deep.equal(new Set());
  });

  it("has no more witnesses than lines fit below a checkpoint", () => {
    const of = (count: number) =>
      [...Array.from({ length: count }, (_, n) => `witness W${n} ${key(n)}`), "quorum W0"].join("\n");
    expect(problemOf(of(98))).to.equal("none");
    expect(problemOf(of(99))).to.contain("Line 99 of the policy: more than 98 witnesses");
  });

  it("takes groups of groups", () => {
    const text = [
      ...[1, 2, 3, 4].map((n) => `witness W${n} ${key(n)}`),
      "group A any W1 W2",
      "group B all W3 W4",
      "group both all A B",
      "quorum both",
    ].join("\n");
    const policy = parsePolicy(text);
    expect(isQuorum(policy, new Set([key(2), key(3)]))).to.equal(false);
    expect(isQuorum(policy, new Set([key(2), key(3), key(4)]))).to.equal(true);
  });

  it("asks for nobody with quorum none", () => {
    expect(isQuorum(parsePolicy("quorum none\n"), new Set(), { notOf: "platform" })).to.equal(true);
  });

  for (const [what, text, says] of [
    ["no quorum", `witness A ${key(1)}`, "no quorum line"],
    ["two quorums", "quorum none\nquorum none", "one quorum line"],
    ["an unknown name", "quorum A", "Line 1 of the policy: A is not defined above"],
    [
      "a key listed twice under two names",
      `witness A ${key(1)}\nwitness B ${key(1, "b")}\nquorum A`,
      "listed twice",
    ],
    [
      "a log's key listed twice under two names",
      `log ${log}\nlog ${logVerifierKey("l", ed25519PublicKey(bytes32(9)))}\nquorum none`,
      "Line 2 of the policy: this log key is listed twice",
    ],
    ["a log's key as a witness", `witness A ${log}\nquorum A`, "no verifier key of that kind"],
    [
      "a member in two groups",
      `witness A ${key(1)}\ngroup g any A\ngroup h any A\nquorum g`,
      "a member once",
    ],
    ["a threshold over the members", `witness A ${key(1)}\ngroup g 2 A\nquorum g`, "a number up to 1"],
    ["a threshold of zero", `witness A ${key(1)}\ngroup g 0 A\nquorum g`, "a number up to 1"],
    ["a name defined twice", `witness A ${key(1)}\nwitness A ${key(2)}\nquorum A`, "cannot be a new name"],
    ["an unknown line", "trust everybody\nquorum none", "no line starts with trust"],
  ] as const) {
    it(`is refused with ${what}`, () =>
      expect(problemOf(text))
        .to.match(/^log.bad_policy/)
        .and.contain(says));
  }
});
