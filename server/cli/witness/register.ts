import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { Command } from "commander";
import { fromHex } from "../../domain/log/bytes.ts";
import { witnessKey } from "../../domain/log/cosignature.ts";
import {
  checkKeyName,
  formatVerifierKey,
  parseVerifierKey,
  SignatureType,
} from "../../domain/log/signed-note.ts";
import { witnessServer } from "./service.ts";
import { openWitnessStore } from "./store.ts";

interface Options {
  readonly name: string;
  readonly keyFile: string;
  readonly state: string;
  readonly log: readonly string[];
  readonly port: string;
  readonly host: string;
}

const MOST_PORT = 65_535;

/** Adds `redress witness`: cosigns the checkpoints of logs, each only when it extends all it has signed before. */
export function registerWitness(program: Command): void {
  program
    .command("witness")
    .description("run a witness (C2SP tlog-witness); it keeps all it signs, so that it can prove a fork")
    .requiredOption("--name <name>", "name of the witness's key, e.g. witness.example/w1")
    .requiredOption("--key-file <file>", "Ed25519 seed, 64 hex digits; made when the file is not there")
    .requiredOption("--state <folder>", "what it has signed; losing it means retiring the key")
    .requiredOption("--log <key...>", "verifier keys of the logs it cosigns, as /v1/log shows them")
    .option("--port <port>", "port to listen on; 0: any free one", "0")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .action(run);
}

async function run({ name, keyFile, state, log, port, host }: Options): Promise<void> {
  checkKeyName(name);
  if (!/^\d{1,5}$/.test(port) || Number(port) > MOST_PORT) throw new Error("--port is no port");
  const logs = log.map(parseVerifierKey);
  const foreign = logs.find(({ type }) => type !== SignatureType.ed25519);
  if (foreign !== undefined) throw new Error(`${foreign.name}: only Ed25519 keys of logs can be cosigned`);
  const seed = readSeed(keyFile);
  const store = openWitnessStore(
    state,
    logs.map((key) => key.name),
  );
  const server = witnessServer({
    identity: { name, seed },
    logs,
    store,
    report: (line) => console.log(line),
  });
  await once(server.listen(Number(port), host), "listening");
  const { port: taken } = server.address() as AddressInfo;
  console.log(`witness ${formatVerifierKey(witnessKey(name, seed))} http://${host}:${taken}`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      server.close(() => store.close());
      server.closeAllConnections();
    });
  }
}

function readSeed(file: string): Uint8Array {
  try {
    return fromHex(readFileSync(file, "utf8").trim(), "--key-file", 32);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const seed = randomBytes(32);
  writeFileSync(file, `${seed.toString("hex")}\n`, { mode: 0o600, flag: "wx", flush: true });
  return new Uint8Array(seed);
}
