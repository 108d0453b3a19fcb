import { type RecordedEvent, stepOf } from "../domain/provenance/history.ts";
import type { ItemView } from "../schema/item.ts";

/** Names product and maker from the commissioning event itself, so that the name is under the same proof. */
export function productOf(gtin: string, history: readonly RecordedEvent[]): ItemView["product"] {
  const made = history.find((recorded) => stepOf(recorded.event) === "commissioning");
  const ilmd = made?.event.ilmd ?? {};
  const text = (name: string) => (typeof ilmd[name] === "string" ? (ilmd[name] as string) : null);
  return {
    name: text("cbvmda:descriptionShort") ?? text("cbvmda:functionalName") ?? gtin,
    maker: text("cbvmda:manufacturerOfTradeItemPartyName") ?? "",
    madeAt: made?.event.eventTime ?? null,
    imageUrl: null,
  };
}
