import { useState } from "react";
import { Link, useParams } from "react-router";
import type { CaseView, EvidenceItem } from "../../../server/schema/case.ts";
import { Card } from "../../components/card.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { FileChooser } from "../../components/file-chooser.tsx";
import { JournalTable } from "../../components/journal-table.tsx";
import { ProblemBox } from "../../components/problem-box.tsx";
import { useLocale } from "../../components/use-locale.ts";
import { type OpenedDocument, openDocument } from "../../features/case/api/open-document.ts";
import { useCase } from "../../features/case/api/use-case.ts";
import { CaseFacts } from "../../features/case/components/case-facts.tsx";
import { CustodyPicture } from "../../features/case/components/custody-picture.tsx";
import { EvidenceList } from "../../features/case/components/evidence-list.tsx";
import { FindingPanel } from "../../features/case/components/finding-panel.tsx";
import { HandInChat } from "../../features/case/components/hand-in-chat.tsx";
import { MoneyPanel } from "../../features/case/components/money-panel.tsx";
import { partyNames } from "../../features/case/components/party-names.ts";
import { PartySteps } from "../../features/case/components/party-steps.tsx";
import { SaveBundle } from "../../features/case/components/save-bundle.tsx";
import { Timeline } from "../../features/case/components/timeline.tsx";
import { TurnClock } from "../../features/case/components/turn-clock.tsx";
import { UploadList } from "../../features/case/components/upload-list.tsx";
import { useUploads } from "../../features/case/uploads/use-uploads.ts";
import { pages } from "../../lib/paths.ts";
import { RoleParts } from "./role-parts.tsx";

/** One page for every role: what differs is which parts a reader may act in. */
export default function CasePage() {
  const { t, word } = useLocale();
  const { caseId = "" } = useParams();
  const found = useCase(caseId);
  if (!found.data)
    return found.error ? (
      <ProblemBox error={found.error} onRetry={() => void found.refetch()} />
    ) : (
      <p role="status">{t("page.loading")}</p>
    );
  return (
    <>
      <CaseHead view={found.data} />
      <ProblemBox error={found.error} />
      <div className="columns">
        <div>
          <TurnClock view={found.data} />
          <RoleParts view={found.data} />
          <PartySteps view={found.data} />
          <FindingCard view={found.data} />
          <EvidenceCard view={found.data} refresh={() => void found.refetch()} />
          <Card title={t("casePage.facts")}>
            <CaseFacts view={found.data} />
          </Card>
        </div>
        <div>
          <Card title={t("casePage.money")}>
            <MoneyPanel view={found.data} />
          </Card>
          {found.data.custody && (
            <Card title={t("casePage.custody")}>
              <CustodyPicture view={found.data} custody={found.data.custody} />
            </Card>
          )}
          <Card title={t("casePage.timeline")}>
            <Timeline view={found.data} />
          </Card>
        </div>
      </div>
      {found.data.money.journals.length > 0 && (
        <Card title={t("casePage.journals")}>
          <JournalTable journals={found.data.money.journals} named={partyNames(found.data, word)} />
        </Card>
      )}
      {found.data.chain.development && <p className="small dim">{t("page.development")}</p>}
    </>
  );
}

function CaseHead({ view }: { view: CaseView }) {
  const { t, word, money, instant } = useLocale();
  const product = view.order.lines.map((line) => line.name).join(t("list.separator"));
  return (
    <>
      <title>{`${product} · Redress`}</title>
      <p>
        <Link to={pages.inbox}>{t("casePage.back")}</Link>
      </p>
      <div className="case-head">
        <h1>{product}</h1>
        <span className="tag">{word("status", view.status)}</span>
        <span>
          {word("claimKind", view.claim.kind)} · {word("demand", view.claim.demand)} ·{" "}
          <strong>{money(view.claim.amountMinor, view.claim.currency)}</strong>
        </span>
        <span className="dim small">
          {t("casePage.filed", { at: instant(view.filedAt) })} ·{" "}
          {t("casePage.order", { id: view.order.orderId })}
        </span>
      </div>
      {view.claim.text !== "" && (
        <blockquote className="card" aria-label={t("casePage.words")}>
          {view.claim.text}
        </blockquote>
      )}
    </>
  );
}

function FindingCard({ view }: { view: CaseView }) {
  const { t } = useLocale();
  if (view.finding === null) return null;
  return (
    <Card title={t("casePage.finding")}>
      <FindingPanel view={view} finding={view.finding} />
    </Card>
  );
}

function EvidenceCard({ view, refresh }: { view: CaseView; refresh: () => void }) {
  const { t } = useLocale();
  const uploads = useUploads(view.caseId, undefined, refresh);
  const [opened, setOpened] = useState<(OpenedDocument & { name: string }) | null>(null);
  const [error, setError] = useState<unknown>(null);
  const open = (item: EvidenceItem) => {
    setError(null);
    openDocument(view.caseId, item.evidenceId, item.mediaType).then(
      (document) => setOpened({ ...document, name: item.name }),
      setError,
    );
  };
  const close = () => {
    if (opened) URL.revokeObjectURL(opened.url);
    setOpened(null);
  };
  const cited = new Set(view.finding?.reasons.flatMap((reason) => reason.evidence));
  return (
    <Card title={t("casePage.evidence")}>
      <ProblemBox error={error} />
      <EvidenceList view={view} onOpen={open} cited={cited} onChanged={refresh} />
      <SaveBundle view={view} />
      {view.viewer.actions.includes("hand_in_evidence") && (
        <div className="row">
          <FileChooser accept="" onFiles={(files, method) => void uploads.add(files, method)} />
          <HandInChat view={view} onHandIn={(file, marks) => void uploads.add([file], "upload", marks)} />
        </div>
      )}
      <UploadList uploads={uploads} />
      {opened && (
        <Dialog title={opened.name} onClose={close}>
          <OpenedView opened={opened} />
        </Dialog>
      )}
    </Card>
  );
}

function OpenedView({ opened }: { opened: OpenedDocument & { name: string } }) {
  const { t } = useLocale();
  const isImage = opened.mediaType.startsWith("image/");
  return (
    <div className="stack">
      {isImage && <img className="opened" src={opened.url} alt={opened.name} />}
      <p className="small dim">{t("evidence.logged")}</p>
      <a className="button" href={opened.url} download={opened.name}>
        {t("evidence.save")}
      </a>
    </div>
  );
}
