/**
 * Every setting of the server, listed once. The environment is parsed here and nowhere else; a wrong value
 * stops the start with one line for each, naming the setting and what it must be.
 */
import { z } from "zod";
import { isReservedId } from "./domain/party/reserved-ids.ts";
import { type CloneThresholds, cloneThresholds } from "./domain/provenance/clone-signs.ts";

const privateKey = z.string().regex(/^0x[0-9a-f]{64}$/, "must be 0x and 64 lower-case hex digits");
const hexKey = z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits");
const port = z.coerce.number().int().min(0).max(65_535);
const flag = z
  .enum(["0", "1"], "must be 0 or 1")
  .default("0")
  .transform((value) => value === "1");

const tagKey = z
  .string()
  .regex(/^(?:[0-9a-f]{32})?$/, "must be 32 lower-case hex digits")
  .default("");
const thresholdsShape = z.strictObject(
  Object.fromEntries(Object.keys(cloneThresholds).map((name) => [name, z.number().positive().optional()])),
);

/** The house's lines with the deployment's own in their place. */
function readThresholds(text: string, context: z.RefinementCtx): CloneThresholds {
  try {
    const own = thresholdsShape.parse(JSON.parse(text));
    return { ...cloneThresholds, ...own };
  } catch {
    const names = Object.keys(cloneThresholds).join(", ");
    context.addIssue({ code: "custom", message: `must be a JSON object of positive numbers named ${names}` });
    return z.NEVER;
  }
}

/** How deep a block must be before it counts as final: a tag, a depth, or what the development supervisor saved. */
const finality = z
  .string()
  .regex(
    /^(tag:(finalized|safe|latest)|depth:[0-9]{1,4}|saved:.+)$/,
    "must be tag:finalized, depth:N or saved:<file>",
  );

const protocolOf = (url: string): string => (URL.canParse(url) ? new URL(url).protocol : "");

