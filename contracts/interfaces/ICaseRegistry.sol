// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IArbitrable} from "@kleros/erc-792/contracts/IArbitrable.sol";
import {IArbitrator} from "@kleros/erc-792/contracts/IArbitrator.sol";
import {IEvidence} from "@kleros/erc-792/contracts/erc-1497/IEvidence.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

/// @title ICaseRegistry
/// @notice Cases, their numbered candidate findings, rounds and outcomes. Arbitrable by any ERC-792 arbitrator; evidence roots
/// are ERC-1497 `Evidence` events whose group is the case id.
/// @dev The terms of a case are kept as one hash, so nobody can change them: every call brings the terms again (they are in
/// {CaseOpened}). What an owner cannot do: choose an outcome, swap the arbitrator, add evidence or candidates after the freeze,
/// shorten a window, or stop an enforcement. Assumed of an arbitrator: nothing. It may re-enter, rule twice, late or never, or
/// burn its gas; a case then ends undecided and the advance stays the fund's.
///
/// Everywhere here: `caseId` the case, 32 random bytes; `terms` its terms as filed; `round` number of the round, from
/// 1; `partyId` id of a respondent in the party registry, zero for the claimant; `arbitrator` ERC-792 contract;
/// `disputeId` its number of the dispute; `ruling` number of a candidate, 0 for refused; `findingHash`
/// keccak256(abi.encode(Finding)); `signature` EIP-712 signature of one party, with the key it is made by; `nowAt`
/// Unix second of the block; `deadlineAt` Unix second at which the window ends, a pause considered.
interface ICaseRegistry is IArbitrable, IEvidence, IAccessManaged {
    /// @notice Where a case stands.
    /// @dev Open: evidence comes in. Proposed: candidates are frozen, the objection window runs. Objected: a party wants a
    /// person. Disputed: the arbitrator has it. Final: one outcome, not enforced. Closed: enforced, until reopened.
    enum Status {
        None,
        Open,
        Proposed,
        Objected,
        Disputed,
        Final,
        Closed
    }

    /// @notice One line of the order and what is claimed of it.
    /// @param lineHash Salted hash of shop, order and line.
    /// @param paid Token units paid for the line after discounts; the same in every claim on the line.
    /// @param claimed Token units claimed of it here.
    struct OrderLine {
        bytes32 lineHash;
        uint96 paid;
        uint96 claimed;
    }

    /// @notice Everything fixed at filing.
    /// @param caseId Random, hence not guessable.
    /// @param rulePackHash Hash of the rule pack in force at the order date.
    /// @param lines Order lines, 1 to 32; the claimed amounts together are the most the case can award.
    /// @param claimantSigner ERC-7913 signer of the claimant: a key made in the consumer's browser, a passkey or a wallet.
    /// @param respondents Ids of the parties that may have to pay, 1 to 16, none twice.
    /// @param payee Who receives money.
    /// @param arbitrator ERC-792 arbitrator.
    /// @param arbitratorExtraData What it needs to know.
    /// @param maxArbitrationCost Most wei that opening or appealing a dispute may cost.
    /// @param freezeWindow Seconds from filing within which candidates must be frozen.
    /// @param objectionWindow Seconds from the freeze within which a party may object.
    /// @param rulingWindow Seconds from the objection within which the arbitrator must have ruled, appeals included.
    struct CaseTerms {
        bytes32 caseId;
        bytes32 rulePackHash;
        OrderLine[] lines;
        bytes claimantSigner;
        bytes32[] respondents;
        address payee;
        address arbitrator;
        bytes arbitratorExtraData;
        uint256 maxArbitrationCost;
        uint32 freezeWindow;
        uint32 objectionWindow;
        uint32 rulingWindow;
    }

    /// @notice A finding as far as the chain must know it. Its hash is keccak256(abi.encode(finding)).
    /// @param caseId The case.
    /// @param round The round, from 1.
    /// @param documentHash SHA-256 of the finding's canonical JSON.
    /// @param award Token units due to the payee in all, advances included.
    /// @param parties Who bears a share of the fault; whoever pays must be a respondent.
    /// @param shareBps Fault in basis points, together 10 000.
    /// @param payables Token units each has to pay, together `award`.
    struct Finding {
        bytes32 caseId;
        uint32 round;
        bytes32 documentHash;
        uint256 award;
        bytes32[] parties;
        uint16[] shareBps;
        uint256[] payables;
    }

    /// @notice One party's signature. `partyId` zero stands for the claimant.
    struct PartySignature {
        bytes32 partyId;
        bytes signer;
        bytes signature;
    }

