import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { type HttpLogger, pinoHttp } from "pino-http";

/**
 * One structured line per request: method, path pattern without query, status, time, request id. Query, body,
 * headers and addresses are left out, since they may name a person or carry a token; ids of cases are cut short.
 */
export function requestLogging(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    genReqId: (_request, response) => {
      const id = randomUUID();
      response.setHeader("X-Request-Id", id);
      return id;
    },
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? "error" : "debug",
    serializers: {
      req: (request: { id: string; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: withoutSecrets(request.url),
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}

/** The path without its query, ids shortened so that a log line opens nothing. */
export function withoutSecrets(url: string): string {
  return (url.split("?")[0] ?? "").replace(/[0-9a-f]{32,64}/g, (id) => `${id.slice(0, 8)}…`);
}
