/** Finds QR codes in pictures: by the browser where it can, else by a reader that is fetched when it is first needed. */

/** Texts of the codes in a picture, none for a picture without. */
export type CodeReader = (picture: ImageData | Blob) => Promise<string[]>;

interface NativeDetector {
  detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
}

/** Opens a reader. The one to fetch weighs about a megabyte and stays out of every page's first load. */
export async function openCodeReader(): Promise<CodeReader> {
  return (await nativeReader()) ?? (await fetchedReader());
}

async function nativeReader(): Promise<CodeReader | null> {
  const { BarcodeDetector: Detector } = globalThis as { BarcodeDetector?: NativeDetectorClass };
  const formats = await Detector?.getSupportedFormats().catch((): string[] => []);
  if (Detector === undefined || formats?.includes("qr_code") !== true) return null;
  const detector = new Detector({ formats: ["qr_code"] });
  return async (picture) => (await detector.detect(picture)).map(({ rawValue }) => rawValue);
}

async function fetchedReader(): Promise<CodeReader> {
  const [{ prepareZXingModule, readBarcodes }, { default: wasmUrl }] = await Promise.all([
    import("zxing-wasm/reader"),
    import("zxing-wasm/reader/zxing_reader.wasm?url"),
  ]);
  await prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });
  return async (picture) => {
    const found = await readBarcodes(picture, { formats: ["QRCode"], tryHarder: true });
    // A file that is no picture comes back as one code that is not valid, without text.
    return found.filter(({ isValid }) => isValid).map(({ text }) => text);
  };
}
