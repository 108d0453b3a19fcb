import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import type { Command } from "commander";
import { type LabelBatchView, labelBatch } from "../schema/label.ts";
import { askServer, type ServerOptions, withServer } from "./api.ts";

interface LabelOptions extends ServerOptions {
  readonly count: string;
  readonly inner: boolean;
  readonly name: string;
  readonly countries: string | undefined;
  readonly format: string;
  readonly grid: string;
  readonly out: string;
}

/** Adds `redress labels`: makes serials and fetches the files to print. */
export function registerLabels(program: Command): void {
  withServer(program.command("labels"))
    .description("make serials for a product and write their labels to files")
    .argument("<gtin>", "GTIN of the product, 14 digits")
    .option("--count <n>", "how many", "100")
    .option("--inner", "with inner codes, written to files of their own", false)
    .option("--name <text>", "product name printed beneath", "")
    .option("--countries <list>", "countries sold to, e.g. CN,HK; left out: everywhere")
    .option("--format <format>", "pdf, png, svg or csv", "pdf")
    .option("--grid <columns x rows>", "labels on an A4 page", "4x6")
    .option("--out <folder>", "where the files go", "labels")
    .action(async (gtin: string, options: LabelOptions) => {
      const { count, countries, inner, name } = options;
      const body = {
        gtin,
        count: Number(count),
        innerCodes: inner,
        productName: name,
        ...(countries === undefined ? {} : { countries: countries.toUpperCase().split(",") }),
      };
      const answer = await askServer(options, "POST", "/v1/labels", JSON.stringify(body));
      const batch = labelBatch.parse(await answer.json());
      mkdirSync(options.out, { recursive: true });
      keepKey(options.out, batch);
      await fetchFiles(options, batch, null);
      if (batch.innerKey !== null) await fetchFiles(options, batch, batch.innerKey);
      console.log(`${batch.count} labels in ${options.out}`);
    });
}

/** Before anything else: the server tells it this once. */
function keepKey(folder: string, { batchId, innerKey }: LabelBatchView): void {
  if (innerKey === null) return;
  const file = join(folder, `inner-key-${batchId.slice(0, 8)}.txt`);
  writeFileSync(file, `${innerKey}\n`, { mode: 0o600, flag: "wx" });
  console.error(`the key of the inner codes is in ${file}; it is kept nowhere else`);
}

async function fetchFiles(
  options: LabelOptions,
  batch: LabelBatchView,
  innerKey: string | null,
): Promise<void> {
  const [columns, rows] = options.grid.split("x").map(Number);
  for (let file = 1; file <= batch.files; file += 1) {
    const asked = {
      batchId: batch.batchId,
      format: options.format,
      file,
      grid: { columns, rows },
      ...(innerKey === null ? {} : { innerKey }),
    };
    const response = await askServer(options, "POST", "/v1/labels/print", JSON.stringify(asked));
    const name = /filename="([\w.-]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1];
    const path = join(options.out, name ?? `labels-${file}`);
    await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(path));
    console.error(`${path} (${file} of ${batch.files})`);
  }
}
