import { expect } from "chai";
import { readBundle } from "../../../../server/adapters/postgres/log-entries.ts";
import { holdLine } from "../../../../server/adapters/postgres/log-recovery.ts";
import { parseEntry } from "../../../../server/domain/log/entry.ts";
import { decodeBundle } from "../../../../server/domain/log/entry-bundle.ts";
import { leafHash } from "../../../../server/domain/log/hash.ts";
import { parseReceipt } from "../../../../server/domain/log/receipt.ts";
import type { PublishedEntry } from "../../../../server/domain/log/recovery.ts";
import { handIn, type LogFixture, logFixture, SETTINGS } from "./log-fixture.ts";

describe("published entries that go back into a restored log", function () {
  this.timeout(60_000);
  let log: LogFixture;
  let text: string;

  beforeEach(async () => {
    log = await logFixture();
    const [leaf] = await handIn(log, 1);
    ({ entry: text } = parseReceipt((await log.reader.receipt(leaf!, true))!));
  });
  afterEach(() => log.close());

  const published = (index: number): PublishedEntry => {
    const bytes = Buffer.from(text);
    return { index, bytes, leafHash: leafHash(bytes), entry: parseEntry(text) };
  };
  const put = (keep: boolean): Promise<number> =>
    holdLine(
      log.database,
      { chainId: SETTINGS.identity.chainId, of: () => SETTINGS },
      async (line) => {
        const held = await line.log(SETTINGS.identity);
        const known = await held.append([published(0), published(1)]);
        await held.finish([2]);
        return known;
      },
      keep,
    );

  it("each get their place where two of them read the same and one was accepted", async () => {
    expect(await put(true)).to.equal(1);
    const bundle = await readBundle(log.database.kysely, SETTINGS.logId, 0, 2);
    expect(decodeBundle(bundle!).map((entry) => Buffer.from(entry).toString())).to.deep.equal([text, text]);
  });

  it("are taken back where it was a rehearsal", async () => {
    expect(await put(false)).to.equal(1);
    expect(await readBundle(log.database.kysely, SETTINGS.logId, 0, 1)).to.equal(null);
    expect(await log.sequencer.sequence()).to.equal(1);
  });
});
