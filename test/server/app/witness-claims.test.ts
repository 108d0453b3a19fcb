import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { createLogHalt } from "../../../server/adapters/postgres/log-halt.ts";
import { createLogPublisher } from "../../../server/adapters/postgres/log-publisher.ts";
import { checkpointSigner } from "../../../server/adapters/postgres/log-settings.ts";
import { createWitnessBook } from "../../../server/adapters/postgres/log-witness-book.ts";
import { httpWitnesses } from "../../../server/adapters/witness/http-witness.ts";
import { openWitnessing } from "../../../server/app/log-witnessing.ts";
import { signCheckpoint } from "../../../server/domain/log/checkpoint.ts";
import { witnessKey } from "../../../server/domain/log/cosignature.ts";
import { formatVerifierKey } from "../../../server/domain/log/signed-note.ts";
import { parsePolicy } from "../../../server/domain/log/witness-policy.ts";
import { handIn, type LogFixture, logFixture, SETTINGS } from "../adapters/postgres/log-fixture.ts";

const KEY = formatVerifierKey(witnessKey("w1.example", new Uint8Array(32).fill(7)));
const { origin } = SETTINGS.identity;

/** A witness that says whatever it is told to. */
describe("a witness that says it has signed what the database does not lead to", function () {
  this.timeout(60_000);
  let log: LogFixture;
  let server: Server | undefined;

  before(async () => {
    log = await logFixture();
    await handIn(log, 5);
    await log.sequencer.sequence();
  });
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });
  after(() => log.close());

  /** Why the log stands after this witness was asked. */
  async function reasonAfter(claimed: number, shown: string | null): Promise<string> {
    server = createServer((request, response) => {
      if (request.method === "POST") response.writeHead(409).end(`${claimed}\n`);
      else if (shown === null) response.writeHead(404).end("Nothing here.\n");
      else response.end(shown);
    });
    await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const policy = parsePolicy(`witness W1 ${KEY} http://127.0.0.1:${port}\nquorum W1`);
    const halt = createLogHalt(log.database, SETTINGS);
    await openWitnessing({
      book: createWitnessBook(log.database, SETTINGS),
      policy,
      witnesses: httpWitnesses(policy),
      halt,
      onTrouble: () => {},
    }).pass();
    const reason = (await halt.reason())!;
    await halt.goOn(reason);
    return reason;
  }
  const signed = (size: number, keys = SETTINGS.keys): string =>
    signCheckpoint(
      { origin, size, root: new Uint8Array(32).fill(9) },
      { ...checkpointSigner(SETTINGS), keys },
    ).note;

  it("is named with what it says, and shown to be right by the checkpoint it shows", async () => {
    const reason = await reasonAfter(9, signed(9));
    expect(reason).to.contain(`the witness ${KEY} has cosigned size 9, the database has only 5`);
    expect(reason).to.contain("shows the checkpoint that this log's keys signed");
    expect(reason).to.contain("restore a newer backup, or run redress recover-log");
  });

  for (const [what, shown] of [
    ["that shows nothing", () => null],
    ["that shows a smaller one", () => signed(3)],
    [
      "that shows one of other keys",
      () => signed(9, { ...SETTINGS.keys, ed25519: new Uint8Array(32).fill(8) }),
    ],
    ["that shows no checkpoint at all", () => "no checkpoint"],
  ] as const)
    it(`stops the log all the same where it is one ${what}, which the reason says with the way out`, async () => {
      const reason = await reasonAfter(9, shown());
      expect(reason).to.contain("but shows no checkpoint of that size that this log's keys signed");
      expect(reason).to.contain("recover-log --check").and.contain("take the witness out of WITNESS_POLICY");
    });

  it("is said to contradict itself where it shows the very root of the database", async () => {
    const own = (await createLogPublisher(log.database, SETTINGS).checkpoint())!;
    expect(await reasonAfter(5, own.note)).to.contain(
      "has cosigned another root at size 5, but shows a checkpoint of that size with the very root this database has",
    );
  });

  it("is shown to be right about another root by the checkpoint it shows", async () => {
    expect(await reasonAfter(5, signed(5))).to.contain(
      "has cosigned another root at size 5, and shows the checkpoint that this log's keys signed",
    );
  });
});
