// Starts the node offline with its RPC on a free port and prints that address. Its repository is the folder it is given.
import { create } from "ipfs-core";
import { HttpApi } from "ipfs-http-server";

const [folder] = process.argv.slice(2);
const node = await create({
  repo: folder,
  offline: true,
  silent: true,
  preload: { enabled: false },
  config: {
    Addresses: { Swarm: [], API: "/ip4/127.0.0.1/tcp/0", Gateway: "", Delegates: [] },
    Bootstrap: [],
    Discovery: { MDNS: { Enabled: false }, webRTCStar: { Enabled: false } },
  },
});
const api = new HttpApi(node);
await api.start();
const [server] = [api._apiServers].flat();
console.log(`RPC ${server.info.uri ?? `http://127.0.0.1:${server.info.port}`}`);

process.once("SIGTERM", () => process.exit(0));
