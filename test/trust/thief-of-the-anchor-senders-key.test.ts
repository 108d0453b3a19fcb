import { expect } from "chai";
import { Contract, NonceManager, Wallet } from "ethers";
import { createAnchorBook } from "../../server/adapters/postgres/log-anchor-book.ts";
import { checkpointSigner } from "../../server/adapters/postgres/log-settings.ts";
import { bytesToHex } from "../../server/domain/log/bytes.ts";
import { signCheckpoint } from "../../server/domain/log/checkpoint.ts";
import { OTHER_KEY, provider, SENDER_KEY } from "../server/adapters/chain/support.ts";
import { handIn, type LogFixture, logFixture } from "../server/adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../server/jobs/log-chain.ts";
import { anchoredEntries } from "./support.ts";

describe("a thief of the anchor sender's key appends leaves nobody has", function () {
  this.timeout(60_000);
  let at: AnchoredLog;
  let thief: Contract;
  let node: ReturnType<typeof provider>;
  /** The true log and three leaves of the thief's behind it, so that the consistency proof is a good one. */
  let extended: LogFixture;

  before(async () => {
    at = await anchoredLog();
    extended = await logFixture(at.settings);
    const [leaf] = await anchoredEntries(at, 1);
    node = provider(at.rpcUrl);
    thief = new Contract(
      at.contract.target,
      at.contract.interface,
      new NonceManager(new Wallet(SENDER_KEY, node)),
    );
    await handIn(extended, 3, `beside ${leaf}`);
    await extended.sequencer.sequence();
  });
  after(async () => {
    node.destroy();
    await extended.close();
    await at.close();
  });

  const head = () =>
    at.contract.getFunction("head")(`0x${bytesToHex(at.settings.logId)}`) as Promise<[bigint]>;
  const refusal = (error: { revert?: { name: string } }) => error.revert?.name ?? String(error);

  it("lacks the log key's signature: the anchor reverts", async () => {
    await handIn(at.log, 3, "more");
    await at.log.sequencer.sequence();
    const book = createAnchorBook(at.log.database, at.settings);
    const next = (await book.head())!;
    const proof = (await book.consistencyProof(1, next.size)).map((hash) => `0x${hash}`);
    const stolen = {
      ...at.settings,
      keys: { ...at.settings.keys, checkpoint: Buffer.from(OTHER_KEY.slice(2), "hex") },
    };
    const { origin } = at.settings.identity;
    const forged = signCheckpoint(
      { origin, size: next.size, root: Buffer.from(next.root, "hex") },
      checkpointSigner(stolen),
    );
    const args = [`0x${book.logId}`, next.size, `0x${next.root}`, proof];
    const signed = `0x${bytesToHex(forged.logSignature)}`;
    expect(
      await thief
        .getFunction("anchor")
        .staticCall(...args, signed)
        .catch(refusal),
    ).to.equal("EvidenceLogBadSignature");
    expect((await head())[0]).to.equal(1n);
    // The very same call with the log's own signature goes through: nothing else was wrong with it.
    await thief.getFunction("anchor").staticCall(...args, next.logSignature);
  });

  it("cannot use the signature of another size or root", async () => {
    const book = createAnchorBook(at.log.database, at.settings);
    const other = (await createAnchorBook(extended.database, at.settings).head())!;
    const next = (await book.head())!;
    const proof = (await book.consistencyProof(1, next.size)).map((hash) => `0x${hash}`);
    const args = [`0x${book.logId}`, next.size, `0x${next.root}`, proof, other.logSignature];
    expect(
      await thief
        .getFunction("anchor")
        .staticCall(...args)
        .catch(refusal),
    ).to.equal("EvidenceLogBadSignature");
  });
});