    /// @notice What is kept of a case.
    /// @param status Where it stands.
    /// @param appealWaived Whether all parties gave up appealing the present ruling.
    /// @param linesReleased Whether its order lines may be claimed again, the case having charged nobody.
    /// @param candidateCount How many candidates are frozen in this round.
    /// @param candidate Number of the outcome once Final: 0 for refused, undecided, or agreed outside the candidates.
    /// @param round From 1.
    /// @param deadlineAt Unix second after which {lapse} takes the timed exit of the present status.
    struct CaseState {
        Status status;
        bool appealWaived;
        bool linesReleased;
        uint8 candidateCount;
        uint8 candidate;
        uint32 round;
        uint48 deadlineAt;
    }

    /// @notice Emitted when a case opened, with all its terms.
    /// @param termsHash keccak256(abi.encode(terms)).
    /// @param amount Token units claimed of all lines.
    event CaseOpened(bytes32 indexed caseId, bytes32 indexed termsHash, uint256 amount, CaseTerms terms);
    /// @notice Emitted when evidence closed and candidates 1..n were frozen over it.
    /// @param evidenceRoot Root over the evidence the candidates were computed from.
    /// @param findingHashes Hashes of the candidates, numbered from 1.
    event CandidatesFrozen(bytes32 indexed caseId, uint32 indexed round, bytes32 evidenceRoot, bytes32[] findingHashes);
    /// @notice Emitted when a party (zero: the claimant) asked for a person.
    event Objected(bytes32 indexed caseId, uint32 indexed round, bytes32 indexed partyId);
    /// @notice Emitted when an arbitrator took the case.
    event RulingRequested(
        bytes32 indexed caseId,
        uint32 indexed round,
        IArbitrator indexed arbitrator,
        uint256 disputeId
    );
    /// @notice Emitted when a party (zero: the claimant) appealed.
    event AppealRequested(bytes32 indexed caseId, uint32 indexed round, bytes32 indexed partyId, uint256 disputeId);
    /// @notice Emitted when all parties gave up appealing `ruling`.
    event AppealWaived(bytes32 indexed caseId, uint32 indexed round, uint256 ruling);
    /// @notice Emitted when a round got its one outcome. `findingHash` is zero when nobody is charged: refused or undecided.
    /// @param candidate Number of the outcome; 0 for refused, undecided, or agreed outside the candidates.
    event OutcomeFinal(bytes32 indexed caseId, uint32 indexed round, uint256 candidate, bytes32 findingHash);
    /// @notice Emitted when an outcome was enforced.
    /// @param award Token units due to the payee in all.
    event OutcomeEnforced(bytes32 indexed caseId, uint32 indexed round, bytes32 findingHash, uint256 award);
    /// @notice Emitted when a closed case began a new round.
    /// @param reasonHash Hash of the judgment or report.
    event CaseReopened(bytes32 indexed caseId, uint32 indexed round, bytes32 reasonHash);

