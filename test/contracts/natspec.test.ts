import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const FOLDER = new URL("../../contracts/interfaces/", import.meta.url).pathname;
const DECLARATION = /((?:^ *\/\/\/.*\n)*) *(function|event|error)\s+(\w+)\s*\(([^)]*)\)/gm;

interface Declaration {
  readonly doc: string;
  readonly name: string;
  readonly parameters: readonly string[];
}

function declarations(source: string): Declaration[] {
  return [...source.matchAll(DECLARATION)].map(([, doc = "", , name = "", list = ""]) => ({
    doc,
    name,
    parameters: list
      .split(",")
      .map((one) => one.trim().split(/\s+/).at(-1) ?? "")
      .filter((one) => one !== ""),
  }));
}

/** Names that mean the same everywhere in an interface are explained once, above it. */
function glossary(source: string): Set<string> {
  const [, text = ""] = /Everywhere here:([\s\S]*?)\ninterface /.exec(source) ?? [];
  return new Set([...text.matchAll(/`(\w+)`/g)].map(([, name]) => name ?? ""));
}

describe("NatSpec of the interfaces", () => {
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".sol"))) {
    const source = readFileSync(join(FOLDER, file), "utf8");

    it(`${file} says what each function, event and error is for`, () => {
      const silent = declarations(source).filter(({ doc }) => !/@notice|@inheritdoc/.test(doc));
      expect(silent.map(({ name }) => name)).to.deep.equal([]);
    });

    it(`${file} explains every parameter, its unit with it`, () => {
      const known = glossary(source);
      const unexplained = declarations(source).flatMap(({ doc, name, parameters }) =>
        parameters
          .filter((parameter) => !known.has(parameter) && !new RegExp(`@param ${parameter}\\b`).test(doc))
          .map((parameter) => `${name}.${parameter}`),
      );
      expect(unexplained).to.deep.equal([]);
    });
  }
});
