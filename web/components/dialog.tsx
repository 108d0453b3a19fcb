import { type ReactNode, useEffect, useRef } from "react";
import { useLocale } from "./use-locale.ts";

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A modal dialog of the browser's own: it keeps the focus inside, closes with Escape, and writes no style element,
 * which the component library's would do against the content security policy.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const { t } = useLocale();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => element.current?.showModal(), []);
  return (
    <dialog ref={element} aria-label={title} onClose={onClose}>
      <div className="row between">
        <h2 className="heading">{title}</h2>
        <button type="button" className="link-button" onClick={() => element.current?.close()}>
          {t("action.close")}
        </button>
      </div>
      {children}
    </dialog>
  );
}
