import { expect } from "chai";
import { signIn, until } from "../../server/cli/demo/client.ts";
import type { CaseView } from "../../server/schema/case.ts";
import { type SetUp, startSetUp } from "../support/set-up.ts";
import { onTeardown } from "../support/teardown.ts";
import { tempDir } from "../support/temp-dir.ts";
import {
  type CaseKey,
  expectBooksRight,
  expectPromisesKept,
  lastingPart,
  payoutsOf,
  readCase,
} from "./expectations.ts";
import { type HandInStream, startHandingIn } from "./hand-in-stream.ts";
import { handInPicture, openSecondCase } from "./open-case.ts";
import { familyOf, killNow, type Parts, type Process, partsOf, stillRunning } from "./processes.ts";

const SEVERAL = 3;

describe("what was acknowledged outlives every crash", function () {
  this.timeout(300_000);
  const home = tempDir("redress-faults-");
  const seen = new Map<number, Process>();
  const promised = new Set<string>();
  let setUp: SetUp;
  let sample: CaseKey & { claimUrl: string };
  let settled: CaseView;
  let open: CaseKey;
  let stream: HandInStream;

  // A test that fails between two starts leaves parts without a supervisor.
  onTeardown(async () => killNow(stillRunning([...seen.values()]).map(({ pid }) => pid)));

  before(async () => {
    await start();
    sample = await (await signIn(setUp.url, "mall")).get("/dev/sample");
    settled = await readCase(setUp.url, sample);
    open = await openSecondCase(setUp.url, sample.claimUrl);
  });
  beforeEach(() => {
    stream = startHandingIn(() => setUp.url, open.caseId, open.caseToken);
  });
  afterEach(async () => {
    await stream.stop();
    for (const leafHash of stream.acknowledged) promised.add(leafHash);
    await expectPromisesKept(setUp.url, open, promised);
    await expectBooksRight(setUp.url);
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
  async function crash(...names: (keyof Parts)[]): Promise<void> {
    const parts = look();
    await stream.more(SEVERAL);
    killNow(names.map((name) => parts[name]));
  }

  for (const part of ["server", "chain", "database"] as const) {
    it(`kill -9 of the ${part}: it comes back by itself and intake goes on`, async () => {
      const before = look();
      await crash(part);
      await until(`another ${part}`, async () => (pidNow(part) ?? before[part]) !== before[part] || null);
      await stream.more(SEVERAL);
    });
  }

  it("kill -9 of chain and server while a payout is under way: paid once", async () => {
    await handInPicture(setUp.url, open);
    await until("the fund's decision", async () => {
      const { advance } = (await readCase(setUp.url, open)).money;
      expect(advance?.state, JSON.stringify(advance?.reasons)).to.not.equal("refused");
      return advance === null ? null : true;
    });
    await crash("chain", "server");
    await until("the payout", async () => {
      const view = await readCase(setUp.url, open).catch(() => null);
      return view?.money.advance?.state === "paid" ? true : null;
    });
    expect(await payoutsOf(setUp.url, home, open.caseId)).to.deep.equal({ onChain: 1, booked: 1 });
  });

  it("kill -9 of the supervisor: the next start takes over what it left running", async () => {
    await crash("supervisor");
    await start();
    await stream.more(SEVERAL);
    expect(await payoutsOf(setUp.url, home, open.caseId)).to.deep.equal({ onChain: 1, booked: 1 });
  });

  it("a power cut: all of it gone at one instant", async () => {
    await crash("supervisor", "server", "chain", "database");
    await start();
    await stream.more(SEVERAL);
    expect(await payoutsOf(setUp.url, home, open.caseId)).to.deep.equal({ onChain: 1, booked: 1 });
  });

  it("Ctrl-C ends every process, and the next start finds everything as it was", async () => {
    await stream.stop();
    look();
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
