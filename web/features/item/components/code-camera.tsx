import { useEffect, useRef, useState } from "react";
import { useLocale } from "../../../components/use-locale.ts";
import { type CodeReader, openCodeReader } from "../read-codes.ts";

const LOOK_EVERY_MILLISECONDS = 180;
/** Longer sides are scaled down: codes held to a camera are large, and small pictures are read faster. */
const LONGEST_SIDE = 960;

function frameOf(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight, 1));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  if (canvas.width === 0) return null;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null;
}

/** Looks at the camera's picture again and again until told to stop. */
async function watch(
  video: HTMLVideoElement,
  reader: CodeReader,
  onCode: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const canvas = document.createElement("canvas");
  while (!signal.aborted) {
    const frame = frameOf(video, canvas);
    const codes = frame === null ? [] : await reader(frame);
    if (signal.aborted) return;
    for (const text of codes) onCode(text);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MILLISECONDS));
  }
}

export interface CodeCameraProps {
  /** Told every text seen, the same again while it stays in the picture. */
  readonly onCode: (text: string) => void;
}

/** The camera's picture, and an eye on it. Nothing of it leaves the phone. */
export function CodeCamera({ onCode }: CodeCameraProps) {
  const { t } = useLocale();
  const video = useRef<HTMLVideoElement>(null);
  const heard = useRef(onCode);
  heard.current = onCode;
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    let stream: MediaStream | null = null;
    const run = async () => {
      const wanted = { facingMode: "environment", width: { ideal: 1280 } };
      const [opened, reader] = await Promise.all([
        navigator.mediaDevices.getUserMedia({ video: wanted, audio: false }),
        openCodeReader(),
      ]);
      stream = opened;
      if (stop.signal.aborted || video.current === null) return close(opened);
      video.current.srcObject = opened;
      await watch(video.current, reader, (text) => heard.current(text), stop.signal);
    };
    run().catch(() => setFailed(true));
    return () => {
      stop.abort();
      close(stream);
    };
  }, []);
  if (failed) return <p className="warn">{t("scanCode.no_camera")}</p>;
  return (
    <>
      <video
        ref={video}
        className="camera"
        autoPlay
        playsInline
        muted
        aria-label={t("scanCode.camera_picture")}
      />
      <p className="dim small">{t("scanCode.hold")}</p>
    </>
  );
}

function close(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
