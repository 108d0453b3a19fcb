import { type Grading, gradeEvidence } from "../grade.ts";
import type { RulePack } from "../pack.ts";
import { isPartyRole, PARTY_ROLES, rolePrefix } from "../parties.ts";
import type { CaseFrame, EvidenceOrigin } from "./types.ts";

/** What a maker has to gain: nothing, when it is no party of the case or a platform that sells nothing here. */
function interestOf(
  maker: string | null,
  against: string,
  frame: CaseFrame,
): "against" | "none" | "favoured" {
  if (maker === null) return "favoured";
  if (maker === against) return "against";
  const role = rolePrefix(maker);
  if (!isPartyRole(role)) return "none";
  if (PARTY_ROLES[role] === rolePrefix(against) && !against.includes(":")) return "against";
  // 民诉证据规定 94: a neutral third-party platform that keeps records in its ordinary business.
  if (role === "platform" && frame.seller === "third_party" && against !== "platform") return "none";
  return "favoured";
}

/** Grades one item as evidence of a fact that speaks against `against`. */
export function gradeAgainst(
  origin: EvidenceOrigin,
  against: string,
  frame: CaseFrame,
  pack: RulePack,
): Grading {
  return gradeEvidence(
    {
      intact: origin.intact,
      interest: interestOf(origin.maker, against, frame),
      signed: origin.signed,
      instrument: origin.instrument,
      capturedAt: origin.capturedAt,
      anchoredAt: origin.anchoredAt,
      corroboratedBy: origin.corroboratedBy.filter((id) => id !== origin.evidenceId),
      documented: true,
    },
    pack,
  );
}
