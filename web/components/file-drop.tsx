import { type DragEvent, type ReactNode, type Ref, useEffect, useId, useState } from "react";
import { PageError } from "../lib/page-error.ts";
import { ProblemBox } from "./problem-box.tsx";
import { useLocale } from "./use-locale.ts";

export interface FileDropProps {
  /** Names the field above its button; left out where the button's own words do. */
  readonly label?: string | undefined;
  /** What the button says. */
  readonly button?: string | undefined;
  readonly isPrimary?: boolean | undefined;
  readonly accept?: string | undefined;
  readonly multiple?: boolean | undefined;
  /** At least one, none of them empty. */
  readonly onFiles: (files: readonly [File, ...File[]]) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  /** More to press, beside the button. */
  readonly beside?: ReactNode;
  /** Said beside the button, and read out with it. */
  readonly hint?: ReactNode;
  readonly children?: ReactNode;
}

/** Takes files by a button, the keyboard or dropping them; says what is wrong with what cannot be taken. */
export function FileDrop(props: FileDropProps) {
  const { t } = useLocale();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(stayOnPage, []);
  const take = (files: readonly File[], hasFolder = false) => {
    const fault = hasFolder ? "file.folder" : faultOf(files, props.multiple === true);
    setError(fault === null ? null : new PageError(fault));
    const [first, ...others] = files;
    if (fault === null && first !== undefined) props.onFiles([first, ...others]);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const items = [...event.dataTransfer.items];
    take(
      [...event.dataTransfer.files],
      items.some((item) => item.webkitGetAsEntry()?.isDirectory === true),
    );
  };
  const leave = ({ currentTarget, relatedTarget }: DragEvent<HTMLElement>) => {
    // Going over what lies inside the field is no leaving of it.
    if (!currentTarget.contains(relatedTarget as Node | null)) setOver(false);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the labelled file field inside does the same.
    <div className={isOver ? "drop over" : "drop"} onDragOver={over} onDragLeave={leave} onDrop={drop}>
      {props.label !== undefined && (
        <span id={`${id}-label`} className="file-label">
          {props.label}
        </span>
      )}
      <div className="row">
        {props.beside}
        <label
          id={`${id}-button`}
          htmlFor={id}
          className={`button file-button${props.isPrimary ? " primary" : ""}`}
        >
          {props.button ?? t("files.choose_one")}
        </label>
        <input
          id={id}
          ref={props.inputRef}
          className="visually-hidden"
          type="file"
          multiple={props.multiple}
          accept={props.accept}
          aria-labelledby={props.label === undefined ? undefined : `${id}-label ${id}-button`}
          aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => {
            // Nothing comes of a dialog that was cancelled: what was chosen before stays.
            if (event.target.files?.length) take([...event.target.files]);
            // The same file may be chosen again, once it was mended or saved anew.
            event.target.value = "";
          }}
        />
        {props.hint !== undefined && (
          <span id={`${id}-hint`} className="drop-hint dim">
            {props.hint}
          </span>
        )}
      </div>
      {props.children}
      <ProblemBox error={error} />
    </div>
  );
}

function faultOf(files: readonly File[], multiple: boolean): string | null {
  if (files.length === 0) return "file.none";
  if (!multiple && files.length > 1) return "file.one_only";
  return files.some(({ size }) => size === 0) ? "file.empty" : null;
}

/** A file dropped beside the field would take the reader to that file, and everything entered would be gone. */
function stayOnPage(): () => void {
  const stay = (event: Event) => event.preventDefault();
  addEventListener("dragover", stay);
  addEventListener("drop", stay);
  return () => {
    removeEventListener("dragover", stay);
    removeEventListener("drop", stay);
  };
}
