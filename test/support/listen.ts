import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Lets a server listen on a port the system chooses, for this machine alone. @returns Its URL, without a slash behind. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Ends a server with whatever is connected to it. */
export async function shut(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
