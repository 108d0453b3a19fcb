import { openDatabase, unitOfWork } from "../../server/adapters/postgres/database.ts";
import { createAnchorBook } from "../../server/adapters/postgres/log-anchor-book.ts";
import { createAnchorHandler } from "../../server/adapters/postgres/log-anchors.ts";
import { createLogHalt } from "../../server/adapters/postgres/log-halt.ts";
import { createLogIntake } from "../../server/adapters/postgres/log-intake.ts";
import { LOG_CLOSED, type LogLine, openLogLine } from "../../server/adapters/postgres/log-line.ts";
import { createLogReader } from "../../server/adapters/postgres/log-reader.ts";
import { closeLog, createRotationBook } from "../../server/adapters/postgres/log-rotation.ts";
import { createLineSequencer } from "../../server/adapters/postgres/log-sequencer.ts";
import { createWitnessBook } from "../../server/adapters/postgres/log-witness-book.ts";
import { anchorHead } from "../../server/app/log-anchoring.ts";
import { goOnOrHalt } from "../../server/app/log-going-on.ts";
import { advanceRotation } from "../../server/app/log-rotation.ts";
import type { LogReader } from "../../server/app/ports.ts";
import { input, randomness } from "../server/adapters/postgres/log-fixture.ts";
import type { AnchoredLog } from "../server/jobs/log-chain.ts";
import { anchoringOn, chainOf, type Machine } from "./restored-log.ts";

/** A server's parts on one database, for whichever log takes entries. */
export interface LineServer {
  readonly url: string;
  readonly database: ReturnType<typeof openDatabase>;
  readonly line: LogLine;
  readonly reader: LogReader;
  handIn(prefix: string, count: number): Promise<string[]>;
  sequence(): Promise<unknown>;
  /** Folds what was mined. */
  fold(): Promise<void>;
  /** Sequences, anchors every open log, and takes the next step of a rotation; answers which. */
  pass(): Promise<string>;
  /** Ends the period, and goes on until the successor is anchored. */
  rotate(origin: string): Promise<void>;
  /** What is asked before a first batch. */
  goOn(): Promise<void>;
  close(): Promise<void>;
}

/** Opens what a server has on a database of the operator of this log. */
export async function openLineServer(at: AnchoredLog, machine: Machine, url: string): Promise<LineServer> {
  const database = openDatabase(url);
  const line = await openLogLine(database, at.settings);
  const chain = chainOf(at, database);
  const follower = chain.follower([createAnchorHandler()]);
  const intake = createLogIntake(line, randomness);
  const sequencer = createLineSequencer(database, line);
  const work = unitOfWork(database, async (error) => {
    if ((error as { code?: string }).code !== LOG_CLOSED) return false;
    await line.refresh();
    return true;
  });
  const deps = { ...anchoringOn(at, machine), chain: chain.reader, outbox: chain.outbox, work };
  const fold = async () => {
    for (let pass = 0; pass < 4; pass++) {
      await chain.sender.pass();
      await follower.pass();
    }
  };
  const pass = async () => {
    await line.refresh();
    await sequencer.sequence();
    for (const settings of await line.unsealed())
      await anchorHead({ ...deps, book: createAnchorBook(database, settings) });
    await fold();
    const book = createRotationBook(database, line, chain.senderAddress);
    const step = await advanceRotation({ ...deps, book });
    await fold();
    return step;
  };
  return {
    url,
    database,
    line,
    fold,
    pass,
    reader: createLogReader(database, line, { finalisedBlock: async () => 0 }),
    handIn: async (prefix, count) => {
      const inputs = Array.from({ length: count }, (_, n) => input(`${prefix}${n}`));
      return (await work.run((tx) => intake.accept(tx, inputs))).map(({ leafHash }) => leafHash);
    },
    sequence: () => sequencer.sequence(),
    rotate: async (origin) => {
      await closeLog(database, line, origin);
      while ((await pass()) !== "begun");
      await pass();
    },
    goOn: async () => {
      await line.refresh();
      await goOnOrHalt({
        logs: async () =>
          (await line.unsealed()).map((settings) => ({
            origin: settings.identity.origin,
            book: createAnchorBook(database, settings),
            witnessBook: createWitnessBook(database, settings),
          })),
        chain: chain.reader,
        halt: createLogHalt(database, line),
        witnesses: [],
        onTrouble: () => {},
      });
    },
    close: async () => {
      await chain.close();
      await database.close();
    },
  };
}
