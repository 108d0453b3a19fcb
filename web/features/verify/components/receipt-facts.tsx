import { parseEntry } from "../../../../server/domain/log/entry.ts";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { Instant } from "../../../components/instant.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import type { Check } from "../../../lib/check-receipt.ts";

/** What a receipt is about, in the words of whoever handed it in; nothing of a part that does not hold. */
export function ReceiptFacts({ receipt, check }: { receipt: Receipt; check: Check }) {
  const { t, word, size } = useLocale();
  const holds = (step: string) => check.steps.some((one) => one.step === step && one.result === "valid");
  if (check.verdict === "invalid" || !holds("entry")) return null;
  const { type, receivedAt } = parseEntry(receipt.entry);
  const stated = holds("statement") ? statedIn(receipt) : {};
  return (
    <dl className="figures facts">
      <dt>{t("receipt.what")}</dt>
      <dd>
        {word("evidenceType", type)} {stated.name}
      </dd>
      {stated.sizeBytes !== undefined && (
        <>
          <dt>{t("receipt.size")}</dt>
          <dd>{size(stated.sizeBytes)}</dd>
        </>
      )}
      {stated.capturedAt !== undefined && (
        <>
          <dt>{t("receipt.captured")}</dt>
          <dd>
            <Instant at={stated.capturedAt} />
          </dd>
        </>
      )}
      <dt>{t("receipt.received")}</dt>
      <dd>
        <Instant at={receivedAt} />
      </dd>
      {holds("anchor") && receipt.anchor !== undefined && (
        <>
          <dt>{t("receipt.anchored")}</dt>
          <dd>
            <Instant at={receipt.anchor.blockTime} />
          </dd>
        </>
      )}
    </dl>
  );
}

interface Stated {
  readonly name?: string;
  readonly sizeBytes?: number;
  readonly capturedAt?: string;
}

/** The statement is whatever was committed to: each member is taken for what it is. */
function statedIn({ statement = "{}" }: Receipt): Stated {
  const { name, sizeBytes, capturedAt } = JSON.parse(statement) as Record<string, unknown>;
  return {
    ...(typeof name === "string" && name !== "" && { name }),
    ...(typeof sizeBytes === "number" && Number.isSafeInteger(sizeBytes) && { sizeBytes }),
    ...(typeof capturedAt === "string" && !Number.isNaN(Date.parse(capturedAt)) && { capturedAt }),
  };
}
