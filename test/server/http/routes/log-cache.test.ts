import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { unitOfWork } from "../../../../server/adapters/postgres/database.ts";
import { createAnchorBook } from "../../../../server/adapters/postgres/log-anchor-book.ts";
import { createLogIntake } from "../../../../server/adapters/postgres/log-intake.ts";
import { type LogLine, openLogLine } from "../../../../server/adapters/postgres/log-line.ts";
import { closeLog, createRotationBook } from "../../../../server/adapters/postgres/log-rotation.ts";
import { createLineSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import { logIdHex } from "../../../../server/adapters/postgres/log-settings.ts";
import { anchorHead } from "../../../../server/app/log-anchoring.ts";
import { advanceRotation } from "../../../../server/app/log-rotation.ts";
import { tempDir } from "../../../support/temp-dir.ts";
import { type PublishedLog, publish } from "../../../trust/published.ts";
import { file, redress } from "../../../trust/support.ts";
import { SENDER_KEY } from "../../adapters/chain/support.ts";
import { input, randomness } from "../../adapters/postgres/log-fixture.ts";
import { type AnchoredLog, anchoredLog } from "../../jobs/log-chain.ts";

const NEXT = "test.redress.example/log/2";
const SAME_TILES = ["tile/0/000.p/3", "tile/entries/000.p/3"];

/** How long a cache may keep what is not there where nothing is said of that (RFC 9111, section 4.2.2). */
const HEURISTIC_SECONDS = 60;

/** A shared cache in front of a server, which keeps answers as long as they say; its clock is set by hand. */
class Cache {
  seconds = 0;
  readonly kept = new Map<string, { status: number; body: Buffer; until: number }>();
  readonly #server: Server;

  constructor(origin: string) {
    this.#server = createServer(async ({ url = "/" }, response) => {
      const found = this.kept.get(url);
      const answer =
        found !== undefined && found.until > this.seconds ? found : await this.#fetch(origin, url);
      response.writeHead(answer.status).end(answer.body);
    });
  }

  async #fetch(origin: string, url: string) {
    const response = await fetch(`${origin}${url}`);
    const { status } = response;
    const said = response.headers.get("cache-control");
    const heuristic = said === null && status === 404 ? HEURISTIC_SECONDS : 0;
    const age = Number(/max-age=(\d+)/.exec(said ?? "")?.[1] ?? heuristic);
    const answer = { status, body: Buffer.from(await response.arrayBuffer()), until: this.seconds + age };
    this.kept.set(url, answer);
    return answer;
  }

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await new Promise((resolve) => this.#server.once("listening", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe("a cache in front of a log that goes on in another", function () {
  this.timeout(120_000);
  let at: AnchoredLog;
  let line: LogLine;
  let shown: PublishedLog;
  let cache: Cache;
  let front: string;

  before(async () => {
    at = await anchoredLog(SENDER_KEY);
    line = await openLogLine(at.log.database, at.settings);
    shown = await publish(at.log.database, line);
    cache = new Cache(new URL(shown.url).origin);
    front = await cache.listen();
    await handIn(3);
    await work();
  });
  after(async () => {
    cache?.close();
    await shown?.close();
    await at?.close();
  });

  async function handIn(count: number): Promise<void> {
    const inputs = Array.from({ length: count }, (_, n) => input(`${line.identity.origin} ${n}`));
    const intake = createLogIntake(line, randomness);
    await unitOfWork(at.log.database).run((tx) => intake.accept(tx, inputs));
  }
  async function work(): Promise<string> {
    const { database } = at.log;
    await createLineSequencer(database, line).sequence();
    for (const settings of await line.unsealed())
      await anchorHead({ ...at.deps, book: createAnchorBook(database, settings) });
    await at.settle();
    const book = createRotationBook(database, line, at.chain.senderAddress);
    const step = await advanceRotation({ ...at.deps, book });
    await at.settle();
    return step;
  }
  const keptFor = async (path: string) => {
    const response = await fetch(`${new URL(shown.url).origin}${path}`);
    expect(response.status, path).to.equal(200);
    return response.headers.get("cache-control");
  };
  const monitor = (identity: object) =>
    redress(
      ...["monitor", "--log", file(JSON.stringify(identity), "log.json"), "--state", tempDir()],
      ...["--url", `${front}/log`, "--rpc", at.rpcUrl],
    );
  async function expectHeaders(): Promise<void> {
    for (const path of SAME_TILES) {
      expect(await keptFor(`/log/${path}`))
        .to.match(/max-age=\d,/)
        .and.not.contain("immutable");
      expect(await keptFor(`/logs/${logIdHex(line)}/${path}`)).to.contain("immutable");
    }
  }

  it("may keep tiles for ever under the log's own address, and for seconds under that of the current one", async () => {
    await expectHeaders();
    expect((await monitor(at.settings.identity)).code).to.equal(0);
    expect([...cache.kept.keys()]).to.include.members(SAME_TILES.map((path) => `/log/${path}`));
  });

  it("keeps no answer that a tile is not there yet, which would read as withheld once it is", async () => {
    for (const tile of ["tile/0/000.p/5", "tile/entries/000.p/5"])
      expect((await fetch(`${front}/log/${tile}`)).status).to.equal(404);
    await handIn(5); // Three of them repeat what was handed in.
    await work();
    cache.seconds += 3;
    const { out, code } = await monitor(at.settings.identity);
    expect([code, /Size (\d+): recomputed/.exec(out)?.[1]], out).to.deep.equal([0, "5"]);
  });

  it("gives a monitor of the next log nothing of the one before", async () => {
    await closeLog(at.log.database, line, NEXT);
    await handIn(2);
    let step = "";
    for (let pass = 0; pass < 12 && step !== "none"; pass++) step = await work();
    await work();
    cache.seconds += 3;
    await expectHeaders();
    const { out, code } = await monitor(line.identity);
    expect([code, /Size (\d+): recomputed/.exec(out)?.[1]], out).to.deep.equal([0, "3"]);
  });
});
