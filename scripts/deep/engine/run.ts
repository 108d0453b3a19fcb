/**
 * Keeps this version of the engine runnable for ever: one file with everything it needs, which `redress replay` loads
 * for findings of this version once the sources have moved on. Run once for each version: `node scripts/deep/engine/run.ts`
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { ENGINE } from "../../../server/domain/responsibility/decide.ts";

const FOLDER = fileURLToPath(new URL("../../../server/domain/responsibility/", import.meta.url));

const built = await build({
  configFile: false,
  logLevel: "error",
  root: FOLDER,
  build: {
    write: false,
    target: "es2024",
    minify: true,
    lib: { entry: `${FOLDER}released/entry.ts`, formats: ["es"], fileName: ENGINE.version },
  },
});
const [result] = Array.isArray(built) ? built : [built];
if (result === undefined || !("output" in result)) throw new Error("nothing was built");
const head = `// ${ENGINE.name} ${ENGINE.version} with all it needs. Built by scripts/deep/engine/run.ts; never edited.\n`;
writeFileSync(`${FOLDER}released/${ENGINE.version}.mjs`, head + result.output[0].code);
writeFileSync(`${FOLDER}released/${ENGINE.version}.d.mts`, 'export * from "./entry.ts";\n');
