import { expect } from "chai";
import { checkpointSigner } from "../../../../server/adapters/postgres/log-settings.ts";
import { parseCheckpoint, signCheckpoint, verifyLogLine } from "../../../../server/domain/log/checkpoint.ts";
import { signEd25519 } from "../../../../server/domain/log/ed25519.ts";
import { LogError } from "../../../../server/domain/log/errors.ts";
import { EMPTY_ROOT, leafHash } from "../../../../server/domain/log/hash.ts";
import { consistencyRanges } from "../../../../server/domain/log/ranges.ts";
import { formatNote, formatSignature, parseVerifierKey } from "../../../../server/domain/log/signed-note.ts";
import { hashRange } from "../../../../server/domain/log/tiles.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import {
  formatAddCheckpoint,
  judge,
  parseAddCheckpoint,
  type Seen,
} from "../../../../server/domain/log/witness.ts";
import { SETTINGS } from "../../adapters/postgres/log-fixture.ts";

const { origin, verifierKey } = SETTINGS.identity;
const keys = [parseVerifierKey(verifierKey)];
const leaf = (n: number, salt = "") => leafHash(new TextEncoder().encode(`${salt}${n}`));

function tree(size: number, salt = ""): { size: number; root: Uint8Array; edge: TreeEdge } {
  const edge = new TreeEdge();
  for (let n = 0; n < size; n++) edge.append(leaf(n, salt));
  return { size, root: edge.root(), edge };
}

const note = (head: Seen, settings = SETTINGS) =>
  signCheckpoint({ origin, size: head.size, root: head.root }, checkpointSigner(settings)).note;

/** The note as a log signs it that puts more into its checkpoints than ours do. */
function withExtension(plain: string, line: string): string {
  const text = `${parseCheckpoint(plain).text}${line}\n`;
  const signature = signEd25519(SETTINGS.keys.ed25519, new TextEncoder().encode(text));
  return formatNote(text, [formatSignature({ name: origin, keyId: keys[0]!.keyId, signature })]);
}

function proof(from: number, to: number): Uint8Array[] {
  const tiles = new Map(
    tree(to)
      .edge.takeChanged()
      .map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]),
  );
  return consistencyRanges(from, to).map((range) =>
    hashRange(range, ({ level, index }) => tiles.get(`${level}/${index}`)),
  );
}

/** @param kept What the witness keeps: what it cosigned last, and whatever else it was shown. */
const ask = (request: Parameters<typeof judge>[0], seen: Seen | null, ...kept: Seen[]) =>
  judge(request, keys, {
    seenOf: () => seen,
    rootsOf: (_, size) =>
      [...(seen === null ? [] : [seen]), ...kept].filter((one) => one.size === size).map(({ root }) => root),
  });

describe("a request to cosign", () => {
  it("comes back from its text", () => {
    const request = { oldSize: 3, proof: proof(3, 7), note: note(tree(7)) };
    expect(parseAddCheckpoint(formatAddCheckpoint(request))).to.deep.equal(request);
  });

  for (const [what, body] of [
    ["leading zeros", "old 03\n\nx"],
    ["no empty line", "old 3"],
    ["a size past counting", "old 99999999999999999\n\nx"],
    ["a proof line of another length", "old 3\nAAAA\n\nx"],
    ["64 proof lines", `old 3\n${`${"A".repeat(43)}=\n`.repeat(64)}\nx`],
  ] as const) {
    it(`is refused with ${what}`, () => expect(() => parseAddCheckpoint(body)).to.throw(LogError));
  }
});

