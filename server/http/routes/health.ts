import { Router } from "express";
import type { Registry } from "prom-client";

export interface HealthDeps {
  readonly registry: Registry;
  /** Named checks of the parts; each resolves when the part can be used. */
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
}

const CHECK_MILLISECONDS = 2_000;
/** How old an answer may be: however often it is asked for, the parts are asked once in that time. */
const FRESH_MILLISECONDS = 1_000;

/** Liveness, readiness by part, and metrics. Readiness names the part that is down, nothing about it. */
export function healthRoutes({ registry, checks }: HealthDeps): Router {
  const router = Router();
  router.get("/healthz", (_request, response) => {
    response.json({ status: "ok" });
  });
  const checked = fresh(async () =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(checks).map(async ([name, check]) => [name, await inTime(check)] as const),
      ),
    ),
  );
  const metrics = fresh(() => registry.metrics());
  router.get("/readyz", async (_request, response) => {
    const parts = await checked();
    const ready = Object.values(parts).every((state) => state === "ok");
    response.status(ready ? 200 : 503).json({ status: ready ? "ok" : "down", parts });
  });
  router.get("/metrics", async (_request, response) => {
    response.type(registry.contentType).send(await metrics());
  });
  return router;
}

/** Makes an answer anew when the last one was asked for too long ago. */
function fresh<T>(make: () => Promise<T>): () => Promise<T> {
  let last: Promise<T> | null = null;
  let until = 0;
  return () => {
    const now = performance.now();
    if (last !== null && now < until) return last;
    until = now + FRESH_MILLISECONDS;
    last = make();
    return last;
  };
}

async function inTime(check: () => Promise<void>): Promise<"ok" | "down"> {
  const timeout = new Promise<"down">((resolve) => {
    setTimeout(() => resolve("down"), CHECK_MILLISECONDS).unref();
  });
  const outcome = check().then(
    () => "ok" as const,
    () => "down" as const,
  );
  return await Promise.race([outcome, timeout]);
}
