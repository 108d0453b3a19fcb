import { useRef, useState } from "react";
import { Card } from "../components/card.tsx";
import { FileField } from "../components/file-field.tsx";
import { PublicFrame } from "../components/public-frame.tsx";
import { useLocale } from "../components/use-locale.ts";
import { type CodeTarget, codeTarget, itemPath } from "../features/item/code-target.ts";
import { CodeCamera } from "../features/item/components/code-camera.tsx";
import { openCodeReader } from "../features/item/read-codes.ts";

type Refusal = Exclude<CodeTarget, { kind: "item" }> | { kind: "no_code" };

/** Scans a product code with the camera, from a picture, or as typed in; leads to this site's own items only. */
export function ScanCodePage() {
  const { t } = useLocale();
  const [isWatching, setWatching] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const isLeaving = useRef(false);
  const follow = (text: string) => {
    const target = codeTarget(text, location.host);
    if (target.kind !== "item") return setRefusal(target);
    if (isLeaving.current) return;
    isLeaving.current = true;
    location.assign(target.path);
  };
  return (
    <PublicFrame title={t("scanCode.title")}>
      <RefusalNote refusal={refusal} />
      <Card title={t("scanCode.by_camera")}>
        {isWatching ? (
          <CodeCamera onCode={follow} />
        ) : (
          <button type="button" className="button primary wide" onClick={() => setWatching(true)}>
            {t("scanCode.start")}
          </button>
        )}
        <PictureInput
          onCode={follow}
          onNone={() => setRefusal({ kind: "no_code" })}
          onAnother={() => setRefusal(null)}
        />
      </Card>
      <Card title={t("scanCode.by_hand")}>
        <NumberForm />
      </Card>
    </PublicFrame>
  );
}

function RefusalNote({ refusal }: { refusal: Refusal | null }) {
  const { t } = useLocale();
  return (
    <div role="alert">
      {refusal?.kind === "other_site" && (
        <p className="problem">{t("scanCode.other_site", { host: refusal.host, own: location.host })}</p>
      )}
      {refusal?.kind === "no_item" && <p className="problem">{t("scanCode.no_item")}</p>}
      {refusal?.kind === "no_code" && <p className="problem">{t("scanCode.no_code")}</p>}
    </div>
  );
}

interface PictureInputProps {
  readonly onCode: (text: string) => void;
  /** There is no code in it. */
  readonly onNone: () => void;
  /** It was taken back, or another one is about to be read. */
  readonly onAnother: () => void;
}

/** For phones whose camera the page may not have: a picture taken with any app. */
function PictureInput({ onCode, onNone, onAnother }: PictureInputProps) {
  const { t } = useLocale();
  const [picture, setPicture] = useState<File | null>(null);
  const wanted = useRef<File | null>(null);
  const read = async (file: File | null) => {
    wanted.current = file;
    setPicture(file);
    onAnother();
    if (file === null) return;
    const codes = await openCodeReader()
      .then((reader) => reader(file))
      .catch(() => []);
    if (wanted.current !== file) return;
    const [first] = codes;
    if (first === undefined) onNone();
    else onCode(first);
  };
  return (
    <FileField
      button={t("scanCode.picture")}
      accept="image/*"
      file={picture}
      onFile={(file) => void read(file)}
    />
  );
}

function NumberForm() {
  const { t } = useLocale();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        location.assign(itemPath(String(form.get("gtin")), String(form.get("serial")).trim()));
      }}
    >
      <label className="field">
        <span>{t("scanCode.gtin")}</span>
        <input name="gtin" inputMode="numeric" pattern="[0-9]{8,14}" required autoComplete="off" />
      </label>
      <label className="field">
        <span>{t("scanCode.serial")}</span>
        <input name="serial" maxLength={20} required autoComplete="off" autoCapitalize="characters" />
      </label>
      <button type="submit" className="button">
        {t("scanCode.look")}
      </button>
    </form>
  );
}
