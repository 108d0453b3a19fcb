import { readFileSync } from "node:fs";
import { join } from "node:path";
import { signIn } from "../../../server/cli/demo/client.ts";
import { reportOrder } from "../../../server/cli/demo/goods.ts";
import { readSample } from "../../../server/cli/demo/sample.ts";

/** The shop reports one more order of the sample's very item; returns the link it gives to the buyer. */
export async function orderLinkOf({ url, home }: { url: string; home: string }): Promise<string> {
  const sample = readSample();
  const keys = JSON.parse(readFileSync(join(home, "keys.json"), "utf8")) as { orderLink: string };
  // The sample's shop key comes from this secret of the set-up.
  process.env.ORDER_LINK_KEY = keys.orderLink;
  const orderId = `${sample.order.orderId}-${Date.now()}`;
  const link = await reportOrder(await signIn(url, sample.order.merchant), { ...sample.order, orderId });
  return `${url}/claim?serial=${sample.item.serial}#${link}`;
}
