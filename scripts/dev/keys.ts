import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { computeAddress } from "ethers";
import { replaceDurably } from "./durable-file.ts";

/** Secrets of the embedded set-up, made once and never shown. */
export interface Keys {
  /** Private keys with 0x: the account that deploys, the one that sends, the log's and the promises'. */
  readonly deployer: string;
  readonly sender: string;
  readonly logEth: string;
  readonly promise: string;
  /** 32 bytes of hex without 0x. */
  readonly logEd25519: string;
  readonly orderLink: string;
  readonly authSecret: string;
  readonly databasePassword: string;
}

const NAMES = [
  "deployer",
  "sender",
  "logEth",
  "promise",
  "logEd25519",
  "orderLink",
  "authSecret",
  "databasePassword",
] as const satisfies readonly (keyof Keys)[];

const ACCOUNTS: ReadonlySet<string> = new Set(["deployer", "sender", "logEth", "promise"]);

/** Reads the keys of an earlier start, or makes them. Only the owner may read the file. */
export function loadKeys(file: string): Keys {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Partial<Keys>) : {};
  const missing = NAMES.filter((name) => kept[name] === undefined);
  if (missing.length === 0) return kept as Keys;
  const made = Object.fromEntries(missing.map((name) => [name, newSecret(name)]));
  const keys = { ...kept, ...made } as Keys;
  replaceDurably(file, `${JSON.stringify(keys, null, 2)}\n`);
  return keys;
}

/** Address of an account key. */
export function addressOf(privateKey: string): string {
  return computeAddress(privateKey);
}

function newSecret(name: string): string {
  const hex = randomBytes(32).toString("hex");
  return ACCOUNTS.has(name) ? `0x${hex}` : hex;
}