    /// @notice The status does not allow that.
    /// @param status Where the case stands.
    error CaseRegistryBadStatus(bytes32 caseId, Status status);
    /// @notice The terms are not those of the filing.
    /// @param given Hash of what was given.
    /// @param filed Hash of the terms as filed, zero for an unknown case.
    error CaseRegistryBadTerms(bytes32 caseId, bytes32 given, bytes32 filed);
    /// @notice A list is empty or too long.
    /// @param count Length of the list.
    /// @param max Longest it may be; of signatures, how long it must be.
    error CaseRegistryBadCount(bytes32 caseId, uint256 count, uint256 max);
    /// @notice A window is shorter or longer than allowed, in seconds.
    /// @param window Seconds asked for.
    error CaseRegistryBadWindow(bytes32 caseId, uint256 window);
    /// @notice An address or key is missing.
    /// @param field Name of what is missing.
    error CaseRegistryMissing(bytes32 caseId, bytes32 field);
    /// @notice The respondent is unknown, inactive or named twice.
    error CaseRegistryBadRespondent(bytes32 caseId, bytes32 partyId);
    /// @notice More is claimed of a line than was paid for it, over all cases, or the paid amount differs from before.
    /// @param lineHash Salted hash of shop, order and line.
    /// @param claimed Token units claimed of it over all cases, this one included.
    /// @param paid Token units paid for it.
    error CaseRegistryBadLine(bytes32 lineHash, uint256 claimed, uint256 paid);
    /// @notice The signature is missing, of another party, or does not fit.
    error CaseRegistryBadSignature(bytes32 caseId, bytes32 partyId);
    /// @notice The window is over.
    error CaseRegistryTooLate(bytes32 caseId, uint256 deadlineAt, uint256 nowAt);
    /// @notice The window is still open.
    error CaseRegistryTooEarly(bytes32 caseId, uint256 deadlineAt, uint256 nowAt);
    /// @notice The arbitrator asks more than was capped at filing.
    /// @param cost Wei the arbitrator asks.
    /// @param cap Most wei, fixed at filing.
    error CaseRegistryCostOverCap(bytes32 caseId, uint256 cost, uint256 cap);
    /// @notice The value sent is less than the cost or more than was capped at filing, in wei.
    /// @param sent Wei sent.
    /// @param cost Wei the arbitrator asks.
    error CaseRegistryBadValue(bytes32 caseId, uint256 sent, uint256 cost);
    /// @notice The arbitrator returned a dispute id it has used before.
    error CaseRegistryDisputeReused(address arbitrator, uint256 disputeId);
    /// @notice The caller has no such dispute here.
    error CaseRegistryUnknownDispute(address arbitrator, uint256 disputeId);
    /// @notice The ruling is none of the candidates.
    /// @param candidates Number of candidates.
    error CaseRegistryBadRuling(bytes32 caseId, uint256 ruling, uint256 candidates);
    /// @notice Appealing was given up by all.
    error CaseRegistryAppealWaived(bytes32 caseId);
    /// @notice The party withheld its seed from the draw and forfeited its appeal; the others' is not touched.
    error CaseRegistryAppealForfeited(bytes32 caseId, bytes32 partyId);
    /// @notice The finding is not the outcome of this round.
    /// @param given Hash of what was given.
    /// @param outcome Hash of the outcome; zero when nobody is charged.
    error CaseRegistryBadFinding(bytes32 caseId, bytes32 given, bytes32 outcome);
    /// @notice The finding breaks a rule every finding must keep, named by `rule`.
    /// @param rule Name of the broken rule: round, lists, shares, payer, sum or award.
    error CaseRegistryBrokenFinding(bytes32 caseId, bytes32 rule);
    /// @notice A pause is on, and ends by itself at `untilAt` at the latest.
    /// @param untilAt Unix second at which it ends at the latest.
    error CaseRegistryPaused(uint256 untilAt);
    /// @notice No pause is on.
    error CaseRegistryNotPaused();
    /// @notice A pause may not follow the last one so soon.
    /// @param allowedAt Unix second from which a pause may start.
    error CaseRegistryPausedLately(uint256 allowedAt, uint256 nowAt);

    /// @notice Opens a case under terms that never change. Role: case clerk.
    /// @dev Emits {CaseOpened} and the fund's AccountOpened. Requires an unused id, windows of 1 minute to 180 days, active
    /// respondents, and lines of which not more is claimed over all cases than was paid.
    function openCase(CaseTerms calldata terms) external;

    /// @notice Records an evidence root or document locator. Role: case clerk. Refused once candidates are frozen.
    /// @dev Emits ERC-1497 `Evidence` with the group uint256(caseId) and the caller as party.
    /// @param uri Locator or hash of sealed evidence; never personal data.
    function submitEvidence(CaseTerms calldata terms, string calldata uri) external;

    /// @notice Closes evidence and freezes the candidate findings, numbered from 1 in order; 0 means refused to rule. Role: case
    /// clerk.
    /// @dev Emits {CandidatesFrozen}. Candidate 1 is the proposal. 1 to 32 candidates.
    /// @param evidenceRoot Root over the evidence the candidates were computed from.
    /// @param findingHashes keccak256(abi.encode(Finding)) of each.
    function freezeCandidates(
        CaseTerms calldata terms,
        bytes32 evidenceRoot,
        bytes32[] calldata findingHashes
    ) external;

    /// @notice Makes a finding final that claimant and all respondents signed, in any status before Final. Anyone may relay.
    /// @dev Emits {OutcomeFinal}. EIP-712 `Acceptance(bytes32 caseId,uint32 round,bytes32 findingHash)`.
    /// @param signatures The claimant's first, then one of each respondent in the order of the terms.
    function acceptProposal(
        CaseTerms calldata terms,
        bytes32 findingHash,
        PartySignature[] calldata signatures
    ) external;

