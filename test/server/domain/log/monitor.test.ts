import { expect } from "chai";
import type { ChainLog } from "../../../../server/domain/log/chain-log.ts";
import { checkedCheckpoint, reportForkOfAnchorCall } from "../../../../server/domain/log/contract-calls.ts";
import { encodeBundle } from "../../../../server/domain/log/entry-bundle.ts";
import { type Look, look, type OtherView, sortFindings } from "../../../../server/domain/log/monitor.ts";
import { Alarm, type AlarmKind } from "../../../../server/domain/log/monitor-alarm.ts";
import {
  type Finding,
  type Followed,
  NOTHING_FOLLOWED,
} from "../../../../server/domain/log/monitor-state.ts";
import { formatNote, formatSignature, parseNote } from "../../../../server/domain/log/signed-note.ts";
import { brokenBundle, type MonitoredLog, monitoredLog, onChain, signed } from "./monitored-log.ts";
import { IDENTITY, KEYS } from "./receipt-fixture.ts";

/** A monitor in memory: its state, and every note it followed. */
class Monitor {
  state: Followed = NOTHING_FOLLOWED;
  readonly notes = new Map<number, string>();

  async look(log: MonitoredLog, chain: ChainLog | null = null, ...others: OtherView[]): Promise<Look> {
    const seen = await look(this.state, {
      log: IDENTITY,
      source: log,
      chain,
      others,
      kept: (size) => this.notes.get(size) ?? null,
      remember: async (state) => {
        this.state = state;
        this.notes.set(state.size, state.note);
      },
    });
    this.state = seen.state;
    return seen;
  }
}

const kinds = ({ alarms }: Look): AlarmKind[] => alarms.map(({ kind }) => kind);
const other = (note: string | null, name = "w"): OtherView => ({ name, checkpoint: async () => note });
const anchored = (log: MonitoredLog, size: number): Partial<ChainLog> => ({
  size,
  root: log.rootAt(size),
  anchoredAt: 1_790_000_000,
});

