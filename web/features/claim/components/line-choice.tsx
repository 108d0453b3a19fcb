import type { ClaimContext } from "../../../../server/schema/claim.ts";
import { useLocale } from "../../../components/use-locale.ts";
import { type ChoiceProps, Fault } from "./claim-form.tsx";

/** Which lines of the order, and how many of each. */
export function LineChoice({ context, draft, change, fault }: ChoiceProps & { context: ClaimContext }) {
  const { t, money, day } = useLocale();
  const { order } = context;
  const set = (lineId: string, quantity: number) =>
    change({ quantities: { ...draft.quantities, [lineId]: quantity } });
  return (
    <fieldset>
      <legend>
        {t("claim.order", { merchant: context.merchantName, day: day(order.orderedAt), id: order.orderId })}
      </legend>
      {order.lines.map((line, index) => (
        <div key={line.lineId} className="choice">
          <input
            id={index === 0 ? "claim-lines" : `claim-line-${line.lineId}`}
            type="checkbox"
            checked={(draft.quantities[line.lineId] ?? 0) > 0}
            onChange={(event) => set(line.lineId, event.target.checked ? line.quantity : 0)}
          />
          <div>
            <label htmlFor={index === 0 ? "claim-lines" : `claim-line-${line.lineId}`}>{line.name}</label>
            <p className="small dim">
              {t("claim.paid", { amount: money(line.paidMinor, order.currency), quantity: line.quantity })}
            </p>
            {line.quantity > 1 && (
              <label className="small">
                {t("claim.quantity")}{" "}
                <input
                  className="quantity"
                  type="number"
                  min={0}
                  max={line.quantity}
                  value={draft.quantities[line.lineId] ?? 0}
                  onChange={(event) => set(line.lineId, clamp(Number(event.target.value), line.quantity))}
                />
              </label>
            )}
          </div>
        </div>
      ))}
      {context.refundableMinor === "0" && <p className="warn">{t("claim.nothing_left")}</p>}
      <Fault of="lines" shown={fault} />
      {context.alreadyClaimedMinor !== "0" && (
        <p className="small warn">
          {t("claim.already", { amount: money(context.alreadyClaimedMinor, order.currency) })}
        </p>
      )}
    </fieldset>
  );
}

function clamp(quantity: number, most: number): number {
  return Math.min(most, Math.max(0, Math.trunc(quantity) || 0));
}
