import { useEffect, useRef, useState } from "react";
import { useLocale } from "./use-locale.ts";

export interface LiveCameraProps {
  readonly onPhoto: (photo: File) => void;
  readonly onClose: () => void;
}

/** Draws the present frame of the camera into a JPEG. */
async function takePhoto(video: HTMLVideoElement): Promise<File | null> {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.88));
  const name = `live-${new Date().toISOString().replace(/[:.]/g, "-")}.jpg`;
  return blob && new File([blob], name, { type: "image/jpeg" });
}

/** Photographs inside the page, so that the picture is known to be made now and not chosen from an album. */
export function LiveCamera({ onPhoto, onClose }: LiveCameraProps) {
  const { t } = useLocale();
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let gone = false;
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: "environment", width: { ideal: 1920 } }, audio: false })
      .then((opened) => {
        stream = opened;
        if (gone) for (const track of opened.getTracks()) track.stop();
        else if (video.current) video.current.srcObject = opened;
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  if (failed) return <p className="warn small">{t("files.no_camera")}</p>;
  const shoot = async () => {
    const photo = video.current && (await takePhoto(video.current));
    if (photo) onPhoto(photo);
  };
  return (
    <div className="stack">
      <video ref={video} className="camera" autoPlay playsInline muted />
      <div className="row">
        <button type="button" className="button primary" onClick={() => void shoot()}>
          {t("files.shoot")}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t("files.close")}
        </button>
      </div>
    </div>
  );
}