describe("a monitor", () => {
  let monitor: Monitor;
  let log: MonitoredLog;

  beforeEach(() => {
    monitor = new Monitor();
    log = monitoredLog(5);
  });

  describe("of an honest log", () => {
    it("follows it from nothing, over full tiles, and on from there", async () => {
      for (const size of [5, 300, 600]) {
        log.grow(size);
        const { alarms, troubles, later } = await monitor.look(log);
        expect({ alarms, troubles, later, size: monitor.state.size }).to.deep.equal({
          alarms: [],
          troubles: [],
          later: [],
          size,
        });
      }
    });

    it("agrees with an anchor of an earlier size, and with a witness of another", async () => {
      log.grow(300);
      await monitor.look(log);
      log.grow(310);
      const chain = onChain(anchored(log, 300));
      const seen = await monitor.look(log, chain, other(log.noteAt(5)), other(null));
      expect([seen.alarms, seen.troubles, seen.later]).to.deep.equal([[], [], []]);
    });

    it("says who is ahead", async () => {
      const ahead = monitoredLog(9).note;
      expect((await monitor.look(log, null, other(ahead, "w.example"))).later).to.deep.equal(["w.example"]);
    });

    it("remembers the log after it", async () => {
      const successor = "ab".repeat(32);
      await monitor.look(log, onChain({ successor }));
      expect((await monitor.look(log)).state.successor).to.equal(successor);
    });
  });

  describe("raises", () => {
    it("bad_signature for a checkpoint of the log's name that its key did not sign", async () => {
      const foreign = { ...KEYS, ed25519: new Uint8Array(32).fill(9) };
      log.note = signed(5, Buffer.from(log.rootAt(5), "hex"), foreign);
      expect(kinds(await monitor.look(log))).to.deep.equal(["bad_signature"]);
    });

    it("two_roots for another root of the newest size, with both notes", async () => {
      await monitor.look(log);
      const lie = monitoredLog(5, "two");
      const seen = await monitor.look(lie);
      expect(kinds(seen)).to.deep.equal(["two_roots"]);
      expect(seen.alarms[0]!.checkpoints).to.deep.equal([log.note, lie.note]);
    });

    it("two_roots for another root of an old size, which is more than a log that shrank", async () => {
      await monitor.look(log);
      log.grow(9);
      await monitor.look(log);
      const lie = monitoredLog(5, "two");
      const seen = await monitor.look(lie);
      expect(kinds(seen)).to.deep.equal(["two_roots"]);
      expect(seen.alarms[0]!.checkpoints).to.deep.equal([log.noteAt(5), lie.note]);
    });

    it("shrunk for a smaller size than before", async () => {
      const before = log.note;
      log.grow(9);
      await monitor.look(log);
      log.note = before;
      expect(kinds(await monitor.look(log))).to.deep.equal(["shrunk"]);
      expect(monitor.state.size).to.equal(9);
    });

    it("tile_differs for entries that do not go on from what was followed", async () => {
      await monitor.look(log);
      expect(kinds(await monitor.look(monitoredLog(9, "two")))).to.deep.equal(["tile_differs"]);
      expect(monitor.state.size, "the lie is not taken in").to.equal(5);
    });

    it("tile_differs for a tile that is not what the entries hash to", async () => {
      log.files.set("tile/0/000.p/5", new Uint8Array(5 * 32));
      expect(kinds(await monitor.look(log))).to.deep.equal(["tile_differs"]);
    });

    it("tile_differs for a signed root that its own tiles do not lead to", async () => {
      log.note = monitoredLog(5, "two").note;
      expect(kinds(await monitor.look(log))).to.deep.equal(["tile_differs"]);
    });

    it("bad_entry for an entry that breaks the rules", async () => {
      log = monitoredLog(1);
      log.files.set("tile/entries/000.p/1", brokenBundle());
      expect(kinds(await monitor.look(log))).to.deep.equal(["bad_entry"]);
    });

    it("bad_entry for a bundle with fewer entries than were signed", async () => {
      log.files.set("tile/entries/000.p/5", encodeBundle([]));
      expect(kinds(await monitor.look(log))).to.deep.equal(["bad_entry"]);
    });

    it("withheld for a bundle that is not shown", async () => {
      log.files.delete("tile/entries/000.p/5");
      expect(kinds(await monitor.look(log))).to.deep.equal(["withheld"]);
    });

    it("withheld for a tile that is not shown", async () => {
      log.files.delete("tile/0/000.p/5");
      expect(kinds(await monitor.look(log))).to.deep.equal(["withheld"]);
    });

    it("chain_root_differs for another anchored root, with the note of that very size for the contract", async () => {
      await monitor.look(log);
      const note = log.note;
      log.grow(9);
      const seen = await monitor.look(log, onChain(anchored(monitoredLog(5, "two"), 5)));
      expect(kinds(seen)).to.deep.equal(["chain_root_differs"]);
      expect(seen.alarms[0]!.checkpoints).to.deep.equal([note]);
      const checked = checkedCheckpoint(seen.alarms[0]!.checkpoints[0]!, IDENTITY);
      expect(reportForkOfAnchorCall(IDENTITY, 1_790_000_000, checked).method).to.equal("reportForkOfAnchor");
    });

    it("chain_ahead for an anchored size the log does not show", async () => {
      const chain = onChain({ size: 9, root: "ab".repeat(32) });
      expect(kinds(await monitor.look(log, chain))).to.deep.equal(["chain_ahead"]);
    });

    it("witness_differs for another root that somebody else was shown, with both notes", async () => {
      log.grow(9);
      const lie = monitoredLog(5, "two").note;
      const seen = await monitor.look(log, null, other(lie));
      expect(kinds(seen)).to.deep.equal(["witness_differs"]);
      expect(seen.alarms[0]!.checkpoints).to.deep.equal([log.note, lie]);
    });

    it("witness_differs also where the line for the contract was left out on the way", async () => {
      const { text, signatures } = parseNote(monitoredLog(5, "two").note);
      const bare = formatNote(text, [formatSignature(signatures[0]!)]);
      expect(kinds(await monitor.look(log, null, other(bare)))).to.deep.equal(["witness_differs"]);
    });

    for (const [kind, change, said] of [
      ["forked_on_chain", { isForked: true }, "marked the log as forked"],
      ["late_promise", { lateCount: 1 }, "counts 1 promise that was kept late."],
      ["overdue_promise", { overdueCount: 2 }, "counts 2 promises never kept."],
      ["refused_entry", { refusedCount: 1 }, "counts 1 requested entry never included."],
    ] as const) {
      it(`${kind} for what the contract has recorded`, async () => {
        const { alarms } = await monitor.look(log, onChain(change));
        expect(alarms.map((alarm) => alarm.kind)).to.deep.equal([kind]);
        expect(alarms[0]!.message).to.contain(said);
      });
    }
  });

  describe("says of a log that grows the same at every look", () => {
    const cases: readonly [string, AlarmKind, (log: MonitoredLog, size: number) => ChainLog | null][] = [
      [
        "a bundle it withholds",
        "withheld",
        (log, size) => {
          log.grow(size);
          log.files.delete(`tile/entries/000.p/${size}`);
          return null;
        },
      ],
      [
        "a tile it withholds",
        "withheld",
        (log, size) => {
          log.grow(size);
          log.files.delete(`tile/0/000.p/${size}`);
          return null;
        },
      ],
      [
        "a tile it altered",
        "tile_differs",
        (log, size) => {
          log.grow(size);
          log.files.set(`tile/0/000.p/${size}`, new Uint8Array(size * 32));
          return null;
        },
      ],
      [
        "a bundle that is too short",
        "bad_entry",
        (log, size) => {
          log.grow(size);
          log.files.set(`tile/entries/000.p/${size}`, encodeBundle([]));
          return null;
        },
      ],
      [
        "a root nothing leads to",
        "tile_differs",
        (log, size) => {
          log.grow(size);
          log.note = signed(size, new Uint8Array(32).fill(size));
          return null;
        },
      ],
      [
        "a size it does not show",
        "chain_ahead",
        (log, size) => {
          log.grow(size);
          return onChain({ size: size + 1, root: "ab".repeat(32) });
        },
      ],
      [
        "a size it showed before",
        "shrunk",
        (log, size) => {
          log.note = signed(size - 6, new Uint8Array(32).fill(size));
          return null;
        },
      ],
    ];
    for (const [what, kind, lie] of cases) {
      it(what, async () => {
        await monitor.look(log);
        const said: string[] = [];
        for (const size of [7, 9]) {
          const { alarms } = await monitor.look(log, lie(log, size));
          expect(alarms.map((alarm) => alarm.kind)).to.deep.equal([kind]);
          said.push(alarms[0]!.message);
        }
        expect(said[1]).to.equal(said[0]);
      });
    }
  });

  describe("does not stop at the first", () => {
    it("so that an overdue promise hides no other root", async () => {
      const chain = onChain({ overdueCount: 1, ...anchored(monitoredLog(5, "two"), 5) });
      for (let n = 0; n < 2; n++)
        expect(kinds(await monitor.look(log, chain))).to.deep.equal([
          "overdue_promise",
          "chain_root_differs",
        ]);
    });

    it("so that a log out of reach hides no broken promise", async () => {
      await monitor.look(log);
      log.checkpoint = () => Promise.reject(new Error("connection refused"));
      const seen = await monitor.look(log, onChain({ overdueCount: 1, ...anchored(log, 5) }));
      expect(kinds(seen)).to.deep.equal(["overdue_promise"]);
      expect(seen.troubles).to.deep.equal(["the log: connection refused"]);
    });

    it("so that one witness out of reach hides no other", async () => {
      const silent = { name: "silent", checkpoint: () => Promise.reject(new Error("no answer")) };
      const seen = await monitor.look(log, null, silent, other(monitoredLog(5, "two").note));
      expect([kinds(seen), seen.troubles]).to.deep.equal([["witness_differs"], ["silent: no answer"]]);
    });

    it("and keeps the highest counts when a node is behind", async () => {
      await monitor.look(log, onChain({ lateCount: 2 }));
      const { alarms } = await monitor.look(log, onChain({ lateCount: 1 }));
      expect(alarms.map(({ message }) => message)).to.deep.equal([
        "The contract counts 2 promises that were kept late.",
      ]);
    });
  });

  describe("accuses nobody", () => {
    it("for a checkpoint of another log, or none at all", async () => {
      for (const note of [log.note.replaceAll(IDENTITY.origin, "other.example/log"), "<html>\n"]) {
        log.note = note;
        const { alarms, troubles } = await monitor.look(log);
        expect([alarms, troubles.length]).to.deep.equal([[], 1]);
      }
    });

    it("for what a witness shows that the log did not sign", async () => {
      const foreign = { ...KEYS, ed25519: new Uint8Array(32).fill(9) };
      const { alarms, troubles } = await monitor.look(
        log,
        null,
        other(signed(5, new Uint8Array(32), foreign)),
      );
      expect(alarms).to.deep.equal([]);
      expect(troubles).to.deep.equal(["w: This checkpoint is not signed by the log's Ed25519 key."]);
    });

    it("of being behind the chain where the log could not be followed", async () => {
      log.checkpoint = () => Promise.reject(new Error("connection refused"));
      const { alarms } = await monitor.look(log, onChain({ size: 9, root: "ab".repeat(32) }));
      expect(alarms).to.deep.equal([]);
    });
  });
});

