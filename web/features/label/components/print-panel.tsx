import { useState } from "react";
import type { LabelBatchView } from "../../../../server/schema/label.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { saveFile } from "../../../lib/save-file.ts";
import { fetchLabelFile, type PrintRequest } from "../api/labels.ts";

const grids = { "3x4": [3, 4], "4x6": [4, 6], "5x8": [5, 8], "8x12": [8, 12] } as const;
type Grid = keyof typeof grids;

/** Prints a batch, file by file, saying which it is at; can be left and begun again at any file. */
export function PrintPanel({ batch, innerKey }: { batch: LabelBatchView; innerKey: string | null }) {
  const { t } = useLocale();
  const [format, setFormat] = useState<PrintRequest["format"]>("pdf");
  const [grid, setGrid] = useState<Grid>("4x6");
  const [at, setAt] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const print = async (isInner: boolean, key: string | null) => {
    setError(null);
    const [columns, rows] = grids[grid];
    const asked = { batchId: batch.batchId, format, grid: { columns, rows } };
    try {
      for (let file = 1; file <= batch.files; file += 1) {
        setAt(file);
        saveFile(
          await fetchLabelFile({ ...asked, file, ...(isInner && key !== null ? { innerKey: key } : {}) }),
        );
      }
    } catch (failure) {
      setError(failure);
    }
    setAt(null);
  };
  return (
    <div className="stack">
      <div className="row">
        <label className="field">
          <span>{t("labels.format")}</span>
          <select value={format} onChange={(event) => setFormat(event.target.value as typeof format)}>
            <option value="pdf">{t("labels.format_pdf")}</option>
            <option value="png">{t("labels.format_png")}</option>
            <option value="svg">{t("labels.format_svg")}</option>
            <option value="csv">{t("labels.format_csv")}</option>
          </select>
        </label>
        {format === "pdf" && (
          <label className="field">
            <span>{t("labels.grid")}</span>
            <select value={grid} onChange={(event) => setGrid(event.target.value as Grid)}>
              {Object.entries(grids).map(([name, [columns, rows]]) => (
                <option key={name} value={name}>
                  {columns} × {rows}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={at !== null}
          onClick={() => void print(false, null)}
        >
          {t("labels.print_outer")}
        </button>
        {batch.innerCodes && (
          <InnerButton innerKey={innerKey} busy={at !== null} onPrint={(key) => void print(true, key)} />
        )}
      </div>
      {at !== null && (
        <p role="status">
          {t("labels.printing", { at, files: batch.files })} <progress max={batch.files} value={at - 1} />
        </p>
      )}
      <ProblemBox error={error} />
    </div>
  );
}

/** Inner codes need the key told when the batch was made; the server does not have it. */
function InnerButton(props: { innerKey: string | null; busy: boolean; onPrint: (key: string) => void }) {
  const { t } = useLocale();
  const [typed, setTyped] = useState("");
  const key = props.innerKey ?? typed.trim();
  return (
    <>
      {props.innerKey === null && (
        <label className="field">
          <span>{t("labels.inner_key")}</span>
          <input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
        </label>
      )}
      <button
        type="button"
        className="button"
        disabled={props.busy || !/^[0-9a-f]{64}$/.test(key)}
        onClick={() => props.onPrint(key)}
      >
        {t("labels.print_inner")}
      </button>
    </>
  );
}
