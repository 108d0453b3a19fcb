import { expect } from "chai";
import { startLoop } from "../../../server/jobs/loop.ts";

/** A pass a test lets go on step by step. */
function stepped() {
  const begun: (() => void)[] = [];
  let waiting: (() => void)[] = [];
  let count = 0;
  return {
    pass: async (): Promise<void> => {
      count += 1;
      for (const wake of waiting.splice(0)) wake();
      await new Promise<void>((resolve) => begun.push(resolve));
    },
    finish: () => begun.shift()?.(),
    began: async (n: number) => {
      while (count < n) await new Promise<void>((resolve) => (waiting = [...waiting, resolve]));
    },
    count: () => count,
  };
}

const NEVER_MS = 1_000_000;

describe("a job's loop", () => {
  it("passes again at once while there is more", async () => {
    let passes = 0;
    const done = new Promise<void>((resolve) => {
      const job = startLoop(
        async () => {
          passes += 1;
          if (passes === 3) void job.stop().then(resolve);
          return { more: passes < 3 };
        },
        { intervalMs: NEVER_MS, onError: () => {} },
      );
    });
    await done;
    expect(passes).to.equal(3);
  });

  it("passes again when woken while it waits", async () => {
    const steps = stepped();
    const job = startLoop(async () => steps.pass().then(() => ({ more: false })), {
      intervalMs: NEVER_MS,
      onError: () => {},
    });
    await steps.began(1);
    steps.finish();
    await new Promise(setImmediate);
    job.wake();
    await steps.began(2);
    steps.finish();
    await job.stop();
    expect(steps.count()).to.equal(2);
  });

  it("does not lose a wake that comes during a pass", async () => {
    const steps = stepped();
    const job = startLoop(async () => steps.pass().then(() => ({ more: false })), {
      intervalMs: NEVER_MS,
      onError: () => {},
    });
    await steps.began(1);
    job.wake();
    steps.finish();
    await steps.began(2);
    steps.finish();
    await job.stop();
  });

  it("waits for the present pass when it is stopped, and begins none after it", async () => {
    const steps = stepped();
    const job = startLoop(async () => steps.pass().then(() => ({ more: true })), {
      intervalMs: 0,
      onError: () => {},
    });
    await steps.began(1);
    let stopped = false;
    const stopping = job.stop().then(() => {
      stopped = true;
    });
    await new Promise(setImmediate);
    expect(stopped).to.equal(false);
    steps.finish();
    await stopping;
    expect(steps.count()).to.equal(1);
  });

  it("goes on after a pass that threw, and says so", async () => {
    const errors: unknown[] = [];
    let passes = 0;
    await new Promise<void>((resolve) => {
      const job = startLoop(
        async () => {
          passes += 1;
          if (passes === 1) throw new Error("node down");
          void job.stop().then(resolve);
          return { more: false };
        },
        { intervalMs: 1, onError: (error) => errors.push(error) },
      );
    });
    expect(errors.map(String)).to.deep.equal(["Error: node down"]);
  });

  it("answers a hundred wakes during its rest with one pass", async () => {
    let passes = 0;
    const options = { intervalMs: NEVER_MS, restMs: 50, onError: () => {} };
    const job = startLoop(async () => {
      passes += 1;
      return { more: false };
    }, options);
    for (let i = 0; i < 100; i++) job.wake();
    while (passes < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 120));
    await job.stop();
    expect(passes).to.equal(2);
  });

  it("ends in the middle of a rest", async () => {
    const job = startLoop(async () => ({ more: false }), {
      intervalMs: NEVER_MS,
      restMs: NEVER_MS,
      onError: () => {},
    });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await job.stop();
  });
});
