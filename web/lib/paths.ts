const part = encodeURIComponent;

/** Every path of the API the pages call, written once. */
export const api = {
  item: (gtin: string, serial: string) => `/v1/items/${part(gtin)}/${part(serial)}`,
  claimContext: "/v1/claims/context",
  claims: "/v1/claims",
  cases: "/v1/cases",
  case: (caseId: string) => `/v1/cases/${part(caseId)}`,
  caseStep: (caseId: string, step: string) => `/v1/cases/${part(caseId)}/${step}`,
  fromUpload: (caseId: string) => `/v1/cases/${part(caseId)}/evidence/from-upload`,
  document: (caseId: string, evidenceId: string) =>
    `/v1/cases/${part(caseId)}/evidence/${part(evidenceId)}/document`,
  uploads: "/v1/uploads",
  upload: (uploadId: string) => `/v1/uploads/${part(uploadId)}`,
  erasure: (caseId: string, evidenceId: string) =>
    `/v1/cases/${part(caseId)}/evidence/${part(evidenceId)}/erasure`,
  readers: (caseId: string, evidenceId: string) =>
    `/v1/cases/${part(caseId)}/evidence/${part(evidenceId)}/readers`,
  bundle: (caseId: string) => `/v1/cases/${part(caseId)}/bundle`,
  receipt: (leafHash: string) => `/v1/receipts/${part(leafHash)}`,
  certificate: (leafHash: string, language: string) =>
    `/v1/receipts/${part(leafHash)}/certificate?language=${part(language)}`,
  me: "/v1/me",
  parties: "/v1/parties",
  signers: (partyId: string) => `/v1/parties/${part(partyId)}/signers`,
  fund: "/v1/fund",
  reconciliation: "/v1/reconciliation",
  log: "/v1/log",
  witnesses: "/v1/log/witnesses",
  consistency: (logId: string, from: number, to: number) =>
    `/v1/log/consistency?from=${from}&to=${to}&log=${part(logId)}`,
  labels: "/v1/labels",
  printLabels: "/v1/labels/print",
  codeMisuse: "/v1/code-misuse",
  imports: "/v1/imports",
  checkImport: "/v1/imports/check",
  importTemplate: "/v1/imports/template.csv",
  developmentLinks: "/dev/links",
} as const;

/** Paths of the pages themselves. */
export const pages = {
  claim: "/claim",
  verify: "/verify",
  case: (caseId: string, token: string) => `/c/${part(caseId)}#${part(token)}`,
  inbox: "/w/cases",
  workspaceCase: (caseId: string) => `/w/cases/${part(caseId)}`,
} as const;
