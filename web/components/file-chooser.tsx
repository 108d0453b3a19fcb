import { useId, useState } from "react";
import { LiveCamera } from "./live-camera.tsx";
import { useLocale } from "./use-locale.ts";

export interface FileChooserProps {
  readonly onFiles: (files: readonly File[], method: "live" | "upload") => void;
  readonly accept?: string;
}

/** Photographs now, in the page, or takes files that exist already; the two are never confused. */
export function FileChooser({ onFiles, accept = "image/*,video/*,application/pdf" }: FileChooserProps) {
  const { t } = useLocale();
  const id = useId();
  const [camera, setCamera] = useState(false);
  const canPhotograph = "mediaDevices" in navigator;
  return (
    <div className="stack">
      <div className="row">
        {canPhotograph && (
          <button type="button" className="button" aria-expanded={camera} onClick={() => setCamera(!camera)}>
            {t("files.camera")}
          </button>
        )}
        <label htmlFor={id} className="button file-button">
          {t("files.choose")}
        </label>
        <input
          id={id}
          className="visually-hidden"
          type="file"
          multiple
          accept={accept}
          onChange={(event) => {
            onFiles([...(event.target.files ?? [])], "upload");
            event.target.value = "";
          }}
        />
      </div>
      {camera && (
        <LiveCamera onPhoto={(photo) => onFiles([photo], "live")} onClose={() => setCamera(false)} />
      )}
    </div>
  );
}
