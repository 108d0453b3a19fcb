import { Button, Select } from "antd";
import { useMemo, useState } from "react";
import type { LogView } from "../../../../server/schema/log.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { ShortHash } from "../../../components/short-hash.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { type ConsistencyCheck, useConsistency } from "../api/get-consistency.ts";
import { rememberHeads } from "../seen-heads.ts";

/** Choose any two heads this browser was ever shown; whether the newer extends the older is recomputed in this page. */
export function ConsistencyForm({ log }: { log: LogView }) {
  const { t, locale } = useLocale();
  const { heads, forkedAt } = useMemo(() => rememberHeads(log), [log]);
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState<number | null>(null);
  const check = useConsistency(log.logId);
  const older = heads.find((head) => head.size === from) ?? heads[0];
  const newer = heads.find((head) => head.size === to) ?? heads.at(-1);
  const number = new Intl.NumberFormat(locale);
  const options = heads.map(({ size }) => ({ value: size, label: number.format(size) }));
  if (older === undefined || newer === undefined) return <p className="dim">{t("log.no_anchors")}</p>;
  return (
    <div className="stack">
      {forkedAt !== null && (
        <p className="bad" role="alert">
          {t("log.forked", { size: forkedAt })}
        </p>
      )}
      <div className="row">
        <Select
          aria-label={t("log.from")}
          prefix={t("log.from")}
          value={older.size}
          options={options}
          onChange={setFrom}
          className="head-select"
        />
        <Select
          aria-label={t("log.to")}
          prefix={t("log.to")}
          value={newer.size}
          options={options}
          onChange={setTo}
          className="head-select"
        />
        <Button
          type="primary"
          loading={check.isPending}
          disabled={older.size > newer.size}
          onClick={() => check.mutate({ older, newer })}
        >
          {t("log.recompute")}
        </Button>
      </div>
      <ProblemBox error={check.error} />
      <div role="status">{check.data && <Outcome check={check.data} />}</div>
    </div>
  );
}

function Outcome({ check }: { check: ConsistencyCheck }) {
  const { t } = useLocale();
  return (
    <div>
      <p className={check.holds ? "good" : "bad"}>
        <strong>
          {t(check.holds ? "log.consistent" : "log.inconsistent", {
            from: check.older.size,
            to: check.newer.size,
          })}
        </strong>
      </p>
      <p className="small dim">
        <ShortHash hash={check.older.root} /> → <ShortHash hash={check.newer.root} /> ·{" "}
        {t("log.proof_hashes", { count: check.proof.length })}
      </p>
    </div>
  );
}