describe("another history that grows", () => {
  const log = monitoredLog(9);
  const branch = monitoredLog(5, "two");
  const shown: readonly [string, () => Promise<Look>][] = [
    ["a witness", () => new Monitor().look(log, null, other(branch.note))],
    ["the contract", () => new Monitor().look(log, onChain(anchored(branch, branch.size)))],
  ];
  for (const [whom, look] of shown) {
    it(`is reported once where ${whom} was shown it, with the size that was seen first`, async () => {
      const [first] = (await look()).alarms;
      expect(first!.message).to.contain(`size ${branch.size}`);
      const { kind, message: what, about } = first!;
      const finding = { kind, what, about, at: "2026-11-22T10:00:00Z", evidence: "e" };
      branch.grow(branch.size + 1);
      const { fresh, standing, ended } = sortFindings([finding], await look(), true);
      expect([fresh, standing, ended]).to.deep.equal([[], [finding], []]);
    });
  }

  it("is reported again with a pair of notes that can be taken to the contract", async () => {
    const bare = monitoredLog(5, "three");
    const [worse] = (await new Monitor().look(log, null, other(bare.note))).alarms;
    const better = await new Monitor().look(log, null, other(monitoredLog(9, "three").note));
    const { kind, message: what, about } = worse!;
    const known = { kind, what, about, at: "2026-11-22T10:00:00Z", evidence: "e" };
    expect(sortFindings([known], better, true).fresh).to.have.length(1);
  });
});

