import { expect } from "chai";
import { agreeingView } from "../../../../server/domain/log/agreeing-view.ts";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";
import type { ChainView } from "../../../../server/domain/log/chain-view.ts";
import { cosign, witnessKey } from "../../../../server/domain/log/cosignature.ts";
import { ed25519PublicKey } from "../../../../server/domain/log/ed25519.ts";
import { logVerifierKey } from "../../../../server/domain/log/log-identity.ts";
import { signPromise } from "../../../../server/domain/log/promise.ts";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { formatNote, formatVerifierKey, parseNote } from "../../../../server/domain/log/signed-note.ts";
import type { StepName } from "../../../../server/domain/log/verify.ts";
import { verifyReceipt } from "../../../../server/domain/log/verify.ts";
import { stateShown } from "../../../../server/domain/log/verify-finality.ts";
import { parsePolicy } from "../../../../server/domain/log/witness-policy.ts";
import {
  chainOf,
  DOCUMENT_HASH,
  fullReceipt,
  IDENTITY,
  KEYS,
  LOG_ID,
  PROMISED_BY,
  WITNESS,
} from "./receipt-fixture.ts";

const TEXT = fullReceipt();
const CHAIN = chainOf(TEXT);
const options = { chain: CHAIN, documentHash: DOCUMENT_HASH };

