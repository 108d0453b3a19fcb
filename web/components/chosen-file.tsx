import { useLocale } from "./use-locale.ts";

export interface ChosenFileProps {
  readonly file: { readonly name: string; readonly size: number };
  readonly onRemove: () => void;
}

/** A file somebody chose: its name, its size, and how to take it back. */
export function ChosenFile({ file: { name, size }, onRemove }: ChosenFileProps) {
  const { t, size: sizeText } = useLocale();
  return (
    <>
      <span>
        <span>{name}</span> <span className="dim small">{sizeText(size)}</span>
      </span>
      <button
        type="button"
        className="link-button"
        aria-label={t("files.remove_named", { name })}
        onClick={onRemove}
      >
        {t("files.remove")}
      </button>
    </>
  );
}
