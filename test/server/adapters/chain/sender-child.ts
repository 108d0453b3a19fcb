/** Sends and follows until it is killed. Arguments: database URL, RPC URL, address of the token. */
import { openDatabase } from "../../../../server/adapters/postgres/database.ts";
import { followChain } from "../../../../server/jobs/follow-chain.ts";
import { sendChainCalls } from "../../../../server/jobs/send-chain-calls.ts";
import { chainOn } from "./support.ts";

const [databaseUrl, rpcUrl, token] = process.argv.slice(2) as [string, string, string];
const db = openDatabase(databaseUrl, { maxConnections: 3 });
const chain = chainOn(db, rpcUrl, token, { sending: { rebroadcastSeconds: 1 } });
const options = { intervalMs: 20, onError: (error: unknown) => console.error(error) };
sendChainCalls(chain.sender, options);
followChain(chain.follower([]), options);
console.log("running");