/** The receipt with one member altered, still canonical JSON: what a careful forger sends. */
function altered(path: string, change: (value: never) => unknown): string {
  const receipt = JSON.parse(TEXT) as Record<string, unknown>;
  const keys = path.split(".");
  let at = receipt;
  for (const key of keys.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = keys.at(-1)!;
  const value = change(at[last] as never);
  if (value === undefined) delete at[last];
  else at[last] = value;
  return canonicalJson(receipt);
}

const flip = (text: string, at = 0): string => {
  const digit = text[at] === "0" ? "1" : "0";
  return text.slice(0, at) + digit + text.slice(at + 1);
};

describe("verifyReceipt", () => {
  it("finds a complete receipt valid, step by step", async () => {
    const { verdict, steps } = await verifyReceipt(TEXT, options);
    expect(steps.map(({ step, result }) => `${step} ${result}`)).to.deep.equal([
      "format valid",
      "entry valid",
      "statement valid",
      "document valid",
      "promise valid",
      "inclusion valid",
      "checkpoint valid",
      "witnesses absent",
      "keys valid",
      "anchor valid",
      "finality absent",
    ]);
    expect(verdict).to.equal("valid");
  });

  const forgeries: [string, string, (value: never) => unknown, StepName][] = [
    ["the salt", "salt", (v: string) => flip(v), "statement"],
    ["the statement", "statement", (v: string) => v.replace("merchant-1", "merchant-2"), "statement"],
    ["the statement's spelling", "statement", (v: string) => ` ${v}`, "statement"],
    ["the entry's type", "entry", (v: string) => v.replace("chat.transcript", "media"), "promise"],
    ["the entry's form", "entry", (v: string) => v.replace("redress.entry/1", "redress.entry/2"), "entry"],
    ["the promise's leaf", "promise.leafHash", (v: string) => flip(v), "promise"],
    ["the promised instant", "promise.promisedBy", () => "2026-11-23T10:00:00Z", "promise"],
    ["the promise's signer", "promise.signer", (v: string) => flip(v, 9), "promise"],
    ["the promise's signature", "promise.signature", (v: string) => flip(v, 20), "promise"],
    ["the promise's contract", "promise.contract", () => `0x${"c1".repeat(20)}`, "promise"],
    ["the operator", "log.operatorParty", () => "somebody", "promise"],
    ["the log's key", "log.verifierKey", (v: string) => v.replace("/log/1", "/log/2"), "promise"],
    ["the index", "inclusion.index", () => 6, "inclusion"],
    [
      "a hash of the audit path",
      "inclusion.proof",
      (v: string[]) => [flip(v[0]!), ...v.slice(1)],
      "inclusion",
    ],
    ["the audit path's length", "inclusion.proof", (v: string[]) => v.slice(1), "inclusion"],
    ["the checkpoint's size", "checkpoint", (v: string) => v.replace("\n11\n", "\n12\n"), "checkpoint"],
    ["the checkpoint's signer", "checkpointSigner", (v: string) => flip(v, 9), "checkpoint"],
    ["the log's line", "checkpoint", (v: string) => withoutLine(v, 0), "checkpoint"],
    ["the contract's line", "checkpoint", (v: string) => withoutLine(v, 1), "checkpoint"],
    ["a witness's line", "checkpoint", (v: string) => withoutLine(v, 2), "witnesses"],
    ["the list of witnesses", "witnesses", () => [], "witnesses"],
    ["a witness named twice", "witnesses", (v: string[]) => [...v, ...v], "witnesses"],
    ["the block's number", "anchor.blockNumber", () => 1235, "anchor"],
    ["the block's hash", "anchor.blockHash", (v: string) => flip(v, 9), "anchor"],
    ["the block's time", "anchor.blockTime", () => "2026-11-21T10:05:06Z", "anchor"],
    ["an unknown field", "note", () => "trust me", "format"],
    ["an unknown field of a part", "anchor.note", () => "trust me", "format"],
    ["upper case hex", "salt", (v: string) => v.replace("09", "0A"), "format"],
    ["a version to come", "v", () => "redress.receipt/2", "format"],
    ["a missing salt", "salt", () => undefined, "format"],
    ["a missing checkpoint", "checkpoint", () => undefined, "format"],
  ];
  for (const [what, path, change, step] of forgeries)
    it(`names the step when ${what} is altered`, async () => {
      const { verdict, steps } = await verifyReceipt(altered(path, change), options);
      expect(verdict).to.equal("invalid");
      expect(steps.find(({ result }) => result === "invalid")!.step).to.equal(step);
    });

  it("refuses white space, key order and repeated keys outside canonical JSON", async () => {
    for (const text of [
      `${TEXT}\n`,
      ` ${TEXT}`,
      TEXT.replace('{"anchor"', '{"v":"redress.receipt/1","anchor"'),
    ])
      expect((await verifyReceipt(text, options)).steps[0]!.result).to.equal("invalid");
  });

  it("cannot tell when the transaction is unknown to the chain", async () => {
    const text = altered("anchor.transaction", (v: string) => flip(v, 9));
    expect((await verifyReceipt(text, options)).verdict).to.equal("cannot_tell");
  });

  const chains: [string, Partial<ChainView>, string][] = [
    ["another chain answers", { chainId: async () => 1 }, "keys.other_chain"],
    ["the endpoint fails", { chainId: async () => Promise.reject(new Error("refused")) }, "keys.unreachable"],
    ["the contract does not know the key", { keyActiveAt: async () => 0 }, "keys.unknown_promise_key"],
    [
      "the key came into force after the promise",
      { keyActiveAt: async () => 4e9 },
      "keys.unknown_promise_key",
    ],
    ["the contract has no root of that size", { rootAt: async () => null }, "anchor.no_root"],
  ];
  for (const [what, change, reason] of chains)
    it(`cannot tell when ${what}`, async () => {
      const { verdict, steps } = await verifyReceipt(TEXT, { ...options, chain: { ...CHAIN, ...change } });
      expect(verdict).to.equal("cannot_tell");
      expect(steps.find(({ result }) => result === "cannot_tell")!.reason).to.equal(reason);
    });

  it("says invalid when the contract recorded another root", async () => {
    const chain = { ...CHAIN, rootAt: async () => "11".repeat(32) };
    const { steps } = await verifyReceipt(TEXT, { ...options, chain });
    expect(steps.at(-1)).to.include({ result: "invalid", reason: "anchor.root_differs" });
  });

  it("does not ask the chain about what is false already", async () => {
    const never: ChainView["chainId"] = () => {
      throw new Error("asked");
    };
    const result = await verifyReceipt(
      altered("salt", (v: string) => flip(v)),
      { chain: { ...CHAIN, chainId: never } },
    );
    expect(result.verdict).to.equal("invalid");
  });

  it("cannot tell when the contract is not the pinned one", async () => {
    const { verdict } = await verifyReceipt(TEXT, { ...options, contract: `0x${"12".repeat(20)}` });
    expect(verdict).to.equal("cannot_tell");
  });

  it("takes the public copy, without statement and salt, as valid", async () => {
    const { statement: _, salt: __, ...rest } = JSON.parse(TEXT) as Receipt;
    const { verdict } = await verifyReceipt(canonicalJson(rest), { chain: CHAIN });
    expect(verdict).to.equal("valid");
  });

  describe("of an anchor", () => {
    const TAG = { kind: "tag", tag: "finalized" } as const;
    const finalUpTo = (block: number) => ({ ...CHAIN, finalBlock: async () => block });
    const last = async (given: Parameters<typeof verifyReceipt>[1]) => {
      const { verdict, steps } = await verifyReceipt(TEXT, given);
      const { step, result, reason, detail } = steps.at(-1)!;
      return [verdict, `${step} ${result}`, reason, detail, stateShown(steps)];
    };

    it("says that it is final", async () => {
      const said = ["valid", "finality valid", "finality.final", "tag:finalized, 1234", "finalised"];
      expect(await last({ chain: finalUpTo(1234) })).to.deep.equal(said);
    });

    it("names one that is not final yet, and does not call it final", async () => {
      const said = ["valid", "finality absent", "finality.not_final", "tag:finalized, 1233", "anchored"];
      expect(await last({ chain: finalUpTo(1233) })).to.deep.equal(said);
    });

    it("cannot tell when finality was asked for and is not there, or nobody can say", async () => {
      const asked = { finality: TAG };
      expect((await last({ ...asked, chain: finalUpTo(1233) }))[0]).to.equal("cannot_tell");
      expect((await last({ ...asked, chain: CHAIN }))[0]).to.equal("cannot_tell");
      expect((await last({ ...asked, chain: finalUpTo(1234) }))[0]).to.equal("valid");
    });

    it("asks by the rule it was given", async () => {
      const chain = { ...CHAIN, finalBlock: async (rule: object) => ("blocks" in rule ? 9999 : 0) };
      expect((await last({ chain, finality: { kind: "depth", blocks: 3 } }))[2]).to.equal("finality.final");
    });

    it("goes by the slowest of several nodes, which need not be at the same block", async () => {
      const both = (...blocks: number[]) => ({ chain: agreeingView(blocks.map(finalUpTo)) });
      expect((await last(both(1300, 1233)))[2]).to.equal("finality.not_final");
      expect((await last(both(1300, 1234)))[2]).to.equal("finality.final");
    });

    it("hears which log goes on only where all nodes say the same, and all can say", async () => {
      const next = (logId: string) => ({ ...CHAIN, successorOf: async () => logId });
      const ask = async (...views: ChainView[]) => {
        const answer = agreeingView(views).successorOf?.(IDENTITY.contract, "00");
        return await answer?.catch((error: Error) => error.constructor.name);
      };
      expect(await ask(next("aa"), next("aa"))).to.equal("aa");
      expect(await ask(next("aa"), next("bb"))).to.equal("SourcesDiffer");
      expect(await ask(next("aa"), CHAIN)).to.equal("Error");
    });

    it("names a node that does not know the tag", async () => {
      const chain = { ...CHAIN, finalBlock: () => Promise.reject(new Error("unknown tag")) };
      expect((await last({ chain })).slice(0, 3)).to.deep.equal([
        "valid",
        "finality absent",
        "finality.unknown",
      ]);
    });
  });

  describe("of a promise", () => {
    const promiseOf = (seconds: number) => {
      const { leafHash } = (JSON.parse(TEXT) as Receipt).promise;
      const terms = { domain: IDENTITY, logId: LOG_ID, leafHash: Buffer.from(leafHash, "hex") };
      return signPromise({ ...terms, promisedBy: PROMISED_BY + seconds }, KEYS.promise);
    };
    const step = async (change: object) => {
      const text = canonicalJson({ ...(JSON.parse(TEXT) as Receipt), ...change });
      const { steps } = await verifyReceipt(text, { chain: CHAIN });
      const { result, reason } = steps.find(({ step: name }) => name === "promise")!;
      return `${result} ${reason}`;
    };
    const held = (seconds: number) => {
      const { entry, log, statement, salt, v } = JSON.parse(TEXT) as Receipt & { v: string };
      const text = canonicalJson({ v, entry, log, statement, salt, promise: promiseOf(seconds) });
      return verifyReceipt(text, { chain: CHAIN });
    };

    it("takes one of a day from the minute of receipt", async () => {
      expect(await step({ promise: promiseOf(60) })).to.equal("valid promise.signed");
    });

    it("cannot tell what one for longer is worth, and calls nothing accepted by it", async () => {
      const { steps } = await held(61);
      const { result, reason } = steps.find(({ step: name }) => name === "promise")!;
      expect(`${result} ${reason}`).to.equal("cannot_tell promise.too_far");
      expect(stateShown(steps)).to.equal(null);
      expect(stateShown((await held(60)).steps)).to.equal("accepted");
    });

    it("goes by the inclusion where the promise was given anew", async () => {
      expect(await step({ promise: promiseOf(61) })).to.equal("valid promise.given_later");
    });
  });

  describe("of witnesses", () => {
    const key = formatVerifierKey(witnessKey(WITNESS.name, WITNESS.seed));
    const policy = parsePolicy(`# operator W NGO\nwitness W ${key}\nquorum W`);
    /** The receipt cosigned by a key that anybody may make for himself, under a name that is somebody else's. */
    const forged = () => {
      const receipt = JSON.parse(TEXT) as Receipt;
      const [name, own] = ["court.example/最高人民法院", new Uint8Array(32).fill(77)];
      const line = cosign(parseNote(receipt.checkpoint!).text, name, own, 1_700_000_000);
      const witnesses = [...receipt.witnesses!, formatVerifierKey(witnessKey(name, own))];
      return canonicalJson({ ...receipt, checkpoint: receipt.checkpoint! + line, witnesses });
    };
    const said = async (text: string, given: Parameters<typeof verifyReceipt>[1] = {}) => {
      const { steps, verdict } = await verifyReceipt(text, { chain: CHAIN, ...given });
      const { result, reason, detail } = steps.find(({ step }) => step === "witnesses")!;
      return [verdict, `${result} ${reason}`, detail];
    };
    const unanchored = (text: string) => {
      const { anchor: _, ...rest } = JSON.parse(text) as Receipt;
      return canonicalJson(rest);
    };

    it("vouches for none without a policy, and calls their names self-declared", async () => {
      const names = "2 (witness.example/1, court.example/最高人民法院)";
      expect(await said(forged())).to.deep.equal(["valid", "absent witnesses.self_declared", names]);
    });

    it("shows no more than the first few names", async () => {
      const receipt = JSON.parse(TEXT) as Receipt;
      const seeds = [1, 2, 3, 4, 5, 6].map((n) => [`w${n}`, new Uint8Array(32).fill(n)] as const);
      const { text } = parseNote(receipt.checkpoint!);
      const [log, contract] = receipt.checkpoint!.slice(text.length + 1).split("\n");
      const lines = seeds.map(([name, own]) => cosign(text, name, own, 1_700_000_000));
      const many = {
        checkpoint: formatNote(text, [`${log}\n${contract}\n`, ...lines]),
        witnesses: seeds.map(([name, own]) => formatVerifierKey(witnessKey(name, own))),
      };
      const [, , detail] = await said(canonicalJson({ ...receipt, ...many }));
      expect(detail).to.equal("6 (w1, w2, w3, w4, w5, …)");
    });

    it("calls an entry witnessed by a policy that is met, and by nothing else", async () => {
      const stateBy = async (given: Parameters<typeof verifyReceipt>[1]) =>
        stateShown((await verifyReceipt(unanchored(forged()), { chain: CHAIN, ...given })).steps);
      expect(await stateBy({})).to.equal("integrated");
      expect(await stateBy({ policy: parsePolicy("quorum none") })).to.equal("integrated");
      expect(await stateBy({ policy })).to.equal("witnessed");
    });

    it("counts those of the policy only", async () => {
      expect(await said(forged(), { policy })).to.deep.equal(["valid", "valid witnesses.signed", "1"]);
      const stranger = formatVerifierKey(witnessKey("x.example", new Uint8Array(32).fill(5)));
      const other = parsePolicy(`# operator X NGO\nwitness X ${stranger}\nquorum X`);
      expect(await said(forged(), { policy: other })).to.deep.equal([
        ...["cannot_tell", "cannot_tell witnesses.too_few", "0"],
      ]);
    });
  });

  describe("of a log", () => {
    const step = async (text: string, policy: string) => {
      const { steps, verdict } = await verifyReceipt(text, { chain: CHAIN, policy: parsePolicy(policy) });
      const found = steps.find((one) => one.step === "log");
      return [verdict, found && `${found.result} ${found.reason}`];
    };
    const other = logVerifierKey("other.example/log", ed25519PublicKey(new Uint8Array(32).fill(8)));

    it("cannot tell where the policy is about other logs, whoever cosigned", async () => {
      const said = ["cannot_tell", "cannot_tell log.other_log"];
      expect(await step(TEXT, `log ${other}\nquorum none`)).to.deep.equal(said);
    });

    it("says that the policy is about it, and nothing where that names none", async () => {
      const both = `log ${other}\nlog ${IDENTITY.verifierKey}\nquorum none`;
      expect(await step(TEXT, both)).to.deep.equal(["valid", "valid log.listed"]);
      expect(await step(TEXT, "quorum none")).to.deep.equal(["valid", undefined]);
    });

    it("says invalid where the log's key cannot be read", async () => {
      const text = altered("log.verifierKey", () => "x");
      expect((await step(text, `log ${other}\nquorum none`))[1]).to.equal("invalid log.malformed");
    });
  });

  it("calls a receipt without its anchor promised, not proved", async () => {
    const { anchor: _, ...rest } = JSON.parse(TEXT) as Receipt;
    const { verdict, steps } = await verifyReceipt(canonicalJson(rest), { chain: CHAIN });
    expect(verdict).to.equal("cannot_tell");
    expect(steps.at(-1)!.reason).to.equal("anchor.not_anchored");
  });
});

function withoutLine(note: string, which: number): string {
  const lines = note.split("\n");
  lines.splice(lines.indexOf("") + 1 + which, 1);
  return lines.join("\n");
}
