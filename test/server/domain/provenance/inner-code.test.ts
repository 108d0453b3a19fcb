import { expect } from "chai";
import {
  INNER_SECRET,
  innerHash,
  innerLink,
  innerSecret,
} from "../../../../server/domain/provenance/inner-code.ts";
import { base32, SERIAL_LENGTH } from "../../../../server/domain/provenance/serials.ts";

const key = new Uint8Array(32).fill(7);

describe("serials and inner codes", () => {
  it("writes thirteen characters of which no two are mistaken for each other", () =>
    expect(base32(Uint8Array.from({ length: SERIAL_LENGTH }, (_, i) => i * 37))).to.match(
      /^[0-9A-HJKMNP-TV-Z]{13}$/,
    ));

  it("makes every character equally likely", () => {
    const counts = new Map<string, number>();
    for (const character of base32(Uint8Array.from({ length: 256 }, (_, i) => i)))
      counts.set(character, (counts.get(character) ?? 0) + 1);
    expect([counts.size, new Set(counts.values()).size]).to.deep.equal([32, 1]);
  });

  it("makes the same secret for the same label and another for every other", () => {
    const secret = innerSecret(key, "09521234100010", "A");
    expect(secret)
      .to.match(INNER_SECRET)
      .and.equal(innerSecret(key, "09521234100010", "A"));
    expect(secret).to.not.equal(innerSecret(key, "09521234100010", "B"));
    expect(secret).to.not.equal(innerSecret(new Uint8Array(32), "09521234100010", "A"));
  });

  it("keeps the secret in the fragment", () => {
    const link = new URL(innerLink("https://id.example/01/09521234100010/21/A", "0123456789ABCDEF"));
    expect([link.search, link.hash]).to.deep.equal(["", "#k=0123456789ABCDEF"]);
  });

  it("keeps a hash from which the secret cannot be read", () =>
    expect(innerHash("0123456789ABCDEF")).to.match(/^[0-9a-f]{64}$/));
});
