import { type DragEvent, useId } from "react";
import { useLocale } from "../../../components/use-locale.ts";

export interface ReceiptDropProps {
  /** Of the file chosen already. */
  readonly name: string | null;
  readonly onFile: (file: File) => void;
}

/** Takes a receipt or certificate, by a button or by dropping it. */
export function ReceiptDrop({ name, onFile }: ReceiptDropProps) {
  const { t } = useLocale();
  const id = useId();
  const take = (file: File | undefined) => {
    if (file !== undefined) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the labelled file field inside does the same.
    <div className="drop row" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <label htmlFor={id} className="button primary file-button">
        {t("verify.choose")}
      </label>
      <input
        id={id}
        className="visually-hidden"
        type="file"
        accept=".json,application/json,.pdf,application/pdf,.zip,application/zip"
        onChange={(event) => {
          take(event.target.files?.[0]);
          // The same file may be chosen again, once it was saved anew.
          event.target.value = "";
        }}
      />
      <span className="dim">{name ?? t("verify.drop")}</span>
    </div>
  );
}