    /// @notice Records that a party wants a person to look. Anyone may relay.
    /// @dev Emits {Objected}. EIP-712 `Objection(bytes32 caseId,uint32 round)`. Only while Proposed and in the window. From
    /// here silence no longer makes the proposal final, whatever the arbitrator does.
    function object(CaseTerms calldata terms, PartySignature calldata signature) external;

    /// @notice Hands an objected case to its arbitrator. Anyone may pay: at least the cost in wei, at most the cap.
    /// @dev Emits {RulingRequested} and ERC-1497 `Dispute`.
    /// @return disputeId The arbitrator's id.
    function requestRuling(CaseTerms calldata terms) external payable returns (uint256 disputeId);

    /// @notice Appeals by signature of a party; anyone may relay and pay at least the cost in wei. Refused to a party that the
    /// arbitrator bars, where it offers {IAppealBar}.
    /// @dev Emits {AppealRequested}. EIP-712 `AppealRequest(bytes32 caseId,uint32 round,uint256 disputeId)`.
    function requestAppeal(CaseTerms calldata terms, PartySignature calldata signature) external payable;

    /// @notice Gives up appealing the arbitrator's present ruling, by signatures of claimant and all respondents.
    /// @dev Emits {AppealWaived}. EIP-712 `AppealWaiver(bytes32 caseId,uint32 round,uint256 disputeId,uint256 ruling)`.
    /// Court and regulator are never waived.
    /// @param signatures The claimant's first, then one of each respondent in the order of the terms.
    function waiveAppeal(CaseTerms calldata terms, PartySignature[] calldata signatures) external;

    /// @notice Takes the timed exit of the present status once its deadline passed. Anyone.
    /// @dev Proposed ends in candidate 1. Open, Objected and Disputed end undecided. Final that nobody could enforce within
    /// 30 days ends undecided. Emits {OutcomeFinal}.
    function lapse(bytes32 caseId) external;

    /// @notice Enforces the outcome: its finding is checked against the frozen hash and settled by the fund. Anyone.
    /// @dev Emits {OutcomeEnforced}. A second call reverts and changes nothing. Works during a pause.
    /// @param finding The outcome in full.
    function enforce(CaseTerms calldata terms, Finding calldata finding) external;

    /// @notice Closes a case whose outcome charges nobody: reservations are released, lines become claimable again. Anyone.
    /// @dev Emits {OutcomeEnforced} with award 0. Works during a pause.
    function enforceRefused(CaseTerms calldata terms) external;

    /// @notice Starts a new round of a closed case after a judgment or proven forgery; its settlement is undone exactly. Role:
    /// court clerk, with a delay.
    /// @dev Emits {CaseReopened}. The case is Open again under its old terms.
    /// @param reasonHash Hash of the judgment or report.
    function reopen(CaseTerms calldata terms, bytes32 reasonHash) external;

    /// @notice Stops openings, freezes and objections for at most 7 days, once in 30. Role: guardian.
    /// @dev No deadline passes during a pause or within 24 hours after it. Settled money is never stopped.
    function pause() external;

    /// @notice Ends a pause early. Role: guardian.
    function unpause() external;

    /// @notice The party registry that says who signs.
    function parties() external view returns (address);

    /// @notice The fund that settles.
    function fund() external view returns (address);

    /// @notice What is kept of a case.
    function stateOf(bytes32 caseId) external view returns (CaseState memory);

    /// @notice Hash of the filed terms: keccak256(abi.encode(terms)).
    function termsHashOf(bytes32 caseId) external view returns (bytes32);

    /// @notice Hash of a frozen candidate, zero when there is none of that number.
    /// @param number Number of a candidate, from 1.
    function candidateOf(bytes32 caseId, uint32 round, uint256 number) external view returns (bytes32);

    /// @notice Hash of the outcome's finding; zero while not Final, and when nobody is charged.
    function outcomeOf(bytes32 caseId) external view returns (bytes32);

    /// @notice Case and round of an arbitrator's dispute, zero when unknown.
    function caseOfDispute(address arbitrator, uint256 disputeId) external view returns (bytes32 caseId, uint32 round);

    /// @notice Arbitrator's dispute of the present round; reverts when there is none.
    function disputeOf(bytes32 caseId) external view returns (uint256 disputeId);

    /// @notice Token units claimed of a line over all cases, and paid for it.
    /// @param lineHash Salted hash of shop, order and line.
    function lineOf(bytes32 lineHash) external view returns (uint256 claimed, uint256 paid);

    /// @notice Unix second until which no deadline passes because of a pause; 0 when there was none.
    function graceUntil() external view returns (uint256);
}
