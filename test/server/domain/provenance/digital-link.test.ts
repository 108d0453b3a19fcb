import { expect } from "chai";
import fc from "fast-check";
import { applicationIdentifier } from "../../../../server/domain/provenance/application-identifiers.ts";
import {
  checkDigit,
  hasCheckDigit,
  withCheckDigit,
} from "../../../../server/domain/provenance/check-digit.ts";
import {
  digitalLink,
  elementString,
  parseBracketed,
  parseDigitalLink,
} from "../../../../server/domain/provenance/digital-link.ts";
import { hasVectors, parseVector, readVector } from "./vectors.ts";

const attempt = <T>(work: () => T): T | null => {
  try {
    return work();
  } catch (error) {
    expect(error).to.have.property("code", "provenance.digital_link_invalid");
    return null;
  }
};

describe("Digital Link", () => {
  describe("against the cases of GS1's syntax engine", () => {
    before(function () {
      if (!hasVectors()) this.skip();
    });

    it("parses what is valid to its element string and refuses the rest", () => {
      // Short names are read here; the engine refuses this one where its option for them is off.
      const byOption = "https://a/gtin/12312312312333";
      const { parse } = parseVector("digital-link/gs1-dl-vectors.json");
      for (const { uri, aiData, permitZeroSuppressedGTIN: shortGtins } of parse) {
        if (uri === byOption) continue;
        const link = attempt(() => parseDigitalLink(uri, { shortGtins }));
        const text = link === null ? null : elementString([...link.path, ...link.query]);
        expect(text, uri).to.equal(aiData);
      }
    });

    it("writes every link expected and refuses what has no place", () => {
      const { generate } = parseVector("digital-link/gs1-dl-vectors.json");
      for (const { stem, aiElementString, uri } of generate) {
        const made = attempt(() =>
          digitalLink(stem ?? "https://id.gs1.org", parseBracketed(aiElementString)),
        );
        expect(made, aiElementString).to.equal(uri);
      }
    });

    it("takes every sequence of key and qualifiers GS1 lists", () => {
      const { validPathSequences } = parseVector("digital-link/gs1-dl-vectors.json");
      const values: Record<string, string> = {
        "00": "195212340000002717",
        "01": "09521234100010",
        "253": "9521234000105",
        "255": "9521234000105",
        "414": "9521234000105",
        "417": "9521234000105",
        "7040": "1ABC",
        "8004": "95212340042",
        "8006": "095212341000100102",
        "8010": "9521234ABC",
        "8011": "17",
        "8017": withCheckDigit("95212340000000017"),
        "8018": withCheckDigit("95212340000000017"),
      };
      for (const sequence of validPathSequences as string[][]) {
        const path = sequence.map((ai) => `/${ai}/${values[ai] ?? "7"}`).join("");
        expect(parseDigitalLink(`https://a.example${path}`).path.map(([ai]) => ai)).to.deep.equal(sequence);
      }
    });

    it("knows the length, characters and place of every AI in GS1's dictionary", () => {
      for (const line of readVector("digital-link/gs1-syntax-dictionary.txt").split("\n")) {
        if (!/^\d/.test(line)) continue;
        const { ais, flags, parts, checked } = readDictionaryLine(line);
        for (const ai of ais) {
          const known = applicationIdentifier(ai);
          const written = known?.parts.map((part) => {
            const size = `${part.kind}${part.min === part.max ? "" : ".."}${part.max}`;
            return part.optional ? `[${size}]` : size;
          });
          expect(written, ai).to.deep.equal(parts);
          expect([known!.fixedLength, known!.inQuery], ai).to.deep.equal([
            flags.includes("*"),
            flags.includes("?"),
          ]);
          expect(
            known!.parts.some((part) => part.checked),
            ai,
          ).to.equal(checked);
        }
      }
    });
  });

  it("reads back what it wrote, whatever a serial holds", () => {
    const set82 = fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/);
    fc.assert(
      fc.property(set82, (serial) => {
        const uri = digitalLink("https://id.example", [
          ["01", "09521234100010"],
          ["21", serial],
        ]);
        expect(parseDigitalLink(uri)).to.deep.equal({
          stem: "https://id.example",
          path: [
            ["01", "09521234100010"],
            ["21", serial],
          ],
          query: [],
        });
      }),
    );
  });
});

function readDictionaryLine(line: string) {
  const words = line.replace(/#.*/, "").trim().split(/\s+/);
  const [first, last] = words[0]!.split("-") as [string, string?];
  const flags = /^[*?]+$/.test(words[1]!) ? words[1]! : "";
  const specification = words.slice(flags === "" ? 1 : 2).filter((word) => /^\[?[NXYZ]/.test(word));
  const ais: string[] = [];
  for (let i = Number(first); i <= Number(last ?? first); i++)
    ais.push(String(i).padStart(first.length, "0"));
  return {
    ais,
    flags,
    parts: specification.map((word) => word.replace(/,.*$/, "")),
    checked: specification.some((word) => /csum(,|$)/.test(word)),
  };
}

describe("check digits", () => {
  it("are GS1's for known numbers", () => {
    expect([checkDigit("629104150021"), checkDigit("37610425002123456")]).to.deep.equal(["3", "9"]);
  });
  it("catch every single wrong digit", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{13}$/),
        fc.nat(12),
        fc.integer({ min: 1, max: 9 }),
        (body, at, by) => {
          const right = withCheckDigit(body);
          const wrong = right.slice(0, at) + String((Number(right[at]) + by) % 10) + right.slice(at + 1);
          expect([hasCheckDigit(right), hasCheckDigit(wrong)]).to.deep.equal([true, false]);
        },
      ),
    );
  });
});
