import { expect } from "chai";
import { createLogHalt } from "../../../server/adapters/postgres/log-halt.ts";
import { createLogPublisher } from "../../../server/adapters/postgres/log-publisher.ts";
import { createWitnessBook } from "../../../server/adapters/postgres/log-witness-book.ts";
import { httpWitnesses } from "../../../server/adapters/witness/http-witness.ts";
import { anchorHead } from "../../../server/app/log-anchoring.ts";
import { readWitnesses } from "../../../server/app/log-witnesses.ts";
import { openWitnessing, type WitnessClient, type Witnessing } from "../../../server/app/log-witnessing.ts";
import { witnessKey } from "../../../server/domain/log/cosignature.ts";
import { formatVerifierKey } from "../../../server/domain/log/signed-note.ts";
import { verifyReceipt } from "../../../server/domain/log/verify.ts";
import { parsePolicy } from "../../../server/domain/log/witness-policy.ts";
import { witnessesView } from "../../../server/schema/log.ts";
import { startWitness, type TestWitness } from "../../support/witness.ts";
import { handIn } from "../adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "./log-chain.ts";

const STRANGER = formatVerifierKey(witnessKey("stranger.example", new Uint8Array(32).fill(7)));

describe("witnesses in processes of their own, two of three asked for", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let witnesses: TestWitness[];
  let troubles: string[];

  before(async () => {
    at = await anchoredLog();
    const { verifierKey } = at.settings.identity;
    witnesses = await Promise.all([1, 2, 3].map((n) => startWitness(`w${n}.example`, verifierKey)));
  });
  after(async () => {
    await Promise.all(witnesses.map((witness) => witness.stop()));
    await at.close();
  });

  const policyOf = (operators: readonly string[]) =>
    parsePolicy(
      [
        ...operators.map((who, n) => `# operator W${n} ${who}`),
        ...witnesses.map(({ key, url }, n) => `witness W${n} ${key} ${url}`),
        "group two 2 W0 W1 W2",
        "quorum two",
      ].join("\n"),
    );
  function witnessing(operators = ["A", "B", "C"], clients?: readonly WitnessClient[]): Witnessing {
    troubles = [];
    const policy = policyOf(operators);
    return openWitnessing({
      book: createWitnessBook(at.log.database, at.settings),
      policy,
      witnesses: clients ?? httpWitnesses(policy),
      notOf: "platform",
      halt: createLogHalt(at.log.database, at.settings),
      onTrouble: (witness) => troubles.push(witness),
    });
  }
  const stateOf = async (leaf: string) => (await at.log.reader.statuses([leaf])).get(leaf)!.state;
  async function integrate(prefix: string): Promise<string> {
    const [leaf] = await handIn(at.log, 3, prefix);
    await at.log.sequencer.sequence();
    return leaf!;
  }

  it("sign the head, and the entry under it is witnessed", async () => {
    const leaf = await integrate("a");
    expect(await stateOf(leaf)).to.equal("integrated");
    expect(await witnessing().pass()).to.deep.equal({ size: 3, witnessed: true });
    expect(await stateOf(leaf)).to.equal("witnessed");
    expect(troubles).to.deep.equal([]);
  });

  it("go on from what each signed last, also for a server that has forgotten it", async () => {
    await integrate("b");
    expect(await witnessing().pass()).to.deep.equal({ size: 6, witnessed: true });
  });

  it("are asked by two at a time, and neither takes the other's progress for a fork", async () => {
    await integrate("two");
    const policy = policyOf(["A", "B", "C"]);
    const beside = witnessing();
    let moved = false;
    const slow = httpWitnesses(policy).map(({ key, ask }) => ({
      key,
      ask: async (body: string) => {
        const answer = await ask(body);
        // The witness is moved on between its telling how far it is and the next question.
        if (answer.status === 409 && !moved) {
          moved = true;
          await beside.pass();
        }
        return answer;
      },
    }));
    expect(await witnessing(["A", "B", "C"], slow).pass()).to.deep.equal({ size: 9, witnessed: true });
    expect(moved).to.equal(true);
    expect(await createLogHalt(at.log.database, at.settings).reason()).to.equal(null);
    expect(troubles).to.deep.equal([]);
  });

  it("are asked before an anchor is sent, so that receipts carry their cosignatures", async () => {
    const leaf = await integrate("c");
    await anchorHead({ ...at.deps, witness: witnessing().pass });
    await at.settle();
    const { verdict, steps } = await verifyReceipt((await at.log.reader.receipt(leaf, true))!, {
      chain: at.view(),
      policy: policyOf(["A", "B", "C"]),
    });
    expect(verdict).to.equal("valid");
    expect(steps.find(({ step }) => step === "witnesses")).to.include({ result: "valid", detail: "3" });
  });

  it("do not count when they are the operator's own", async () => {
    const leaf = await integrate("d");
    expect(await witnessing(["A", "platform", "platform"]).pass()).to.include({ witnessed: false });
    expect(await stateOf(leaf)).to.equal("integrated");
  });

  it("are still enough with one of them down", async () => {
    await witnesses[2]!.stop("SIGKILL");
    const leaf = await integrate("e");
    expect(await witnessing().pass()).to.include({ witnessed: true });
    expect(troubles).to.deep.equal([witnesses[2]!.key]);
    expect(await stateOf(leaf)).to.equal("witnessed");
  });

  it("are listed with who runs them, whether they count, and how far each has signed", async () => {
    const publisher = createLogPublisher(at.log.database, at.settings);
    const policy = policyOf(["A", "platform", "C"]);
    const view = await readWitnesses({ publisher, policy, notOf: "platform" });
    const head = (await publisher.checkpoint())!.size;
    expect(
      witnessesView.parse(view).witnesses.map(({ cosigned, ...rest }) => [rest, cosigned?.size]),
    ).to.deep.equal([
      [{ name: "W0", operator: "A", key: witnesses[0]!.key, counts: true }, head],
      [{ name: "W1", operator: "platform", key: witnesses[1]!.key, counts: false }, head],
      [{ name: "W2", operator: "C", key: witnesses[2]!.key, counts: true }, head - 3],
    ]);
    const [stranger] = parsePolicy(`witness N ${STRANGER}\nquorum N`).witnesses;
    expect(await publisher.cosigned([stranger!.key])).to.deep.equal(new Map());
  });

  it("leave an entry integrated with two of them down, and never keep its anchor back", async () => {
    await witnesses[1]!.stop("SIGKILL");
    const leaf = await integrate("f");
    const { pass } = witnessing();
    expect(await pass()).to.include({ witnessed: false });
    expect(await stateOf(leaf)).to.equal("integrated");
    expect(await anchorHead({ ...at.deps, witness: pass })).to.have.property("kind", "enqueued");
    for (let tries = 0; tries < 2; tries++) {
      await at.settle();
      await anchorHead({ ...at.deps, witness: pass });
    }
    await at.settle();
    expect(await stateOf(leaf)).to.equal("anchored");
  });

  it("come back after kill -9 with all they signed, and catch up at once", async () => {
    const { verifierKey } = at.settings.identity;
    const again = [1, 2].map((n) => startWitness(`w${n + 1}.example`, verifierKey, witnesses[n]!.home));
    const [two, three] = await Promise.all(again);
    expect(two!.key).to.equal(witnesses[1]!.key);
    witnesses = [witnesses[0]!, two!, three!];
    expect(await witnessing().pass()).to.include({ witnessed: true });
    expect(troubles).to.deep.equal([]);
  });

  it("do not run twice on one folder", async () => {
    const { verifierKey } = at.settings.identity;
    const second = await startWitness("w1.example", verifierKey, witnesses[0]!.home).catch(String);
    expect(second).to.contain("is this witness already");
  });
});
