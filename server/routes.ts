/** Which routes there are, and what each is given. */
import type { Router } from "express";
import { sql } from "kysely";
import { engineHash } from "./adapters/engine/engine-hash.ts";
import { writeCertificate } from "./adapters/pdf/write-certificate.ts";
import { readTable } from "./adapters/tables/read-table.ts";
import { zipStream } from "./adapters/zip/write-zip.ts";
import type { TagKeys } from "./app/read-tag.ts";
import type { Parts } from "./compose.ts";
import type { Config } from "./config.ts";
import type { Metrics } from "./http/middleware/metrics.ts";
import { bundleRoutes } from "./http/routes/bundle.ts";
import { caseRoutes } from "./http/routes/cases.ts";
import { certificateRoutes } from "./http/routes/certificate.ts";
import { claimRoutes } from "./http/routes/claims.ts";
import { commitmentRoutes } from "./http/routes/commitments.ts";
import { type DevelopmentDeps, developmentRoutes, type Sample } from "./http/routes/development.ts";
import { documentRoutes } from "./http/routes/documents.ts";
import { epcisRoutes } from "./http/routes/epcis.ts";
import { healthRoutes } from "./http/routes/health.ts";
import { importRoutes } from "./http/routes/imports.ts";
import { ipfsRoutes } from "./http/routes/ipfs.ts";
import { itemRoutes } from "./http/routes/items.ts";
import { labelRoutes } from "./http/routes/labels.ts";
import { logRoutes, logTileRoutes } from "./http/routes/log.ts";
import { moneyRoutes } from "./http/routes/money.ts";
import { assetRoutes, pageRoutes } from "./http/routes/pages.ts";
import { partyRoutes } from "./http/routes/parties.ts";
import { resolverRoutes } from "./http/routes/resolver.ts";
import { scanRoutes } from "./http/routes/scans.ts";
import { uploadRoutes } from "./http/routes/uploads.ts";
import type { PagesView } from "./schema/log.ts";

/** Reads of the log a minute from one address: a monitor reads all of it, and reads nothing else. */
const LOG_READS_PER_MINUTE = 6_000;

/** Routes before any caller and the limit on requests: health, log tiles, static files. */
export function openRoutes(
  { chain, config, database, halt, publisher }: Parts,
  metrics: Metrics,
  webDir: string,
): Router[] {
  return [
    healthRoutes({
      registry: metrics.registry,
      checks: {
        database: async () => void (await sql`SELECT 1`.execute(database.kysely)),
        chain: async () => {
          if (!(await chain.health()).reachable) throw new Error("the chain does not answer");
        },
        log: async () => {
          const reason = await halt.reason();
          if (reason !== null) throw new Error(reason);
        },
      },
    }),
    logTileRoutes(publisher, config.EMBEDDED ? undefined : LOG_READS_PER_MINUTE),
    assetRoutes({ webDir }),
  ];
}

/** Everything else; `rawRoutes` read their bodies themselves. */
export function apiRoutes(
  parts: Parts,
  webDir: string,
  development: { signIn: (partyId: string) => Promise<string[]> },
  pages: PagesView,
): { rawRoutes: Router[]; routes: Router[] } {
  const { chain, config, deps, eventKeys, labels, ledger, printer, publisher, scans, tags } = parts;
  const items = {
    events: deps.events,
    scans,
    labels,
    tags,
    tagKeys: tagKeysOf(config),
    cloneThresholds: config.CLONE_THRESHOLDS,
    placeHeader: config.SCAN_PLACE_HEADER,
    publicUrl: deps.publicUrl,
    uow: deps.uow,
    clock: deps.clock,
    logReader: deps.logReader,
    parties: deps.parties,
    chain: { chainId: config.CHAIN_ID, development: config.EMBEDDED, rpcUrl: config.PUBLIC_RPC_URL },
  };
  return {
    rawRoutes: [
      importRoutes({ ...deps, eventKeys, readTable }),
      uploadRoutes(deps.uploads),
      epcisRoutes({ ...deps, eventKeys, standing: parts.standing, webhooks: parts.webhooks }),
    ],
    routes: [
      partyRoutes(deps),
      claimRoutes(deps),
      caseRoutes(deps),
      commitmentRoutes(deps),
      bundleRoutes({ ...deps, zip: zipStream, engineHash }),
      itemRoutes({ ...items, printer, idDomain: deps.publicUrl }),
      scanRoutes(items),
      labelRoutes({ ...deps, labels, printer, tags, idDomain: deps.publicUrl }),
      logRoutes({
        publisher,
        reader: deps.logReader,
        chain: chain.reader,
        pages,
        policy: parts.witnessPolicy,
        ...(config.EMBEDDED ? {} : { notOf: config.PLATFORM_ID }),
      }),
      certificateRoutes({
        publisher,
        reader: deps.logReader,
        chain: chain.reader,
        clock: deps.clock,
        publicUrl: deps.publicUrl,
        print: writeCertificate,
      }),
      moneyRoutes({ ledger, chain: chain.at, parties: deps.parties, clock: deps.clock }),
      ...(config.EMBEDDED ? [developmentRoutes({ deps, ...development, ...sampleOf(parts) })] : []),
      ipfsRoutes(parts.blocks),
      documentRoutes(),
      resolverRoutes({ events: deps.events, publicUrl: deps.publicUrl }),
      pageRoutes({ items, webDir, publicRpcUrl: config.PUBLIC_RPC_URL }),
    ],
  };
}

/** Keys of NFC tags; null where none are set: then their messages are not checked, and say so. */
function tagKeysOf({ NFC_META_READ_KEY, NFC_FILE_READ_KEY, NFC_SYSTEM_ID }: Config): TagKeys | null {
  if (NFC_META_READ_KEY === "" || NFC_FILE_READ_KEY === "") return null;
  return { metaRead: NFC_META_READ_KEY, fileRead: NFC_FILE_READ_KEY, system: NFC_SYSTEM_ID };
}

/** What the sample run noted down, so that its links can be printed at every start. */
function sampleOf({ database }: Parts): Pick<DevelopmentDeps, "sample" | "keepSample"> {
  return {
    sample: async () => {
      const row = await database.kysely
        .selectFrom("marker")
        .select("value")
        .where("key", "=", "sample")
        .executeTakeFirst();
      return row === undefined ? null : (row.value as unknown as Sample);
    },
    keepSample: async (sample) => {
      await database.kysely
        .insertInto("marker")
        .values({ key: "sample", value: JSON.stringify(sample) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
