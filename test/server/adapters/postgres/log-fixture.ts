import { randomBytes } from "node:crypto";
import type { Database } from "../../../../server/adapters/postgres/database.ts";
import { openDatabase, unitOfWork } from "../../../../server/adapters/postgres/database.ts";
import { createLogIntake } from "../../../../server/adapters/postgres/log-intake.ts";
import { createLogReader } from "../../../../server/adapters/postgres/log-reader.ts";
import { createLogSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import type { LogSettings } from "../../../../server/adapters/postgres/log-settings.ts";
import { ensureLog, logSettings } from "../../../../server/adapters/postgres/log-settings.ts";
import type { LogSequencer } from "../../../../server/app/log-ports.ts";
import type { EntryInput, LogIntake, LogReader, UnitOfWork } from "../../../../server/app/ports.ts";
import { canonicalJson } from "../../../../server/domain/log/canonical-json.ts";
import { freshDatabase, type TestDatabase } from "../../../support/database.ts";
import { bytes32 } from "../../../support/keys.ts";

/** A log of tests: fixed keys, a contract nobody deployed. */
export const SETTINGS: LogSettings = logSettings({
  chainId: 31337,
  contract: `0x${"c0".repeat(20)}`,
  operatorParty: "platform",
  origin: "test.redress.example/log/1",
  keys: { ed25519: bytes32(1), checkpoint: bytes32(2), promise: bytes32(3) },
});

/** Everything of one log on one database of its own. */
export interface LogFixture {
  readonly url: string;
  readonly database: Database;
  readonly work: UnitOfWork;
  readonly intake: LogIntake;
  readonly reader: LogReader;
  readonly sequencer: LogSequencer;
  /** Block that counts as final for the reader. */
  finalBlock: number;
  close(): Promise<void>;
}

export const randomness = { bytes: (length: number) => new Uint8Array(randomBytes(length)) };

/** @param from A database of its own; a fresh one when left out. */
export async function logFixture(settings = SETTINGS, from?: TestDatabase): Promise<LogFixture> {
  const { url, drop } = from ?? (await freshDatabase());
  const database = openDatabase(url);
  await ensureLog(database, settings);
  const fixture: LogFixture = {
    url,
    database,
    work: unitOfWork(database),
    intake: createLogIntake(settings, randomness),
    reader: createLogReader(database, settings, { finalisedBlock: async () => fixture.finalBlock }),
    sequencer: createLogSequencer(database, settings),
    finalBlock: 0,
    close: async () => {
      await database.close();
      await drop();
    },
  };
  return fixture;
}

/** An entry to hand in; `n` tells entries of one test apart. */
export function input(n: number | string, change: Partial<EntryInput> = {}): EntryInput {
  const statement = { v: "redress.statement/1", documentHash: "ab".repeat(32), note: `statement ${n}` };
  return {
    type: "document",
    subject: "case-1f3a",
    statement: new TextEncoder().encode(canonicalJson(statement)),
    submitter: "merchant-1",
    idempotencyKey: `key-of-test-${n}`,
    public: false,
    ...change,
  };
}

/** Hands in `count` entries in one transaction. */
export async function handIn(fixture: LogFixture, count: number, prefix = ""): Promise<string[]> {
  const inputs = Array.from({ length: count }, (_, i) => input(`${prefix}${i}`));
  const accepted = await fixture.work.run((tx) => fixture.intake.accept(tx, inputs));
  return accepted.map((entry) => entry.leafHash);
}
