import { useRef } from "react";
import { ChosenFile, type ChosenFileProps } from "./chosen-file.tsx";
import { FileDrop, type FileDropProps } from "./file-drop.tsx";

export interface FileFieldProps
  extends Pick<FileDropProps, "accept" | "button" | "hint" | "isPrimary" | "label" | "beside"> {
  /** What is chosen now. */
  readonly file: ChosenFileProps["file"] | null;
  /** Null when it was taken back. */
  readonly onFile: (file: File | null) => void;
}

/** A field for one file: choose or drop it, see its name and size, take it back or choose another. */
export function FileField({ file, onFile, hint, ...field }: FileFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const remove = () => {
    onFile(null);
    // The button that was pressed is gone; the keyboard goes on where another file is chosen.
    input.current?.focus();
  };
  return (
    <FileDrop
      {...field}
      inputRef={input}
      hint={file === null ? hint : undefined}
      onFiles={([chosen]) => onFile(chosen)}
    >
      <div role="status" className="chosen">
        {file !== null && <ChosenFile file={file} onRemove={remove} />}
      </div>
    </FileDrop>
  );
}
