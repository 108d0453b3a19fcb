import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { readTable } from "../adapters/tables/read-table.ts";
import type { EpcisEvent } from "../domain/provenance/event.ts";
import { importRules } from "../domain/provenance/import-columns.ts";
import { importDocument, type RowFault, readImport } from "../domain/provenance/import-rows.ts";
import { SIGNATURE_MEMBER, signedText } from "../domain/provenance/signature.ts";
import { askServer, type ServerOptions, withServer } from "./api.ts";

interface ImportOptions extends ServerOptions {
  readonly dryRun: boolean;
  readonly key: string | undefined;
  readonly gln: string | undefined;
}

const EVENTS_A_PIECE = 200;
/** Head of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** Adds `redress import`: a table of steps becomes events, signed where a key is given. */
export function registerImport(program: Command): void {
  withServer(program.command("import"))
    .description(
      "import a CSV or XLSX table of steps as events; every bad cell is listed before anything is sent",
    )
    .argument("<file>", "table under the headings of /v1/imports/template.csv")
    .option("--dry-run", "only check the table", false)
    .option("--key <file>", "file with the Ed25519 seed (64 hex digits) that signs the events; needs --gln")
    .option("--gln <gln>", "GLN the key is registered for")
    .action(async (file: string, options: ImportOptions) => {
      const table = readImport(await readTable(readFileSync(file)), Date.now());
      if (table.faults.length > 0) return refuse(table.faults);
      console.error(`${table.events.length} rows, nothing is wrong`);
      if (options.dryRun) return;
      const signed = table.events.map(signerOf(options));
      for (let at = 0; at < signed.length; at += EVENTS_A_PIECE) {
        const document = importDocument(signed.slice(at, at + EVENTS_A_PIECE), table.places);
        await askServer(options, "POST", "/epcis/capture", JSON.stringify(document));
        console.error(`${Math.min(at + EVENTS_A_PIECE, signed.length)} of ${signed.length} imported`);
      }
    });
}

function refuse(faults: readonly RowFault[]): void {
  for (const { row, column, rule } of faults)
    console.log(`row ${row}, ${column || "table"}: ${importRules[rule].en} / ${importRules[rule].zh}`);
  console.error(`${faults.length} cells cannot be taken; nothing was sent`);
  process.exitCode = 1;
}

/** Signs as the party's own systems would; the same row signed again is the same event. */
function signerOf({ key, gln }: ImportOptions): (event: EpcisEvent) => EpcisEvent {
  if (key === undefined) return (event) => event;
  if (gln === undefined) throw new Error("--key needs --gln: a key signs for a GLN");
  const privateKey = readKey(key);
  const publicKey = createPublicKey(privateKey)
    .export({ format: "der", type: "spki" })
    .subarray(-32)
    .toString("hex");
  return (event) => {
    const signature = sign(null, Buffer.from(signedText(event)), privateKey).toString("hex");
    return { ...event, [SIGNATURE_MEMBER]: { gln, algorithm: "Ed25519", publicKey, signature } };
  };
}

function readKey(file: string): KeyObject {
  const seed = readFileSync(file, "utf8").trim();
  if (!/^[0-9a-f]{64}$/.test(seed)) throw new Error(`${file} does not hold 64 lower-case hex digits`);
  return createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, Buffer.from(seed, "hex")]),
    format: "der",
    type: "pkcs8",
  });
}
