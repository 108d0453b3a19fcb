import { createHash } from "node:crypto";
import { expect } from "chai";
import { sql } from "kysely";
import { createLogSequencer } from "../../../server/adapters/postgres/log-sequencer.ts";
import { keepErasures } from "../../../server/app/erase-document.ts";
import { bytesToHex } from "../../../server/domain/log/bytes.ts";
import { parseCheckpoint } from "../../../server/domain/log/checkpoint.ts";
import { decodeBundle } from "../../../server/domain/log/entry-bundle.ts";
import { leafHash } from "../../../server/domain/log/hash.ts";
import { bundlePath } from "../../../server/domain/log/tiles.ts";
import { advanceGranted } from "../../../server/domain/money/journal-lines.ts";
import type { CaseView } from "../../../server/schema/case.ts";
import type { ClaimFiled } from "../../../server/schema/claim.ts";
import { type Cast, formOf, linkOf, openCast } from "./cast.ts";
import { type Published, type PublishedCase, seeded, successOf, waysToLink } from "./linking.ts";
import { openProduct, type Product } from "./product.ts";

const SEED = 20_261_122;
const CONSUMERS = 20;
const CASES_EACH = 2;
const TILE = 256;

/**
 * Bounds of "no better than chance" for 20 pairs among 780. By chance the area under the curve is 0.5 with a deviation
 * of 1 / sqrt(12 · 20) = 0.065, and about one of the 40 guesses hits; who links by anything at all has 1 and 40. Both
 * bounds are more than four deviations off.
 */
const MOST_BY_CHANCE = { auc: 0.5 + 4.5 * 0.065, hits: 10 };

/** One case of a consumer, and what of it the public could see, by leaf hash. */
interface Story {
  readonly consumer: number;
  readonly orderId: string;
  filed: ClaimFiled;
  readonly leaves: string[];
}

/** The same for both cases of a consumer: what a careless log would let through. */
const personOf = (consumer: number) => ({
  buyerRef: `buyer-${1000 + consumer}`,
  claimantSigner: `0x${createHash("sha256").update(`wallet ${consumer}`).digest("hex").slice(0, 40)}`,
  text: `my phone is 1380000${1000 + consumer}`,
  chat: `I am consumer ${consumer}, phone 1380000${1000 + consumer}, please answer`,
});

