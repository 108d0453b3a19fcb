/** Sequences until it is killed. */
import { openDatabase } from "../../../../server/adapters/postgres/database.ts";
import { createLogSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import { SETTINGS } from "./log-fixture.ts";

const database = openDatabase(process.argv[2]!);
for (;;) await createLogSequencer(database, SETTINGS).sequence();
