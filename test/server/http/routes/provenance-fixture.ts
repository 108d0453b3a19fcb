import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import express from "express";
import { eventPublicKey, parties as sampleParties } from "../../../../scripts/dev/sample/story.ts";
import { labelPrinter } from "../../../../server/adapters/labels/label-printer.ts";
import { webhookSender } from "../../../../server/adapters/notify/webhook.ts";
import { labelStore } from "../../../../server/adapters/postgres/labels.ts";
import { eventStore } from "../../../../server/adapters/postgres/provenance-events.ts";
import { eventKeyStore } from "../../../../server/adapters/postgres/provenance-keys.ts";
import { scanStore } from "../../../../server/adapters/postgres/provenance-scans.ts";
import { standingQueries } from "../../../../server/adapters/postgres/provenance-standing.ts";
import type { PartyRecord } from "../../../../server/app/ports-cases.ts";
import { cloneThresholds } from "../../../../server/domain/provenance/clone-signs.ts";
import { problemMiddleware } from "../../../../server/http/problems.ts";
import { epcisRoutes } from "../../../../server/http/routes/epcis.ts";
import { itemRoutes } from "../../../../server/http/routes/items.ts";
import { resolverRoutes } from "../../../../server/http/routes/resolver.ts";
import type { PartyKind } from "../../../../server/schema/common.ts";
import { listen, shut } from "../../../support/listen.ts";
import { type LogFixture, logFixture, randomness, SETTINGS } from "../../adapters/postgres/log-fixture.ts";
import { faultsOf } from "./gs1-openapi.ts";

export const SAMPLE = join(import.meta.dirname, "../../../../scripts/dev/sample");
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what they expect and fail on anything else.
  readonly body: any;
}

/** The provenance routes over a real database and a real log, answering on a port of their own. */
export interface ProvenanceFixture {
  readonly url: string;
  readonly log: LogFixture;
  /** What the use cases behind the routes stand on. */
  readonly deps: ReturnType<typeof depsOf>;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Captures one of the sample's documents as the party that hands it in. */
  captureSample(file: string, party: string): Promise<Answer>;
  captureWholeSample(): Promise<void>;
  registerKeys(): Promise<void>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly as?: string;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}

const PARTIES = new Map<string, PartyRecord>(
  Object.values(sampleParties).map(({ partyId, kind, name, gln }) => [
    partyId,
    {
      partyId,
      kind: kind as PartyKind,
      name,
      gln,
      agreementHash: null,
      organizationId: null,
      recipient: "",
      signers: [],
      createdAt: new Date(0),
    },
  ]),
);

export async function provenanceFixture(): Promise<ProvenanceFixture> {
  const log = await logFixture();
  const deps = depsOf(log);
  const server = createServer(appOf(deps));
  const url = await listen(server);
  const call = (method: string, path: string, options: CallOptions = {}) =>
    callAt(url, method, path, options);
  const captureSample = (file: string, party: string) =>
    call("POST", "/epcis/capture", { as: party, body: readFileSync(join(SAMPLE, file)) });
  return {
    url,
    log,
    deps,
    call,
    captureSample,
    registerKeys: () => registerKeys(call),
    captureWholeSample: async () => {
      await registerKeys(call);
      const { captures } = JSON.parse(readFileSync(join(SAMPLE, "sample.json"), "utf8"));
      for (const { file, party } of captures) await captureSample(file, party);
    },
    close: () => close(server, log),
  };
}

function depsOf(log: LogFixture) {
  const parties = {
    get: async (partyId: string) => PARTIES.get(partyId) ?? null,
    byGln: async (gln: string) => [...PARTIES.values()].find((party) => party.gln === gln) ?? null,
  };
  return {
    uow: log.work,
    clock: { now: async () => new Date() },
    random: randomness,
    log: log.intake,
    logReader: log.reader,
    events: eventStore(log.database),
    eventKeys: eventKeyStore(log.database),
    standing: standingQueries(log.database, SETTINGS.logId),
    webhooks: webhookSender({ development: true }),
    secrets: { derive: (label: string) => new Uint8Array(createHash("sha256").update(label).digest()) },
    scans: scanStore(log.database),
    labels: labelStore(log.database),
    printer: labelPrinter(),
    cloneThresholds,
    parties,
    chain: { chainId: 31337, development: true, rpcUrl: "http://127.0.0.1:8545" },
    idDomain: "https://id.redress.example",
    publicUrl: "https://id.redress.example",
  };
}

function appOf(deps: ReturnType<typeof depsOf>): express.Express {
  const app = express();
  // Stands where the caller middleware stands; the tests say who calls in a header of their own.
  app.use((request, _response, next) => {
    const party = PARTIES.get(request.header("x-test-party") ?? "");
    request.caller =
      party === undefined
        ? { kind: "anonymous" }
        : {
            kind: "party",
            partyId: party.partyId,
            partyKind: party.kind,
            name: party.name,
            actor: "test",
            via: "api_key",
          };
    next();
  });
  app.use(epcisRoutes(deps), itemRoutes(deps), resolverRoutes(deps));
  app.use((_request, response) => void response.type("text/html").send("page"));
  app.use(problemMiddleware);
  return app;
}

async function callAt(url: string, method: string, path: string, options: CallOptions): Promise<Answer> {
  const headers: Record<string, string> = { ...options.headers };
  if (options.as !== undefined) headers["x-test-party"] = options.as;
  if (options.body !== undefined) headers["content-type"] ??= "application/json";
  const init = { method, headers, redirect: "manual" as const };
  const response = await fetch(
    url + path,
    options.body === undefined ? init : { ...init, body: options.body },
  );
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  const answer = {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== "" ? JSON.parse(text) : null,
  };
  requireGs1Form(method, path, answer);
  return answer;
}

/** Every answer of every test under /epcis is held against GS1's OpenAPI file. */
function requireGs1Form(method: string, path: string, { status, headers, body }: Answer): void {
  if (!/^\/epcis(?:[/?]|$)/.test(path)) return;
  const faults = faultsOf({ method, path: path.slice("/epcis".length), status, headers, body });
  if (faults.length > 0) throw new Error(`${method} ${path} is not as GS1 has it: ${faults.join("; ")}`);
}

async function registerKeys(call: ProvenanceFixture["call"]): Promise<void> {
  for (const party of Object.values(sampleParties)) {
    if (party.gln === null) continue;
    const body = JSON.stringify({ publicKey: eventPublicKey(party) });
    await call("POST", "/v1/event-keys", { as: party.partyId, body });
  }
}

async function close(server: Server, log: LogFixture): Promise<void> {
  await shut(server);
  await log.close();
}
