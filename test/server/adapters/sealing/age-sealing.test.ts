import { Decrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { expect } from "chai";
import { createAgeSealing } from "../../../../server/adapters/sealing/age-sealing.ts";
import { derivedKeyring } from "../../../../server/adapters/sealing/keyring.ts";
import type { Sealing, WrappedKey } from "../../../../server/app/ports.ts";

const SECRET = "a secret of at least thirty-two characters";
const TEXT = new TextEncoder().encode("外箱左下角凹陷，内胆破裂");

describe("sealing with age", () => {
  let sealing: Sealing;

  beforeEach(() => {
    sealing = createAgeSealing(derivedKeyring(SECRET));
  });

  it("opens for every reader it was sealed to", async () => {
    const { sealed, wrappedKeys } = await sealing.seal(TEXT, ["merchant-1", "arbitrator-1"]);

    for (const wrapped of wrappedKeys) expect(await openWith(sealed, wrapped)).to.deep.equal(TEXT);
    expect(wrappedKeys.map((key) => key.reader)).to.deep.equal(["merchant-1", "arbitrator-1"]);
  });

  it("shows nothing of the document in the sealed bytes", async () => {
    const { sealed } = await sealing.seal(TEXT, ["merchant-1"]);

    expect(Buffer.from(sealed).includes(Buffer.from(TEXT.subarray(0, 9)))).to.equal(false);
  });

  it("seals the same document differently each time", async () => {
    const [one, two] = [await sealing.seal(TEXT, ["m"]), await sealing.seal(TEXT, ["m"])];

    expect(one.sealed).not.to.deep.equal(two.sealed);
  });

  it("lets a reader be added without touching the document", async () => {
    const { sealed, wrappedKeys } = await sealing.seal(TEXT, ["merchant-1"]);

    const added = await sealing.addReader(first(wrappedKeys), "carrier-1");

    expect(added.reader).to.equal("carrier-1");
    expect(await openWith(sealed, added)).to.deep.equal(TEXT);
  });

  it("opens for readers whose keys were derived again from the same secret", async () => {
    const { sealed, wrappedKeys } = await sealing.seal(TEXT, ["merchant-1"]);
    sealing = createAgeSealing(derivedKeyring(SECRET));

    expect(await openWith(sealed, first(wrappedKeys))).to.deep.equal(TEXT);
  });

  it("stays closed under another secret", async () => {
    const { sealed, wrappedKeys } = await sealing.seal(TEXT, ["merchant-1"]);
    sealing = createAgeSealing(derivedKeyring(`${SECRET}!`));

    expect(await failure(openWith(sealed, first(wrappedKeys)))).to.equal("sealing.cannot_open");
  });

  it("stays closed for a reader who takes another one's wrapped key for his own", async () => {
    const { sealed, wrappedKeys } = await sealing.seal(TEXT, ["merchant-1"]);
    const stolen = { ...first(wrappedKeys), reader: "merchant-2" };

    expect(await failure(openWith(sealed, stolen))).to.equal("sealing.cannot_open");
  });

  it("stays closed with the wrapped key of another document", async () => {
    const one = await sealing.seal(TEXT, ["merchant-1"]);
    const two = await sealing.seal(TEXT, ["merchant-1"]);

    expect(await failure(openWith(one.sealed, first(two.wrappedKeys)))).to.equal("sealing.cannot_open");
  });

  it("refuses a sealed document with any one byte altered", async () => {
    const { sealed, wrappedKeys } = await sealing.seal(TEXT, ["merchant-1"]);

    for (let at = 0; at < sealed.length; at += 7) {
      const code = await failure(openWith(withFlippedBit(sealed, at), first(wrappedKeys)));
      expect(code, `byte ${at}`).to.equal("sealing.cannot_open");
    }
  });

  it("refuses a sealed document that was cut short", async () => {
    const { sealed, wrappedKeys } = await sealing.seal(new Uint8Array(200_000), ["merchant-1"]);

    for (const length of [0, 10, 65_000, sealed.length - 1]) {
      const code = await failure(openWith(sealed.subarray(0, length), first(wrappedKeys)));
      expect(code, `${length} bytes`).to.equal("sealing.cannot_open");
    }
  });

  it("refuses an altered wrapped key", async () => {
    const { sealed, wrappedKeys } = await sealing.seal(TEXT, ["merchant-1"]);
    const wrapped = first(wrappedKeys);
    const altered = { ...wrapped, key: withFlippedBit(wrapped.key, wrapped.key.length - 1) };

    expect(await failure(openWith(sealed, altered))).to.equal("sealing.cannot_open");
  });

  it("wraps for a recipient whose private key is elsewhere, and cannot open for it", async () => {
    const identity = await generateX25519Identity();
    const { sealed, wrappedKeys } = await sealing.seal(TEXT, [await identityToRecipient(identity)]);
    const outside = first(wrappedKeys);

    expect(await failure(openWith(sealed, outside))).to.equal("sealing.reader_unknown");
    expect(await decrypt(sealed, await decryptText(outside.key, identity))).to.deep.equal(TEXT);
  });

  it("refuses a recipient that is none", async () => {
    expect(await failure(sealing.seal(TEXT, ["age1nonsense"]))).to.equal("sealing.reader_unknown");
  });

  it("refuses to seal for nobody", async () => {
    expect(await failure(sealing.seal(TEXT, []))).to.equal("sealing.no_readers");
  });

  it("passes on the error of a store that cannot deliver", async () => {
    const { wrappedKeys } = await sealing.seal(TEXT, ["merchant-1"]);
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield new Uint8Array(3);
      throw Object.assign(new Error("gone"), { code: "blocks.missing" });
    }

    expect(await failure(sealing.open(broken(), first(wrappedKeys)))).to.equal("blocks.missing");
  });

  async function openWith(sealed: Uint8Array, wrapped: WrappedKey): Promise<Uint8Array> {
    async function* pieces() {
      for (let at = 0; at < sealed.length; at += 1000) yield sealed.subarray(at, at + 1000);
    }
    return await sealing.open(pieces(), wrapped);
  }
});

function first(keys: readonly WrappedKey[]): WrappedKey {
  const [key] = keys;
  if (key === undefined) throw new Error("no wrapped key");
  return key;
}

function withFlippedBit(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

async function failure(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return "no error";
}

async function decrypt(bytes: Uint8Array, identity: string): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return await decrypter.decrypt(bytes);
}

async function decryptText(bytes: Uint8Array, identity: string): Promise<string> {
  return new TextDecoder().decode(await decrypt(bytes, identity));
}
