import type { LabelBatchView } from "../../../../server/schema/label.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { type NewLabels, useMakeLabels } from "../api/labels.ts";

function bodyOf(form: FormData): NewLabels {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const countries = text("countries")
    .toUpperCase()
    .split(/[\s,，、]+/)
    .filter(Boolean);
  return {
    gtin: text("gtin").padStart(14, "0"),
    count: Number(text("count")),
    productName: text("productName"),
    innerCodes: form.get("innerCodes") === "on",
    ...(countries.length === 0 ? {} : { countries }),
  };
}

/** Asks for a batch of labels. */
export function MakeLabelsForm({ onMade }: { onMade: (batch: LabelBatchView) => void }) {
  const { t } = useLocale();
  const make = useMakeLabels();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate(bodyOf(new FormData(event.currentTarget)), { onSuccess: onMade });
      }}
    >
      <label className="field">
        <span>GTIN</span>
        <input name="gtin" inputMode="numeric" pattern="[0-9]{8,14}" required autoComplete="off" />
      </label>
      <label className="field">
        <span>{t("labels.count")}</span>
        <input name="count" type="number" min={1} max={10_000} defaultValue={100} required />
      </label>
      <label className="field">
        <span>{t("labels.product_name")}</span>
        <input name="productName" maxLength={60} autoComplete="off" />
      </label>
      <label className="field">
        <span>{t("labels.countries")}</span>
        <input name="countries" placeholder="CN" autoComplete="off" />
      </label>
      <label className="row">
        <input name="innerCodes" type="checkbox" /> {t("labels.inner")}
      </label>
      <p className="dim small">{t("labels.inner_hint")}</p>
      <button type="submit" className="button primary" disabled={make.isPending}>
        {t("labels.make")}
      </button>
      <ProblemBox error={make.error} />
    </form>
  );
}
