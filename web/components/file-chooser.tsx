import { useState } from "react";
import { FileDrop } from "./file-drop.tsx";
import { LiveCamera } from "./live-camera.tsx";
import { useLocale } from "./use-locale.ts";

export interface FileChooserProps {
  readonly onFiles: (files: readonly File[], method: "live" | "upload") => void;
  readonly accept?: string;
}

/** Photographs now, in the page, or takes files that exist already; the two are never confused. */
export function FileChooser({ onFiles, accept = "image/*,video/*,application/pdf" }: FileChooserProps) {
  const { t } = useLocale();
  const [camera, setCamera] = useState(false);
  const canPhotograph = "mediaDevices" in navigator;
  return (
    <FileDrop
      button={t("files.choose")}
      hint={t("files.drop")}
      accept={accept}
      multiple
      onFiles={(files) => onFiles(files, "upload")}
      beside={
        canPhotograph && (
          <button type="button" className="button" aria-expanded={camera} onClick={() => setCamera(!camera)}>
            {t("files.camera")}
          </button>
        )
      }
    >
      {camera && (
        <LiveCamera onPhoto={(photo) => onFiles([photo], "live")} onClose={() => setCamera(false)} />
      )}
    </FileDrop>
  );
}
