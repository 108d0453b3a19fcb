/** Starts the server: settings, database, parts, chain, jobs, HTTP. Ctrl-C or SIGTERM ends it in the reverse order. */
import { fileURLToPath } from "node:url";
import { toNodeHandler } from "better-auth/node";
import { type Logger, pino } from "pino";
import { developmentSignIn } from "./adapters/auth/identity.ts";
import { migrate } from "./adapters/postgres/migrate.ts";
import { bootstrapChain } from "./app/bootstrap-chain.ts";
import { reapplyErasures } from "./app/erase-document.ts";
import { logPages } from "./app/log-pages.ts";
import { openParts, type Parts } from "./compose.ts";
import { ConfigError, parseConfig } from "./config.ts";
import { bytesToHex } from "./domain/log/bytes.ts";
import { registrationHashes } from "./domain/log/log-identity.ts";
import { chinaPack } from "./domain/responsibility/index.ts";
import { createApp } from "./http/app.ts";
import { createMetrics } from "./http/middleware/metrics.ts";
import { buildHash } from "./http/pages/build-hash.ts";
import { type RunningJob, startLoop } from "./jobs/loop.ts";
import { apiRoutes, openRoutes } from "./routes.ts";
import { startJobs } from "./run-jobs.ts";

const BUILT_WEB = fileURLToPath(new URL("../dist/web", import.meta.url));
const DRAIN_MILLISECONDS = 10_000;
const BOOTSTRAP_MILLISECONDS = 2_000;

try {
  await start();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const config = parseConfig(process.env);
  const webDir = config.WEB_DIR || BUILT_WEB;
  const publicUrl = config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  const logger = pino({ level: config.LOG_LEVEL, base: null });
  await migrate(config.DATABASE_URL);
  const parts = await openParts(config, publicUrl, logger);
  await makePlatform(parts);
  const pages = await logPages(parts.deps, buildHash(webDir));
  const { again, later } = await reapplyErasures(parts.deps);
  if (again > 0) logger.warn({ documents: again }, "erased documents had come back and were removed again");
  if (later > 0)
    logger.warn({ documents: later }, "erased documents are looked for once their store answers");
  const metrics = createMetrics();
  const jobs = await startJobs(parts, logger, metrics);
  const bootstrapped = startBootstrap(parts, logger);
  const app = createApp({
    logger,
    metrics,
    authentication: parts.authentication,
    publicUrl,
    publicRpcUrl: config.PUBLIC_RPC_URL,
    open: openRoutes(parts, metrics, webDir),
    authHandler: toNodeHandler(parts.auth),
    ...apiRoutes(
      parts,
      webDir,
      { signIn: (partyId) => developmentSignIn(parts.auth, config.AUTH_SECRET, partyId) },
      pages,
    ),
    requestsPerMinute: config.EMBEDDED ? 60_000 : 600,
  });
  const server = app.listen(config.PORT, config.HOST, () => logger.info({ url: publicUrl }, "listening"));
  const stop = async () => {
    setTimeout(() => process.exit(1), DRAIN_MILLISECONDS).unref();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeIdleConnections();
    });
    await bootstrapped.stop();
    await jobs.stop();
    await parts.close();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
}

/** The platform's own account; needs no chain. */
async function makePlatform({ config, chain, deps }: Parts): Promise<void> {
  const { PLATFORM_ID: partyId, PLATFORM_NAME: name } = config;
  const signers = [chain.senderAddress.toLowerCase()];
  await deps.uow.run((tx) =>
    deps.parties.create(tx, { partyId, kind: "platform", name, gln: null, agreementHash: null, signers }),
  );
  await deps.parties.setOrganization(partyId, await deps.identity.createOrganization(partyId, name));
}

/** Asks the chain for what the platform needs there; while it is away requests are served and this is tried again. */
function startBootstrap(parts: Parts, logger: Logger): RunningJob {
  let done = false;
  return startLoop(
    async () => {
      if (!done) await bootstrap(parts);
      done = true;
      return { more: false };
    },
    {
      intervalMs: BOOTSTRAP_MILLISECONDS,
      onError: (err) => logger.warn({ err }, "the chain is not ready yet"),
    },
  );
}

async function bootstrap({ config, chain, deps, firstLog: settings }: Parts): Promise<void> {
  const { promiseSigner, checkpointSigner } = settings;
  await bootstrapChain(deps, {
    platformId: config.PLATFORM_ID,
    sender: chain.senderAddress,
    development: config.EMBEDDED,
    pack: chinaPack,
    log: {
      ...registrationHashes(settings.identity),
      promiseSigner,
      checkpointSigner,
      logId: bytesToHex(settings.logId),
    },
  });
}
