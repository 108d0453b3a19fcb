import { expect } from "chai";
import { signIn, until } from "../../server/cli/demo/client.ts";
import type { CaseView } from "../../server/schema/case.ts";
import { type SetUp, startSetUp } from "../support/set-up.ts";
import { onTeardown } from "../support/teardown.ts";
import { tempDir } from "../support/temp-dir.ts";
import {
  bondOf,
  type CaseKey,
  expectBooksRight,
  expectDocumentsOpen,
  expectLookedAt,
  expectPromisesKept,
  lastingPart,
  payoutsOf,
  readCase,
} from "./expectations.ts";
import { type Acknowledged, type HandInStream, startHandingIn } from "./hand-in-stream.ts";
import { openSecondCase } from "./open-case.ts";
import { familyOf, killNow, type Parts, type Process, partsOf, stillRunning } from "./processes.ts";

const SEVERAL = 3;
/** Pays in while the chain dies. */
const BONDED = "nanchuan-freight";

describe("what was acknowledged outlives every crash", function () {
  this.timeout(300_000);
  const home = tempDir("redress-faults-");
  const seen = new Map<number, Process>();
  const acknowledged: Acknowledged[] = [];
  let setUp: SetUp;
  let sample: CaseKey & { claimUrl: string };
  let settled: CaseView;
  let open: CaseKey;
  let bondMinor: bigint;
  let stream: HandInStream;

  // A test that fails between two starts leaves parts without a supervisor.
  onTeardown(async () => killNow(stillRunning([...seen.values()]).map(({ pid }) => pid)));

  before(async () => {
    await start();
    sample = await (await signIn(setUp.url, "mall")).get("/dev/sample");
    settled = await readCase(setUp.url, sample);
    bondMinor = await bondOf(setUp.url, BONDED);
    open = await openSecondCase(setUp.url, sample.claimUrl);
  });
  beforeEach(() => {
    stream = startHandingIn(() => setUp.url, open.caseId, open.caseToken);
  });
  afterEach(async () => {
    await stream.stop();
    acknowledged.push(...stream.documents);
    await expectPromisesKept(setUp.url, open, new Set(acknowledged.map(({ leafHash }) => leafHash)));
    await expectDocumentsOpen(setUp.url, open, acknowledged);
    await expectBooksRight(setUp.url);
    expect(await bondOf(setUp.url, BONDED)).to.equal(bondMinor);
    expect(await payoutsOf(setUp.url, home, sample.caseId)).to.deep.equal({ onChain: 1, booked: 1 });
    expect(lastingPart(await readCase(setUp.url, sample))).to.deep.equal(lastingPart(settled));
  });

  async function start(): Promise<void> {
    setUp = await startSetUp(home);
    console.log(`    ready after ${setUp.startSeconds.toFixed(1)} s`);
    look();
  }

  /** Who runs now; remembered, so that nothing stays behind unseen. */
  function look(): Parts {
    const parts = partsOf(home);
    for (const one of familyOf(parts.supervisor)) seen.set(one.pid, one);
    return parts;
  }

  /** kill -9 in the midst of documents coming in. */
  async function crash(names: readonly (keyof Parts)[], justBefore = async () => {}): Promise<void> {
    const parts = look();
    await stream.more(SEVERAL);
    await justBefore();
    killNow(names.map((name) => parts[name]));
  }

  for (const part of ["server", "chain", "database"] as const) {
    it(`kill -9 of the ${part}: it comes back by itself and intake goes on`, async () => {
      const before = look();
      await crash([part]);
      await until(`another ${part}`, async () => (pidNow(part) ?? before[part]) !== before[part] || null);
      await stream.more(SEVERAL);
    });
  }

  it("kill -9 of chain and server while money is on its way: booked once", async () => {
    const operator = await signIn(setUp.url, "mall");
    const path = `/v1/parties/${BONDED}/bond-deposits`;
    await crash(["chain", "server"], async () => {
      for (const reference of ["fault-1", "fault-2", "fault-3"]) {
        await operator.post(path, { amountMinor: "100", reference });
        bondMinor += 100n;
      }
    });
    await until("the deposits on chain", async () => {
      const now = await bondOf(setUp.url, BONDED).catch(() => 0n);
      return now >= bondMinor ? true : null;
    });
  });

  it("kill -9 of the supervisor: the next start takes over what it left running", async () => {
    await crash(["supervisor"]);
    await start();
    await stream.more(SEVERAL);
  });

  it("kill -9 of all of it at one instant: the next start finds every document", async () => {
    await crash(["supervisor", "server", "chain", "database"]);
    await start();
    await stream.more(SEVERAL);
  });

  it("Ctrl-C ends every process, and the next start finds everything as it was", async () => {
    await stream.stop();
    look();
    await expectLookedAt(setUp.url, open);
    const before = lastingPart(await readCase(setUp.url, open));
    await setUp.stop();
    expect(stillRunning([...seen.values()])).to.deep.equal([]);
    await start();
    expect(lastingPart(await readCase(setUp.url, open))).to.deep.equal(before);
  });

  function pidNow(part: keyof Parts): number | undefined {
    try {
      return look()[part];
    } catch {
      return undefined;
    }
  }
});
