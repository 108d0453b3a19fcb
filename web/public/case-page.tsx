import { useState } from "react";
import type { CaseView } from "../../server/schema/case.ts";
import { FileChooser } from "../components/file-chooser.tsx";
import { ProblemBox } from "../components/problem-box.tsx";
import { PublicFrame } from "../components/public-frame.tsx";
import { useLocale } from "../components/use-locale.ts";
import { usePoll } from "../components/use-poll.ts";
import { getCase } from "../features/case/api/get-case.ts";
import { keepCase, keptCase } from "../features/case/case-keys.ts";
import { CustodyPicture } from "../features/case/components/custody-picture.tsx";
import { EvidenceList } from "../features/case/components/evidence-list.tsx";
import { FindingPanel } from "../features/case/components/finding-panel.tsx";
import { HandInChat } from "../features/case/components/hand-in-chat.tsx";
import { MoneyPanel } from "../features/case/components/money-panel.tsx";
import { SaveBundle } from "../features/case/components/save-bundle.tsx";
import { Timeline } from "../features/case/components/timeline.tsx";
import { TurnClock } from "../features/case/components/turn-clock.tsx";
import { UploadList } from "../features/case/components/upload-list.tsx";
import { useUploads } from "../features/case/uploads/use-uploads.ts";
import { ClaimantSteps } from "./claimant-steps.tsx";

const pollMilliseconds = 5_000;

/** Takes the case token out of the address bar and keeps it with the case. */
function openCase(): { caseId: string; token: string | undefined } {
  const caseId = decodeURIComponent(location.pathname.split("/").pop() ?? "");
  const given = decodeURIComponent(location.hash.slice(1));
  const kept = keptCase(caseId);
  if (given !== "") {
    if (kept?.token !== given) keepCase(caseId, { token: given, key: kept?.key ?? null });
    history.replaceState(null, "", location.pathname + location.search);
  }
  return { caseId, token: given || kept?.token };
}

/** The progress of a claim for its claimant: turn and clock, money, evidence, finding and every step so far. */
export function CasePage() {
  const { t } = useLocale();
  const [{ caseId, token }] = useState(openCase);
  const {
    value: view,
    error,
    refresh,
  } = usePoll(token ? () => getCase(caseId, token) : null, pollMilliseconds);
  return (
    <PublicFrame title={t("casePage.title")}>
      {token === undefined && <p className="card">{t("casePage.no_token")}</p>}
      <ProblemBox error={error} onRetry={() => void refresh()} />
      {token && view === null && !error && <p role="status">{t("page.loading")}</p>}
      {token && view && <Progress view={view} token={token} refresh={refresh} />}
    </PublicFrame>
  );
}

interface ProgressProps {
  readonly view: CaseView;
  readonly token: string;
  readonly refresh: () => Promise<void>;
}

function Progress({ view, token, refresh }: ProgressProps) {
  const { t } = useLocale();
  return (
    <>
      <TurnClock view={view} />
      <ClaimantSteps view={view} token={token} onDone={refresh} />
      <section className="card">
        <h2>{t("casePage.money")}</h2>
        <MoneyPanel view={view} />
      </section>
      {view.finding && (
        <section className="card">
          <h2>{t("casePage.finding")}</h2>
          <FindingPanel view={view} finding={view.finding} />
        </section>
      )}
      <section className="card">
        <h2>{t("casePage.evidence")}</h2>
        <EvidenceList view={view} token={token} onChanged={() => void refresh()} />
        <SaveBundle view={view} token={token} />
        <Uploading view={view} token={token} refresh={refresh} />
      </section>
      {view.custody && (
        <section className="card">
          <h2>{t("casePage.custody")}</h2>
          <CustodyPicture view={view} custody={view.custody} />
        </section>
      )}
      <section className="card">
        <h2>{t("casePage.timeline")}</h2>
        <Timeline view={view} />
      </section>
      {view.chain.development && <p className="small dim">{t("page.development")}</p>}
    </>
  );
}

function Uploading({ view, token, refresh }: ProgressProps) {
  const uploads = useUploads(view.caseId, token, () => void refresh());
  const mayAdd = view.viewer.actions.includes("hand_in_evidence");
  return (
    <div className="stack">
      {mayAdd && <FileChooser onFiles={(files, method) => void uploads.add(files, method)} />}
      {mayAdd && (
        <HandInChat view={view} onHandIn={(file, marks) => void uploads.add([file], "upload", marks)} />
      )}
      <UploadList uploads={uploads} />
    </div>
  );
}
