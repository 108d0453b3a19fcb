import { type ReactNode, useEffect, useRef } from "react";
import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { useLocale } from "../../../components/use-locale.ts";
import type { ChainSource } from "../../../lib/chain-sources.ts";
import { ForkForm } from "./fork-form.tsx";
import { RefusedForm } from "./refused-form.tsx";

interface Props {
  /** Receipt at hand, which says what log this is about. */
  readonly receipt: Receipt | null;
  readonly sources: readonly ChainSource[];
}

/** What anybody can do without the operator: hand in what it refuses, report what it signed twice. */
export function AgainstOperator(props: Props) {
  const { t } = useLocale();
  return (
    <>
      <Fold id="refused" title={t("refused.title")}>
        <RefusedForm {...props} />
      </Fold>
      <Fold id="fork" title={t("fork.title")}>
        <ForkForm {...props} />
      </Fold>
    </>
  );
}

/** Closed until asked for, be it by a link to it. */
function Fold({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  const element = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (location.hash !== `#${id}` || element.current === null) return;
    element.current.open = true;
    element.current.scrollIntoView();
  }, [id]);
  return (
    <details id={id} ref={element}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
