import { useState } from "react";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";

/** A command to be run elsewhere, as it is spelled there, with a button that copies it. */
export function CommandToPaste({ command }: { command: string }) {
  const { t } = useLocale();
  const [copied, setCopied] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const copy = async () => {
    setError(null);
    await navigator.clipboard.writeText(command);
    setCopied(command);
  };
  return (
    <>
      <p>
        <code className="hash">{command}</code>
      </p>
      <p>
        <button type="button" className="button" onClick={() => void copy().catch(setError)}>
          {t("verify.copy_command")}
        </button>
      </p>
      <ProblemBox error={error} />
      {copied === command && <p role="status">{t("verify.command_copied")}</p>}
    </>
  );
}
