import { Button, Radio } from "antd";
import { useState } from "react";
import type { CaseView } from "../../../../server/schema/case.ts";
import { ProblemBox } from "../../../components/problem-box.tsx";
import { useLocale } from "../../../components/use-locale.ts";
import { deployment } from "../../../lib/deployment.ts";
import { hasWallet } from "../../../lib/wallet.ts";
import { createPasskey, type Passkey } from "../../../lib/webauthn.ts";
import { addSigner } from "../api/add-signer.ts";
import {
  type CaseSigner,
  developmentSigner,
  keepPasskey,
  keptPasskey,
  passkeySigner,
  walletSigner,
} from "../case-signers.ts";

type Means = "passkey" | "wallet" | "development";

export interface SignerState {
  /** Null until a passkey is made or another means chosen. */
  readonly signer: CaseSigner | null;
  readonly means: Means;
  readonly choose: (means: Means) => void;
  readonly takePasskey: (passkey: Passkey) => void;
}

/** How the reader signs: a passkey by default, a wallet as an option, the development key where there is one. */
export function useSigner(view: CaseView): SignerState {
  const { partyId } = view.viewer;
  const [passkey, setPasskey] = useState(() => keptPasskey(partyId));
  const [means, choose] = useState<Means>(passkey || !view.chain.development ? "passkey" : "development");
  const takePasskey = (made: Passkey) => {
    keepPasskey(partyId, made);
    setPasskey(made);
  };
  const signers: Record<Means, () => CaseSigner | null> = {
    passkey: () => passkey && passkeySigner(passkey),
    wallet: () => (hasWallet() ? walletSigner() : null),
    development: () => (view.chain.development ? developmentSigner(view.caseId) : null),
  };
  return { signer: signers[means](), means, choose, takePasskey };
}

/** Lets the reader choose a means of signing, and make a passkey when there is none. */
export function SignerChoice({ view, state }: { view: CaseView; state: SignerState }) {
  const { t } = useLocale();
  return (
    <fieldset>
      <legend>{t("sign.by")}</legend>
      <Radio.Group value={state.means} onChange={(event) => state.choose(event.target.value as Means)}>
        <Radio value="passkey">{t("sign.passkey")}</Radio>
        <Radio value="wallet" disabled={!hasWallet()}>
          {t("sign.wallet")}
        </Radio>
        {view.chain.development && <Radio value="development">{t("sign.development")}</Radio>}
      </Radio.Group>
      {state.means === "passkey" && state.signer === null && (
        <MakePasskey view={view} onMade={state.takePasskey} />
      )}
    </fieldset>
  );
}

function MakePasskey({ view, onMade }: { view: CaseView; onMade: (passkey: Passkey) => void }) {
  const { t } = useLocale();
  const [error, setError] = useState<unknown>(null);
  const verifier = deployment.addresses.ERC7913WebAuthnVerifier;
  if (verifier === undefined) return <p className="small warn">{t("sign.no_verifier")}</p>;
  const make = async () => {
    try {
      const passkey = await createPasskey(verifier, view.viewer.partyId);
      await addSigner(view.viewer.partyId, passkey.signer);
      onMade(passkey);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <div className="stack">
      <p className="small dim">{t("sign.no_passkey")}</p>
      <Button onClick={() => void make()}>{t("sign.make_passkey")}</Button>
      <ProblemBox error={error} />
    </div>
  );
}
