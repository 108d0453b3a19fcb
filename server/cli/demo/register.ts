import type { Command } from "commander";
import type { ClaimContext, ClaimFiled } from "../../schema/claim.ts";
import type { Reconciliation } from "../../schema/money.ts";
import { type Client, openClient, signIn, withKey } from "./client.ts";
import {
  answerAll,
  type Cast,
  claimantAddress,
  objectToProposal,
  rule,
  untilAdvanced,
  waiveAll,
  waiveAppeals,
} from "./dispute.ts";
import { captureEvents, reportOrder, untilAnchored } from "./goods.ts";
import { handIn } from "./hand-in.ts";
import { registerParties } from "./parties.ts";
import { readSample, type Sample } from "./sample.ts";

/** Adds `redress demo`: the sample case from first event to recourse, through the public API only. */
export function registerDemo(program: Command): void {
  program
    .command("demo")
    .description("drive the sample case from the first product event to recourse, through the public API")
    .option(
      "--url <url>",
      "server of the embedded set-up",
      process.env.REDRESS_URL ?? "http://localhost:3000",
    )
    .option("--platform <partyId>", "party id of the platform", process.env.PLATFORM_ID ?? "mall")
    .action(async ({ url, platform }: { url: string; platform: string }) => {
      const operator = await signIn(url, platform);
      const known = await operator.get<{ caseId: string } | null>("/dev/sample");
      if (known !== null) return console.log(`the sample case is there already: ${known.caseId}`);
      await run(url, operator, readSample());
    });
}

async function run(url: string, operator: Client, sample: Sample): Promise<void> {
  const began = Date.now();
  const say = (line: string) =>
    console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  const anybody = openClient(url);

  const parties = await registerParties(url, operator, sample);
  say(`${parties.size} parties registered, bonds and fund paid in`);
  say(`${await captureEvents(parties, sample)} documents of product events captured`);
  const shop = parties.get(sample.order.merchant) as Client;
  const orderLink = await reportOrder(shop, sample.order);

  const filed = await fileClaim(anybody, orderLink, sample);
  say(`claim filed in two requests: case ${filed.caseId.slice(0, 8)}…`);
  const cast: Cast = { caseId: filed.caseId, sample, consumer: withKey(url, filed.caseToken), parties, say };
  await handInAll(cast, "consumer");
  const advanced = await untilAdvanced(cast);
  say(`fund paid ${advanced.money.advance?.amountMinor} fen first, the same amount of bond is reserved`);

  for (const partyId of parties.keys()) await handInAll(cast, partyId);
  await answerAll(cast);
  const proposed = await waiveAll(cast);
  say(`engine proposes ${JSON.stringify(proposed.finding?.bps)}`);
  await objectToProposal(cast);
  await rule(cast);
  const closed = await waiveAppeals(cast);
  say(
    `case ${closed.status}: ${closed.money.recourse.map((r) => `${r.partyId} paid ${r.collectedMinor}`).join(", ")}`,
  );

  const books = await operator.get<Reconciliation>("/v1/reconciliation");
  if (books.differences > 0) throw new Error(`ledger and chain differ: ${JSON.stringify(books.rows)}`);
  say("ledger and chain agree to the cent");
  say(`${await untilAnchored(anybody, sample)} product events anchored, receipts complete`);
  await noteDown(url, operator, shop, sample, filed);
}

async function fileClaim(anybody: Client, orderLink: string, { claim }: Sample): Promise<ClaimFiled> {
  const context = await anybody.post<ClaimContext>("/v1/claims/context", { orderLink });
  return await anybody.post<ClaimFiled>("/v1/claims", {
    ...claim,
    amountMinor: context.refundableMinor === "0" ? claim.amountMinor : context.refundableMinor,
    orderLink,
    claimantSigner: claimantAddress(),
    idempotencyKey: "sample-claim-0001",
  });
}

async function handInAll(cast: Cast, by: string): Promise<void> {
  const client = by === "consumer" ? cast.consumer : cast.parties.get(by);
  for (const document of cast.sample.documents.filter((one) => one.by === by)) {
    if (client !== undefined) await handIn(client, cast.caseId, document);
    cast.say(`${by} handed in ${document.meta.name}, promise checked`);
  }
}

/** Leaves a second order behind, so that whoever comes can file a claim of their own. */
async function noteDown(
  url: string,
  operator: Client,
  shop: Client,
  sample: Sample,
  filed: ClaimFiled,
): Promise<void> {
  const second = {
    ...sample.order,
    orderId: `${sample.order.orderId}-B`,
    lines: sample.order.lines.map(({ serial: _, ...line }) => line),
  };
  const claimUrl = `${url}/claim#${await reportOrder(shop, second)}`;
  const { gtin, serial } = sample.item;
  await operator.post("/dev/sample", {
    gtin,
    serial,
    caseId: filed.caseId,
    caseToken: filed.caseToken,
    claimUrl,
  });
}
