import { signOrderLink } from "../../domain/party/order-link.ts";
import { type Client, until } from "./client.ts";
import { demoKey, readDocument, type Sample } from "./sample.ts";

/** Hands in the item's events, each document by the party that made it. What was captured before stays as it is. */
export async function captureEvents(clients: ReadonlyMap<string, Client>, sample: Sample): Promise<number> {
  for (const { file, party } of sample.captures) {
    const client = clients.get(party);
    if (client === undefined) throw new Error(`the sample names no party ${party}`);
    await client.send("/epcis/capture", readDocument(file).toString("utf8"), "application/ld+json");
  }
  return sample.captures.length;
}

/** Waits until every event of the item is anchored and its receipt complete. */
export async function untilAnchored(anybody: Client, { item }: Sample): Promise<number> {
  const path = `/v1/items/${item.gtin}/${encodeURIComponent(item.serial)}`;
  const records = await until(
    "the item's events on chain",
    async () => {
      const view = await anybody.get<{ records: { state: string }[] }>(path);
      return view.records.every(({ state }) => state === "anchored" || state === "finalised")
        ? view.records
        : null;
    },
    180,
  );
  return records.length;
}

const YEAR_MILLISECONDS = 31_536_000_000;

/** Reports the order as the shop would, and makes the signed link its buyer gets. */
export async function reportOrder(
  shop: Client,
  order: Sample["order"],
  shopKey = demoKey("shop"),
): Promise<string> {
  await shop.post("/v1/orders", order);
  const { merchant, orderId, buyerRef } = order;
  const expiresAt = new Date(Date.now() + YEAR_MILLISECONDS).toISOString();
  return signOrderLink({ merchant, orderId, buyerRef, expiresAt }, shopKey);
}
