import { expect } from "chai";
import fc from "fast-check";
import { ed25519PublicKey } from "../../../../server/domain/log/ed25519.ts";
import { PartyError } from "../../../../server/domain/party/errors.ts";
import { readOrderLink, signOrderLink, verifyOrderLink } from "../../../../server/domain/party/order-link.ts";

const seed = new Uint8Array(32).fill(7);
const key = ed25519PublicKey(seed);
const NOW = "2026-11-15T00:00:00Z";
const claims = {
  merchant: "shop",
  orderId: "ORDER-1",
  buyerRef: "buyer-1",
  expiresAt: "2027-01-01T00:00:00Z",
};
const link = signOrderLink(claims, seed);

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "accepted";
  } catch (error) {
    return error instanceof PartyError ? error.code : String(error);
  }
};

describe("the shop's order link", () => {
  it("proves its claims by the shop's key", () => {
    expect(verifyOrderLink(link, [key], NOW)).to.deep.equal(claims);
    expect(readOrderLink(link)).to.deep.equal(claims);
  });

  it("is taken by an older key while the shop has several", () => {
    const other = ed25519PublicKey(new Uint8Array(32).fill(8));
    expect(verifyOrderLink(link, [other, key], NOW)).to.deep.equal(claims);
  });

  it("is refused under another shop's key, and under none", () => {
    const other = ed25519PublicKey(new Uint8Array(32).fill(8));
    expect(codeOf(() => verifyOrderLink(link, [other], NOW))).to.equal("order.link_invalid");
    expect(codeOf(() => verifyOrderLink(link, [], NOW))).to.equal("order.link_invalid");
  });

  it("is refused from the instant it expires", () => {
    expect(codeOf(() => verifyOrderLink(link, [key], claims.expiresAt))).to.equal("order.link_expired");
  });

  it("is refused after any single change of a character", () => {
    fc.assert(
      fc.property(fc.nat(link.length - 1), fc.constantFrom(..."ABab01-_."), (at, character) => {
        fc.pre(link[at] !== character);
        const altered = link.slice(0, at) + character + link.slice(at + 1);
        expect(codeOf(() => verifyOrderLink(altered, [key], NOW))).to.equal("order.link_invalid");
      }),
      { numRuns: 200 },
    );
  });

  for (const text of ["", "a", "a.b", "a.b.c", "x".repeat(3000), `${link}.${link}`]) {
    it(`refuses ${JSON.stringify(text.slice(0, 12))}… as no link at all`, () => {
      expect(codeOf(() => verifyOrderLink(text, [key], NOW))).to.equal("order.link_invalid");
    });
  }
});
