import { readFileSync } from "node:fs";
import { join } from "node:path";
import { signIn } from "../../../server/cli/demo/client.ts";
import { reportOrder } from "../../../server/cli/demo/goods.ts";
import { demoKey, readSample } from "../../../server/cli/demo/sample.ts";

/** The shop reports one more order of the sample's very item; returns the link it gives to the buyer. */
export async function orderLinkOf({ url, home }: { url: string; home: string }): Promise<string> {
  const sample = readSample();
  const keys = JSON.parse(readFileSync(join(home, "keys.json"), "utf8")) as { orderLink: string };
  const orderId = `${sample.order.orderId}-${Date.now()}`;
  const shop = await signIn(url, sample.order.merchant);
  const link = await reportOrder(shop, { ...sample.order, orderId }, demoKey("shop", keys.orderLink));
  return `${url}/claim?serial=${sample.item.serial}#${link}`;
}
