import { checkpointSigner } from "../../../../server/adapters/postgres/log-settings.ts";
import { signCheckpoint } from "../../../../server/domain/log/checkpoint.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { consistencyRanges } from "../../../../server/domain/log/ranges.ts";
import { hashRange } from "../../../../server/domain/log/tiles.ts";
import { TreeEdge } from "../../../../server/domain/log/tree.ts";
import { SETTINGS } from "../../adapters/postgres/log-fixture.ts";

export const { origin: ORIGIN, verifierKey: VERIFIER_KEY } = SETTINGS.identity;

function edgeOf(size: number, salt: string): TreeEdge {
  const edge = new TreeEdge();
  for (let n = 0; n < size; n++) edge.append(leafHash(new TextEncoder().encode(`${salt}${n}`)));
  return edge;
}

/** Signed checkpoint of a size; another salt is another history. */
export const noteOf = (size: number, salt = ""): string =>
  signCheckpoint({ origin: ORIGIN, size, root: edgeOf(size, salt).root() }, checkpointSigner(SETTINGS)).note;

/** Proof that one size of a history begins another. */
export function proofOf(from: number, to: number, salt = ""): Uint8Array[] {
  const tiles = new Map(
    edgeOf(to, salt)
      .takeChanged()
      .map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]),
  );
  return consistencyRanges(from, to).map((range) =>
    hashRange(range, ({ level, index }) => tiles.get(`${level}/${index}`)),
  );
}
