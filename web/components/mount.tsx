import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startI18n } from "../lib/i18n/index.ts";

/** Starts translation, then shows the page in its root element. */
export async function mount(page: ReactNode): Promise<void> {
  const root = document.getElementById("root");
  if (root === null) throw new Error("the page has no element #root");
  await startI18n();
  createRoot(root).render(<StrictMode>{page}</StrictMode>);
}
