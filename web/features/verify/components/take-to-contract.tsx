import type { Receipt } from "../../../../server/domain/log/receipt.ts";
import { useLocale } from "../../../components/use-locale.ts";
import type { ChainSource } from "../../../lib/chain-sources.ts";
import { hasWallet } from "../../../lib/wallet.ts";
import { callOf } from "../contract-call.ts";
import { SendCall } from "./send-call.tsx";

interface Props {
  readonly receipt: Receipt;
  readonly sources: readonly ChainSource[];
}

/** A promise past its time goes to the contract from here; the server that broke it is asked nothing. */
export function TakeToContract({ receipt, sources }: Props) {
  const { t, instant } = useLocale();
  const { leafHash, promisedBy } = receipt.promise;
  return (
    <section className="problem stack">
      <h3>{t("broken.title")}</h3>
      <p>{t("broken.intro", { at: instant(promisedBy) })}</p>
      <p>
        {t("broken.first")} <a href={`?leaf=${leafHash}`}>{t("broken.newest")}</a>
      </p>
      <ol className="stack">
        {(["challenge", "settle"] as const).map((act) => (
          <li key={act} className="stack">
            <span>{t(act === "challenge" ? "broken.challenge_what" : "broken.settle_what")}</span>
            <SendCall
              call={callOf(receipt, act)}
              sources={sources}
              label={t(act === "challenge" ? "broken.challenge" : "broken.settle")}
              fileLabel={t(act === "challenge" ? "broken.challenge_file" : "broken.settle_file")}
              name={`${act}-${leafHash.slice(0, 12)}`}
            />
          </li>
        ))}
      </ol>
      <p className="small dim">{t(hasWallet() ? "broken.wallet_note" : "broken.file_note")}</p>
    </section>
  );
}