const settings = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" })
    .describe("Postgres 15 or newer"),
  RPC_URL: z.url({ protocol: /^https?$/, error: "must be an http(s) URL" }).describe("JSON-RPC of the chain"),
  PUBLIC_RPC_URL: z
    .url({ protocol: /^https?$/, error: "must be an http(s) URL" })
    .optional()
    .describe("JSON-RPC that browsers ask; RPC_URL when empty"),
  CHAIN_ID: z.coerce.number().int().positive().describe("Refuses to start on another chain"),
  DEPLOYMENT_DIR: z.string().min(1).describe("Ignition deployment folder with deployed_addresses.json"),
  FINALITY: finality.default("tag:finalized").describe("When an anchor counts as final"),
  IPFS_API_URL: z
    .union([z.literal(""), z.url({ protocol: /^https?$/ })])
    .default("")
    .describe("RPC of Kubo or a cluster; empty: the embedded block store"),
  IPFS_MIRROR_URL: z
    .union([z.literal(""), z.url({ protocol: /^https?$/ })])
    .default("")
    .describe("Trustless gateway the embedded store repairs lost or altered blocks from; empty: none"),
  ENTRY_GATEWAYS: z
    .string()
    .default("")
    .transform((text) => text.split(/\s+/).filter((url) => url !== ""))
    .refine(
      (urls) => urls.every((url) => /^https?:$/.test(protocolOf(url))),
      "must be http(s) URLs, a space apart",
    )
    .describe("Trustless gateways asked for entries that the contract was asked for by CID; empty: none"),
  BLOCKSTORE_DIR: z
    .string()
    .default("")
    .describe("Folder of the embedded block store; DATA_DIR/blocks when empty"),
  WEB_DIR: z.string().default("").describe("Folder of the built pages; dist/web of the checkout when empty"),
  DATA_DIR: z.string().min(1).describe("Folder for what must outlive a restart and is not in the database"),
  PORT: port.default(3000).describe("Port of API and web; 0: any free one"),
  HOST: z.string().default("127.0.0.1").describe("Address to listen on"),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Address users reach; http://HOST:PORT when empty"),
  SENDER_KEY: privateKey.describe("Key of the account that sends transactions"),
  LOG_ETH_KEY: privateKey.describe("secp256k1 key of the log: signs (logId, size, root) for the contract"),
  LOG_ED25519_KEY: hexKey.describe("Ed25519 seed of the log: signs checkpoints for the witness network"),
  PROMISE_KEY: privateKey.describe("Key that signs promises"),
  AUTH_SECRET: z.string().min(32).describe("Secret of sessions and of keys kept per party"),
  LOG_ORIGIN: z
    .string()
    .regex(/^[^\s+]{1,200}$/)
    .default("redress.example/log/1")
    .describe("Origin line of the log's checkpoints; schema-less URL"),
  ANCHOR_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(60)
    .describe("Longest wait before an anchor is sent"),
  WITNESS_POLICY: z
    .string()
    .default("")
    .describe("File of the witness policy (C2SP tlog-policy); empty: no witness is asked"),
  TSA_URL: z
    .union([z.literal(""), z.url({ protocol: /^https?$/ })])
    .default("")
    .describe("Authority of time stamps (RFC 3161) asked about each anchored checkpoint; empty: none"),
  PLATFORM_ID: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,62}$/)
    .refine((id) => !isReservedId(id), "must not be the name of somebody else in every case or log")
    .default("platform")
    .describe("Party id of the platform itself"),
  PLATFORM_NAME: z.string().min(1).default("Redress").describe("Name of the platform, as people read it"),
  SCAN_PLACE_HEADER: z
    .string()
    .regex(/^[a-z0-9-]*$/)
    .default("")
    .describe("Header in which your edge writes `latitude,longitude` of a request; empty: none does"),
  CLONE_THRESHOLDS: z
    .string()
    .default("{}")
    .transform(readThresholds)
    .describe("JSON of single lines of the rules that find copied codes, see docs/copied-codes.md"),
  NFC_META_READ_KEY: tagKey.describe("Key that opens the PICC data of NFC tags; empty: tags are not checked"),
  NFC_FILE_READ_KEY: tagKey.describe("Key of the tags' MAC, or the master it is diversified from"),
  NFC_SYSTEM_ID: z
    .string()
    .regex(/^(?:(?:[0-9a-f]{2}){9,24})?$/, "must be 9 to 24 bytes in lower-case hex")
    .default("")
    .describe("Application and system id keys are diversified with (AN10922); empty: one key for all tags"),
  EMBEDDED: flag.describe(
    "1 only on the embedded development set-up: one-click sign-in, development signatures",
  ),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "silent"])
    .default("info")
    .describe("Least level logged"),
});

export type Config = Omit<z.infer<typeof settings>, "PUBLIC_RPC_URL" | "PUBLIC_URL"> & {
  readonly PUBLIC_RPC_URL: string;
};

export class ConfigError extends Error {}

/**
 * Parses the environment once.
 * @throws ConfigError with a line per wrong setting, values never repeated since some are secrets.
 */
export function parseConfig(
  environment: Record<string, string | undefined>,
): Config & { PUBLIC_URL: string | null } {
  const parsed = settings.safeParse(environment);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return environment[name] === undefined
        ? `${name} is missing: ${describe(name)}`
        : `${name} ${issue.message}`;
    });
    throw new ConfigError(`Settings are wrong:\n  ${lines.join("\n  ")}`);
  }
  const { PUBLIC_RPC_URL, PUBLIC_URL, BLOCKSTORE_DIR, ...rest } = parsed.data;
  return {
    ...rest,
    BLOCKSTORE_DIR: BLOCKSTORE_DIR === "" ? `${rest.DATA_DIR}/blocks` : BLOCKSTORE_DIR,
    PUBLIC_RPC_URL: PUBLIC_RPC_URL ?? rest.RPC_URL,
    PUBLIC_URL: PUBLIC_URL ?? null,
  };
}

/** The table of settings, for the README and for `redress settings`. */
export function settingsTable(): { name: string; required: boolean; about: string }[] {
  return Object.entries(settings.shape).map(([name, schema]) => ({
    name,
    required: !schema.safeParse(undefined).success,
    about: schema.description ?? "",
  }));
}

function describe(name: string): string {
  return settings.shape[name as keyof typeof settings.shape]?.description ?? "required";
}