describe("what a monitor has reported", () => {
  const finding = (kind: AlarmKind, what: string): Finding => ({
    kind,
    what,
    at: "2026-11-22T10:00:00Z",
    evidence: "e",
  });
  const seen = (alarms: Alarm[], troubles: string[] = []) => ({ alarms, troubles });
  const overdue = (n: number) => new Alarm("overdue_promise", `${n} overdue`);

  it("is new once, and stands while it is found", () => {
    const first = sortFindings([], seen([overdue(1)]), true);
    expect(first.fresh).to.have.length(1);
    const again = sortFindings([finding("overdue_promise", "1 overdue")], seen([overdue(1)]), true);
    expect([again.fresh, again.standing.length, again.ended]).to.deep.equal([[], 1, []]);
  });

  it("is new again with a higher count, which takes its place", () => {
    const sorted = sortFindings([finding("overdue_promise", "1 overdue")], seen([overdue(2)]), true);
    expect([sorted.fresh.length, sorted.standing, sorted.ended]).to.deep.equal([1, [], []]);
  });

  it("ends when a whole look does not find it", () => {
    const sorted = sortFindings([finding("withheld", "no tile")], seen([]), true);
    expect([sorted.standing, sorted.ended.length]).to.deep.equal([[], 1]);
  });

  it("stands while something is out of reach", () => {
    expect(
      sortFindings([finding("withheld", "no tile")], seen([], ["the log"]), true).standing,
    ).to.have.length(1);
  });

  it("stands while the contract is not asked, where it said so", () => {
    expect(sortFindings([finding("overdue_promise", "1")], seen([]), false).standing).to.have.length(1);
  });

  it("stands for good where two notes prove it", () => {
    for (const kind of ["two_roots", "witness_differs"] as const)
      expect(sortFindings([finding(kind, "two")], seen([]), true).standing).to.have.length(1);
  });
});
