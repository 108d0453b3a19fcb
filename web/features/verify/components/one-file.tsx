export interface OneFileProps {
  readonly label: string;
  readonly onFile: (file: File | null) => void;
}

/** A labelled field for one file. */
export function OneFile({ label, onFile }: OneFileProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <input type="file" onChange={(event) => onFile(event.target.files?.[0] ?? null)} />
    </label>
  );
}