describe("a witness", () => {
  const [three, seven] = [tree(3), tree(7)];

  it("signs the first checkpoint it sees without a proof", () => {
    expect(ask({ oldSize: 0, proof: [], note: note(three) }, null).status).to.equal(200);
  });

  it("signs what is proved to extend the last one", () => {
    expect(ask({ oldSize: 3, proof: proof(3, 7), note: note(seven) }, three).status).to.equal(200);
  });

  it("signs the same checkpoint again", () => {
    expect(ask({ oldSize: 7, proof: [], note: note(seven) }, seven).status).to.equal(200);
  });

  it("signs what the log's line stands below twice, and keeps it once", () => {
    const once = note(three);
    const [text, line] = /^(.*?\n\n)(.*?\n)/s.exec(once)!.slice(1) as [string, string];
    const said = ask({ oldSize: 0, proof: [], note: once.replace(text, `${text}${line}`) }, null);
    expect(said).to.include({ status: 200, note: once });
  });

  it("keeps no line of anybody but the log, and few even of its name", () => {
    const line = (n: number, name: string) =>
      formatSignature({ name, keyId: Uint8Array.of(0, 0, 0, n), signature: new Uint8Array(64) });
    const filled = Array.from({ length: 40 }, (_, n) => line(n, `w${n}.example`) + line(n, origin)).join("");
    const said = ask({ oldSize: 0, proof: [], note: note(three) + filled }, null);
    const kept = parseCheckpoint("note" in said ? said.note : "");
    expect(kept.signatures).to.have.length(15);
    expect(kept.signatures.filter(({ name }) => name !== origin)).to.deep.equal([]);
    expect(verifyLogLine(kept, keys[0]!)).to.equal(true);
  });

  it("signs what has extension lines, with them, and compares size and root alone", () => {
    const extended = withExtension(note(three), "sequenced by a machine of theirs");
    expect(ask({ oldSize: 0, proof: [], note: extended }, null)).to.include({ status: 200, note: extended });
    const again = ask({ oldSize: 3, proof: [], note: extended }, three);
    expect(again).to.include({ status: 200, contradicts: false });
    const fork = ask({ oldSize: 3, proof: [], note: withExtension(note(tree(3, "other")), "x") }, three);
    expect(fork).to.include({ status: 409, contradicts: true });
  });

  it("refuses an extension line that is empty", () => {
    const extended = withExtension(note(three), "\nx");
    expect(() => ask({ oldSize: 0, proof: [], note: extended }, null)).to.throw(LogError);
  });

  it("answers 404 for a log it does not know", () => {
    const other = note(three).replaceAll(origin, "other.example/log");
    expect(ask({ oldSize: 0, proof: [], note: other }, null).status).to.equal(404);
  });

  it("answers 403 without a signature of a known key", () => {
    const forged = { ...SETTINGS, keys: { ...SETTINGS.keys, ed25519: new Uint8Array(32).fill(8) } };
    expect(ask({ oldSize: 0, proof: [], note: note(three, forged) }, null).status).to.equal(403);
  });

  it("answers 400 for an old size past the checkpoint", () => {
    expect(ask({ oldSize: 9, proof: [], note: note(seven) }, null).status).to.equal(400);
  });

  it("answers 409 with the size it signed last", () => {
    const said = ask({ oldSize: 2, proof: proof(2, 7), note: note(seven) }, three);
    expect(said).to.include({ status: 409, seen: 3, contradicts: false });
  });

  it("answers 409 and remembers for another root of the same size", () => {
    const said = ask({ oldSize: 7, proof: [], note: note(tree(7, "other")) }, seven);
    expect(said).to.include({ status: 409, seen: 7, contradicts: true });
  });

  it("answers 422 for a history that does not go on from the last one", () => {
    const said = ask({ oldSize: 3, proof: proof(3, 7), note: note(tree(7, "other")) }, three);
    expect(said).to.include({ status: 422, isUnproved: true });
  });

  it("accuses nobody for a genuine checkpoint with a proof of somebody's making", () => {
    const said = ask({ oldSize: 3, proof: [leaf(1)], note: note(seven) }, three);
    expect(said).to.include({ status: 422, isUnproved: true, contradicts: false });
  });

  it("remembers another root of a size below the newest, whatever old size is sent with it", () => {
    const fork = note(tree(3, "other"));
    expect(ask({ oldSize: 7, proof: [], note: fork }, seven, three)).to.include({
      status: 400,
      contradicts: true,
    });
    expect(ask({ oldSize: 0, proof: [], note: fork }, seven, three)).to.include({
      status: 409,
      contradicts: true,
    });
  });

  it("accuses nobody for an old checkpoint shown again", () => {
    const said = ask({ oldSize: 7, proof: [], note: note(three) }, seven, three);
    expect(said).to.include({ status: 400, contradicts: false });
  });

  it("signs what is proved, and remembers that another root of its size was shown before", () => {
    const said = ask({ oldSize: 3, proof: proof(3, 7), note: note(seven) }, three, tree(7, "other"));
    expect(said).to.include({ status: 200, contradicts: true });
  });

  it("answers 422 for a proof where none belongs", () => {
    expect(ask({ oldSize: 0, proof: proof(3, 7), note: note(seven) }, null).status).to.equal(422);
  });

  it("answers 422 for an empty log with a root of something", () => {
    expect(ask({ oldSize: 0, proof: [], note: note({ size: 0, root: leaf(1) }) }, null).status).to.equal(422);
    expect(ask({ oldSize: 0, proof: [], note: note({ size: 0, root: EMPTY_ROOT }) }, null).status).to.equal(
      200,
    );
  });
});
