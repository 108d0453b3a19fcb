import type { AddressInfo } from "node:net";
import express from "express";
import type { Database } from "../../server/adapters/postgres/database.ts";
import { createLogPublisher } from "../../server/adapters/postgres/log-publisher.ts";
import type { LogSettings } from "../../server/adapters/postgres/log-settings.ts";
import { problemMiddleware } from "../../server/http/problems.ts";
import { logTileRoutes } from "../../server/http/routes/log.ts";

/** A log as the operator publishes it to whoever asks at this address. */
export interface PublishedLog {
  /** Prefix of checkpoint and tiles. */
  readonly url: string;
  close(): Promise<void>;
}

export async function publish(database: Database, settings: LogSettings): Promise<PublishedLog> {
  const app = express();
  app.use(logTileRoutes(createLogPublisher(database, settings)));
  app.use(problemMiddleware);
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/log`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
