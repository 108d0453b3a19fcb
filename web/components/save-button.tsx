import { useState } from "react";
import { fetchFile } from "../lib/fetch-file.ts";
import { saveFile } from "../lib/save-file.ts";
import { ProblemBox } from "./problem-box.tsx";
import { useLocale } from "./use-locale.ts";

const MIB = 1024 * 1024;
const megabytes = (bytes: number): string => (bytes / MIB).toFixed(1);

export interface SaveButtonProps {
  readonly label: string;
  readonly path: string;
  /** Name the file is saved under. */
  readonly name: string;
  readonly token?: string | undefined;
}

/** Fetches a file and saves it; says how much has come while it is under way. */
export function SaveButton({ label, path, name, token }: SaveButtonProps) {
  const { t } = useLocale();
  const [bytes, setBytes] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setError(null);
    setBytes(0);
    try {
      saveFile(await fetchFile(path, name, token, setBytes));
    } catch (cause) {
      setError(cause);
    } finally {
      setBytes(null);
    }
  };
  return (
    <>
      <button type="button" className="link-button" disabled={bytes !== null} onClick={() => void save()}>
        {bytes === null ? label : t("save.under_way", { size: megabytes(bytes) })}
      </button>
      <ProblemBox error={error} onRetry={() => void save()} />
    </>
  );
}