describe("two cases of one consumer in what is published", function () {
  this.timeout(240_000);
  let product: Product;
  let cast: Cast;
  let stories: Story[];
  let published: Map<string, Published>;

  before(async () => {
    product = await openProduct();
    cast = await openCast(product);
    const random = seeded(SEED);
    stories = await liveThrough(random);
    await endAll();
    const sequencer = createLogSequencer(product.parts.database, product.parts.settings);
    while ((await sequencer.sequence()) > 0);
    published = await readPublished();
  });
  after(() => product.close());

  const send = async (path: string, token: string, init: RequestInit): Promise<Response> => {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` };
    const response = await fetch(product.url + path, { ...init, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const json = (body: unknown): RequestInit => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const viewOf = async ({ filed }: Story): Promise<CaseView> =>
    (await send(`/v1/cases/${filed.caseId}`, filed.caseToken, {})).json() as Promise<CaseView>;

  /** What happens in a case, in this order; the cases take turns as the seed has it. */
  const steps: ((story: Story) => Promise<void>)[] = [
    async (story) => {
      const { buyerRef, claimantSigner, text } = personOf(story.consumer);
      await cast.order(story.orderId, { buyerRef });
      const answer = await cast.file(linkOf(story.orderId, { buyerRef }), { claimantSigner, text });
      expect(answer.status, answer.text).to.equal(201);
      story.filed = answer.body as ClaimFiled;
    },
    (story) => handIn(story, { type: "chat.transcript", name: "chat.txt", proves: "what was agreed" }),
    (story) => handIn(story, { type: "media", method: "live" }),
    async (story) => {
      const [first] = (await viewOf(story)).evidence;
      const path = `/v1/cases/${story.filed.caseId}/evidence/${first!.evidenceId}/document`;
      expect((await cast.call("operator", "GET", path)).status).to.equal(200);
    },
    async (story) => {
      const { caseId } = story.filed;
      const lines = advanceGranted(personOf(story.consumer).claimantSigner, 1000n);
      const journal = {
        key: `paid ${caseId}`,
        kind: "advance.granted",
        currency: "CNY",
        caseId,
        lines,
      } as const;
      const { deps } = product.parts;
      story.leaves.push((await deps.uow.run((tx) => deps.ledger.post(tx, journal))).leafHash);
    },
    async (story) => {
      const { caseId, caseToken } = story.filed;
      const [first] = (await viewOf(story)).evidence;
      const path = `/v1/cases/${caseId}/evidence/${first!.evidenceId}/erasure`;
      await send(path, caseToken, json({ reason: personOf(story.consumer).text }));
      await send(`/v1/cases/${caseId}/withdraw`, caseToken, json({ reason: "settled" }));
    },
  ];

  async function handIn({ consumer, filed }: Story, meta: Record<string, unknown>): Promise<void> {
    const own = { ...meta, idempotencyKey: `hand-in of ${consumer} ${String(meta.type)}` };
    const body = formOf(own, personOf(consumer).chat);
    await send(`/v1/cases/${filed.caseId}/evidence`, filed.caseToken, { method: "POST", body });
  }

  async function liveThrough(random: () => number): Promise<Story[]> {
    const told = Array.from({ length: CONSUMERS * CASES_EACH }, (_, at) => ({
      consumer: at % CONSUMERS,
      orderId: `order-${Math.floor(random() * 2 ** 32)}-${at}`,
      filed: {} as ClaimFiled,
      leaves: [],
    }));
    const waiting = told.map((story) => ({ story, next: 0 }));
    while (waiting.length > 0) {
      const at = Math.floor(random() * waiting.length);
      const turn = waiting[at]!;
      await steps[turn.next]!(turn.story);
      turn.next++;
      if (turn.next === steps.length) waiting.splice(at, 1);
    }
    return told;
  }

  /** All of it happened so long ago that nothing has to be kept; the erasures asked for are carried out. */
  async function endAll(): Promise<void> {
    const { database, deps } = product.parts;
    await sql`UPDATE case_event SET at = at - interval '4000 days'`.execute(database.kysely);
    await sql`UPDATE erasure SET look_at = now()`.execute(database.kysely);
    while ((await keepErasures(deps)) > 0);
    for (const story of stories) {
      const { timeline, evidence } = await viewOf(story);
      story.leaves.push(...[...timeline, ...evidence].flatMap(({ leafHash: leaf }) => leaf ?? []));
      story.leaves.push(...evidence.flatMap(({ erasure }) => erasure?.entryLeafHash ?? []));
    }
  }

  /** Every entry of the tiles with its receipt, as somebody gets them who is nobody here. */
  async function readPublished(): Promise<Map<string, Published>> {
    const get = async (path: string) => await fetch(product.url + path);
    const { size } = parseCheckpoint(await (await get("/log/checkpoint")).text());
    const all = new Map<string, Published>();
    for (let index = 0; index * TILE < size; index++) {
      const path = `/log/${bundlePath(index, Math.min(size - index * TILE, TILE))}`;
      const bundle = decodeBundle(new Uint8Array(await (await get(path)).arrayBuffer()));
      for (const bytes of bundle) {
        const leaf = bytesToHex(leafHash(bytes));
        const { entry, ...receipt } = JSON.parse(await (await get(`/v1/receipts/${leaf}`)).text());
        expect(entry).to.equal(Buffer.from(bytes).toString());
        all.set(leaf, { leafHash: leaf, ...flat({ entry: JSON.parse(entry), ...receipt }) });
      }
    }
    expect(all.size).to.equal(size);
    return all;
  }

  const casesSeen = (): PublishedCase[] =>
    stories.map(({ leaves }) => [...new Set(leaves)].map((leaf) => published.get(leaf)!));

  it("is of every kind a case publishes, and each entry of a case is there", () => {
    for (const entries of casesSeen()) {
      const types = entries.map((entry) => entry["entry.type"]);
      expect(types).to.include.members([
        "case.event",
        "chat.transcript",
        "media",
        "access",
        "journal",
        "erasure",
      ]);
    }
    const ofStories = new Set(stories.flatMap(({ leaves }) => leaves));
    const subjects = new Set(
      casesSeen().flatMap((entries) => entries.map((entry) => entry["entry.subject"])),
    );
    const rest = [...published.values()].filter(({ leafHash: leaf }) => !ofStories.has(String(leaf)));
    expect(rest.filter((entry) => subjects.has(entry["entry.subject"]!))).to.deep.equal([]);
  });

  it("shares no pseudonym, commitment, signature or reference between any two cases", () => {
    const named = /^(entry\.(subject|commitment|previous)|leafHash|promise\.(leafHash|signature|bulk.*))=/;
    const holders = new Map<string, number>();
    for (const entries of casesSeen())
      for (const mark of new Set(
        entries.flatMap((entry) => Object.entries(entry).map(([k, v]) => `${k}=${v}`)),
      ))
        holders.set(mark, (holders.get(mark) ?? 0) + 1);
    const shared = [...holders].filter(([mark, count]) => count > 1 && named.test(mark));
    expect(shared).to.deep.equal([]);
  });

  it("names nobody, neither in clear nor hashed", () => {
    const everything = JSON.stringify([...published.values()]);
    for (const { consumer, orderId, filed } of stories) {
      const { buyerRef, claimantSigner, text, chat } = personOf(consumer);
      for (const known of [
        buyerRef,
        claimantSigner,
        claimantSigner.slice(2),
        text,
        chat,
        orderId,
        filed.caseId,
      ]) {
        expect(everything.includes(known), known).to.equal(false);
        expect(
          everything.includes(createHash("sha256").update(known).digest("hex")),
          `hash of ${known}`,
        ).to.equal(false);
      }
    }
  });

  it("is linked no better than by chance by anything known to us; what is left is the order in the log", () => {
    const cases = casesSeen();
    const consumerOf = stories.map(({ consumer }) => consumer);
    for (const [way, score] of Object.entries(waysToLink(cases))) {
      const { auc, hits } = successOf(score, consumerOf);
      expect(auc, `area under the curve by ${way}`).to.be.below(MOST_BY_CHANCE.auc);
      expect(hits, `partners found by ${way}`).to.be.below(MOST_BY_CHANCE.hits);
    }
  });

  it("would be linked at once by one field of the consumer's own in one entry a case", () => {
    const consumerOf = stories.map(({ consumer }) => consumer);
    const marked = casesSeen().map(([first, ...rest], at) => [
      { ...first!, "entry.subject": `${personOf(consumerOf[at]!).claimantSigner}` },
      ...rest,
    ]);
    const ways = waysToLink(marked);
    const whole = { auc: 1, hits: CONSUMERS * CASES_EACH };
    expect(successOf(ways["equal entry.subject"]!, consumerOf)).to.deep.equal(whole);
    expect(successOf(ways["text in common"]!, consumerOf)).to.deep.equal(whole);
  });
});

/** Every plain value in a JSON value, by its path. */
function flat(value: unknown, path = ""): Published {
  if (typeof value !== "object" || value === null) return { [path]: value as string };
  const below = Object.entries(value).map(([key, one]) => flat(one, path === "" ? key : `${path}.${key}`));
  return Object.assign({}, ...below);
}
