/** Sequences in small steps until it is killed; says when it is about to start. */
import { openDatabase } from "../../../../server/adapters/postgres/database.ts";
import { createLogSequencer } from "../../../../server/adapters/postgres/log-sequencer.ts";
import { SETTINGS } from "./log-fixture.ts";

const database = openDatabase(process.argv[2]!);
await database.pool.query("SELECT 1");
process.send!("running");
for (;;) await createLogSequencer(database, SETTINGS).sequence();
