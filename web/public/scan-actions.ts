/** What the scan page sends back, each only on a tap: the inner code, and the phone's city. */
import type { ScanScriptTexts } from "./scan-texts.ts";

const CODE = /^#k=([0-9A-Z]{16})$/;

/** The page's own address without anything that came along; requests of this item go beneath it. */
const itemPath = (): string => location.pathname.replace(/\/$/, "");

async function post(path: string, body: unknown): Promise<Response> {
  return await fetch(`${itemPath()}/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/**
 * Takes the inner code out of the address at once, so that it is not copied, shared or photographed, and keeps it in the
 * tab's history, where a reload finds it. It is sent on a tap only: previews of links run scripts too.
 */
function takeCode(): string | null {
  const found = CODE.exec(location.hash)?.[1];
  if (found !== undefined) history.replaceState({ k: found }, "", location.pathname + location.search);
  const kept: unknown = history.state?.k;
  return found ?? (typeof kept === "string" ? kept : null);
}

/** Shows the button that opens the inner code, where the address brought one. */
export function offerInnerCode(texts: ScanScriptTexts): void {
  const card = document.getElementById("inner");
  const code = takeCode();
  if (card === null || code === null) return;
  card.hidden = false;
  const [button, alert] = [card.querySelector("button"), card.querySelector("[role=alert]")];
  if (button === null || alert === null) return;
  button.onclick = async () => {
    button.disabled = true;
    const failure = await open(code);
    button.disabled = false;
    if (failure !== null) {
      alert.textContent = texts.innerFailed[failure] ?? texts.innerFailed.other ?? "";
      return;
    }
    history.replaceState(null, "");
    // The page is made anew, so that band and words come from one place.
    location.reload();
  };
}

/** Opens the code; null when it was looked at, else why not. */
async function open(code: string): Promise<string | null> {
  try {
    const response = await post("open", { code });
    return response.ok ? null : String(((await response.json()) as { code?: unknown }).code);
  } catch {
    return "other";
  }
}

/** Offers to add the phone's city to its scan. The position is rounded to some ten kilometres before it leaves the phone. */
export function offerPlace(texts: ScanScriptTexts): void {
  const line = document.getElementById("place");
  const button = line?.querySelector("button");
  if (line == null || button == null || !("geolocation" in navigator)) return;
  line.hidden = false;
  button.onclick = () => {
    button.disabled = true;
    const say = (text: string) => line.replaceChildren(text);
    navigator.geolocation.getCurrentPosition(
      async ({ coords }) => {
        const tenth = (degrees: number) => Math.round(degrees * 10) / 10;
        const place = { latitude: tenth(coords.latitude), longitude: tenth(coords.longitude) };
        const isNoted = await post("place", place).then(
          ({ ok }) => ok,
          () => false,
        );
        say(isNoted ? texts.placed : texts.notPlaced);
      },
      () => say(texts.notPlaced),
      { maximumAge: 600_000, timeout: 15_000 },
    );
  };
}
