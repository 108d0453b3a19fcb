import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import access from "./access.ts";

/** Parties, rule packs, and the verifiers their passkey, P-256 and RSA signers name. */
export default buildModule("Parties", (m) => {
  const { accessManager } = m.useModule(access);
  const notice = [m.getParameter("noticeSeconds"), m.getParameter("majorNoticeSeconds")];
  return {
    partyRegistry: m.contract("PartyRegistry", [accessManager]),
    rulePackRegistry: m.contract("RulePackRegistry", [accessManager, ...notice]),
    webAuthnVerifier: m.contract("ERC7913WebAuthnVerifier"),
    p256Verifier: m.contract("ERC7913P256Verifier"),
    rsaVerifier: m.contract("ERC7913RSAVerifier"),
  };
});
