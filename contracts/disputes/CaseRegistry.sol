// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IArbitrable} from "@kleros/erc-792/contracts/IArbitrable.sol";
import {IArbitrator} from "@kleros/erc-792/contracts/IArbitrator.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IAppealBar} from "../interfaces/IAppealBar.sol";
import {IAppealWaiver} from "../interfaces/IAppealWaiver.sol";
import {ICaseRegistry} from "../interfaces/ICaseRegistry.sol";
import {ICompensationFund} from "../interfaces/ICompensationFund.sol";
import {CaseClocks} from "./CaseClocks.sol";
import {CaseSignatures} from "./CaseSignatures.sol";
import {FindingRules} from "./FindingRules.sol";
import {OrderLines} from "./OrderLines.sol";

/// @title CaseRegistry
/// @notice See {ICaseRegistry}.
contract CaseRegistry is
    ICaseRegistry,
    IAppealWaiver,
    AccessManaged,
    ReentrancyGuardTransient,
    CaseClocks,
    CaseSignatures,
    OrderLines
{
    using FindingRules for CaseTerms;

    struct DisputeRef {
        bytes32 caseId;
        uint32 round;
    }

    uint256 private constant MAX_LINES = 32;
    uint256 private constant MAX_RESPONDENTS = 16;
    uint256 private constant MAX_CANDIDATES = 32;
    uint256 private constant MAX_SIGNER_BYTES = 1024;
    uint256 private constant ENFORCEMENT_WINDOW = 30 days;
    uint256 private constant BAR_GAS = 100_000;

    ICompensationFund private immutable _fund;

    mapping(bytes32 caseId => CaseState) private _states;
    mapping(bytes32 caseId => bytes32) private _termsHashes;
    mapping(bytes32 caseId => bytes32) private _outcomes;
    mapping(bytes32 caseId => uint256) private _disputeIds;
    mapping(bytes32 caseId => mapping(uint32 round => bytes32[])) private _candidates;
    mapping(address arbitrator => mapping(uint256 disputeId => DisputeRef)) private _disputes;

    /// @param authority The AccessManager.
    /// @param parties_ The party registry.
    /// @param fund_ The fund that settles what this registry makes final.
    constructor(address authority, address parties_, address fund_) AccessManaged(authority) CaseSignatures(parties_) {
        _fund = ICompensationFund(fund_);
    }

    /// @inheritdoc ICaseRegistry
    function openCase(CaseTerms calldata terms) external restricted whenNotPaused nonReentrant {
        _checkTerms(terms);
        bytes32 termsHash = keccak256(abi.encode(terms));
        uint256 amount = terms.claimed();

        _claimLines(terms.lines);
        _termsHashes[terms.caseId] = termsHash;
        CaseState storage state = _states[terms.caseId];
        (state.status, state.round, state.deadlineAt) = (Status.Open, 1, _after(terms.freezeWindow));
        emit CaseOpened(terms.caseId, termsHash, amount, terms);

        _fund.openAccount(terms.caseId, terms.payee, amount);
    }

    /// @inheritdoc ICaseRegistry
    function submitEvidence(CaseTerms calldata terms, string calldata uri) external restricted {
        _requireStatus(_filed(terms), terms.caseId, Status.Open);
        emit Evidence(IArbitrator(terms.arbitrator), uint256(terms.caseId), msg.sender, uri);
    }

    /// @inheritdoc ICaseRegistry
    function freezeCandidates(
        CaseTerms calldata terms,
        bytes32 evidenceRoot,
        bytes32[] calldata findingHashes
    ) external restricted whenNotPaused {
        bytes32 caseId = terms.caseId;
        CaseState storage state = _filed(terms);
        _requireStatus(state, caseId, Status.Open);
        _requireOpenUntil(caseId, state.deadlineAt);
        _requireCount(caseId, findingHashes.length, MAX_CANDIDATES);
        for (uint256 i = 0; i < findingHashes.length; ++i) {
            if (findingHashes[i] == bytes32(0)) revert CaseRegistryMissing(caseId, "findingHash");
        }

        _candidates[caseId][state.round] = findingHashes;
        state.candidateCount = uint8(findingHashes.length);
        (state.status, state.deadlineAt) = (Status.Proposed, _after(terms.objectionWindow));
        emit CandidatesFrozen(caseId, state.round, evidenceRoot, findingHashes);
    }

    /// @inheritdoc ICaseRegistry
    function acceptProposal(
        CaseTerms calldata terms,
        bytes32 findingHash,
        PartySignature[] calldata signatures
    ) external nonReentrant {
        CaseState storage state = _filed(terms);
        bool undecided = state.status >= Status.Open && state.status <= Status.Disputed;
        if (!undecided) revert CaseRegistryBadStatus(terms.caseId, state.status);
        if (findingHash == bytes32(0)) revert CaseRegistryMissing(terms.caseId, "findingHash");
        _requireAll(terms, _acceptanceDigest(terms.caseId, state.round, findingHash), signatures);

        _makeFinal(terms.caseId, state, _numberOf(terms.caseId, state, findingHash), findingHash);
    }

    /// @inheritdoc ICaseRegistry
    function object(CaseTerms calldata terms, PartySignature calldata signature) external whenNotPaused {
        CaseState storage state = _filed(terms);
        _requireStatus(state, terms.caseId, Status.Proposed);
        _requireOpenUntil(terms.caseId, state.deadlineAt);
        _requireOne(terms, _objectionDigest(terms.caseId, state.round), signature);

        (state.status, state.deadlineAt) = (Status.Objected, _after(terms.rulingWindow));
        emit Objected(terms.caseId, state.round, signature.partyId);
    }

    /// @inheritdoc ICaseRegistry
    function requestRuling(CaseTerms calldata terms) external payable nonReentrant returns (uint256 disputeId) {
        bytes32 caseId = terms.caseId;
        CaseState storage state = _filed(terms);
        _requireStatus(state, caseId, Status.Objected);
        _requireOpenUntil(caseId, state.deadlineAt);
        IArbitrator arbitrator = IArbitrator(terms.arbitrator);
        _requireCost(terms, arbitrator.arbitrationCost(terms.arbitratorExtraData));

        state.status = Status.Disputed;
        // The id comes from outside, so it is recorded after the call; the guard keeps the arbitrator out until then.
        disputeId = arbitrator.createDispute{value: msg.value}(state.candidateCount, terms.arbitratorExtraData);
        if (_disputes[terms.arbitrator][disputeId].round != 0) {
            revert CaseRegistryDisputeReused(terms.arbitrator, disputeId);
        }
        _disputes[terms.arbitrator][disputeId] = DisputeRef({caseId: caseId, round: state.round});
        _disputeIds[caseId] = disputeId;
        emit RulingRequested(caseId, state.round, arbitrator, disputeId);
        emit Dispute(arbitrator, disputeId, uint256(terms.rulePackHash), uint256(caseId));
    }

    /// @inheritdoc ICaseRegistry
    function requestAppeal(CaseTerms calldata terms, PartySignature calldata signature) external payable nonReentrant {
        bytes32 caseId = terms.caseId;
        CaseState storage state = _filed(terms);
        _requireStatus(state, caseId, Status.Disputed);
        _requireOpenUntil(caseId, state.deadlineAt);
        if (state.appealWaived) revert CaseRegistryAppealWaived(caseId);
        uint256 disputeId = _disputeIds[caseId];
        _requireOne(terms, _appealDigest(caseId, state.round, disputeId), signature);
        _requireAppealOf(terms, disputeId, signature.partyId);
        IArbitrator arbitrator = IArbitrator(terms.arbitrator);
        _requireCost(terms, arbitrator.appealCost(disputeId, terms.arbitratorExtraData));

        emit AppealRequested(caseId, state.round, signature.partyId, disputeId);

        arbitrator.appeal{value: msg.value}(disputeId, terms.arbitratorExtraData);
    }

    /// @inheritdoc ICaseRegistry
    function waiveAppeal(CaseTerms calldata terms, PartySignature[] calldata signatures) external nonReentrant {
        bytes32 caseId = terms.caseId;
        CaseState storage state = _filed(terms);
        _requireStatus(state, caseId, Status.Disputed);
        if (state.appealWaived) revert CaseRegistryAppealWaived(caseId);
        uint256 disputeId = _disputeIds[caseId];
        IArbitrator arbitrator = IArbitrator(terms.arbitrator);
        if (arbitrator.disputeStatus(disputeId) != IArbitrator.DisputeStatus.Appealable) {
            revert CaseRegistryBadStatus(caseId, state.status);
        }
        uint256 ruling = arbitrator.currentRuling(disputeId);
        _requireAll(terms, _waiverDigest(caseId, state.round, disputeId, ruling), signatures);

        state.appealWaived = true;
        emit AppealWaived(caseId, state.round, ruling);
    }

    /// @inheritdoc IArbitrable
    function rule(uint256 disputeId, uint256 ruling) external nonReentrant {
        DisputeRef memory dispute = _disputes[msg.sender][disputeId];
        if (dispute.round == 0) revert CaseRegistryUnknownDispute(msg.sender, disputeId);
        CaseState storage state = _states[dispute.caseId];
        if (state.round != dispute.round) revert CaseRegistryBadStatus(dispute.caseId, state.status);
        _requireStatus(state, dispute.caseId, Status.Disputed);
        _requireOpenUntil(dispute.caseId, state.deadlineAt);
        if (ruling > state.candidateCount) revert CaseRegistryBadRuling(dispute.caseId, ruling, state.candidateCount);

        emit Ruling(IArbitrator(msg.sender), disputeId, ruling);
        _makeFinal(dispute.caseId, state, uint8(ruling), candidateOf(dispute.caseId, state.round, ruling));
    }

    /// @inheritdoc ICaseRegistry
    function lapse(bytes32 caseId) external nonReentrant {
        CaseState storage state = _states[caseId];
        Status status = state.status;
        if (status == Status.None || status == Status.Closed) revert CaseRegistryBadStatus(caseId, status);
        if (status == Status.Final && _outcomes[caseId] == bytes32(0)) revert CaseRegistryBadStatus(caseId, status);
        _requirePassed(caseId, state.deadlineAt);

        bool silence = status == Status.Proposed;
        _makeFinal(caseId, state, silence ? 1 : 0, silence ? candidateOf(caseId, state.round, 1) : bytes32(0));
    }

    /// @inheritdoc ICaseRegistry
    function enforce(CaseTerms calldata terms, Finding calldata finding) external nonReentrant {
        bytes32 caseId = terms.caseId;
        CaseState storage state = _filed(terms);
        _requireStatus(state, caseId, Status.Final);
        bytes32 findingHash = keccak256(abi.encode(finding));
        if (findingHash != _outcomes[caseId]) {
            revert CaseRegistryBadFinding(caseId, findingHash, _outcomes[caseId]);
        }
        FindingRules.check(terms, finding, state.round);

        _close(terms, state, finding.award);
        emit OutcomeEnforced(caseId, state.round, findingHash, finding.award);

        _fund.recover(caseId, state.round, finding.award, finding.parties, finding.payables);
        _releaseReservations(terms);
    }

    /// @inheritdoc ICaseRegistry
    function enforceRefused(CaseTerms calldata terms) external nonReentrant {
        bytes32 caseId = terms.caseId;
        CaseState storage state = _filed(terms);
        _requireStatus(state, caseId, Status.Final);
        if (_outcomes[caseId] != bytes32(0)) revert CaseRegistryBadFinding(caseId, bytes32(0), _outcomes[caseId]);

        _close(terms, state, 0);
        emit OutcomeEnforced(caseId, state.round, bytes32(0), 0);

        _fund.recover(caseId, state.round, 0, new bytes32[](0), new uint256[](0));
        _releaseReservations(terms);
    }

    /// @inheritdoc ICaseRegistry
    function reopen(CaseTerms calldata terms, bytes32 reasonHash) external restricted nonReentrant {
        CaseState storage state = _filed(terms);
        _requireStatus(state, terms.caseId, Status.Closed);
        if (state.linesReleased) _claimLines(terms.lines);

        uint32 round = state.round + 1;
        _states[terms.caseId] = CaseState({
            status: Status.Open,
            appealWaived: false,
            linesReleased: false,
            candidateCount: 0,
            candidate: 0,
            round: round,
            deadlineAt: _after(terms.freezeWindow)
        });
        delete _outcomes[terms.caseId];
        emit CaseReopened(terms.caseId, round, reasonHash);

        _fund.reverse(terms.caseId);
    }

    /// @inheritdoc ICaseRegistry
    function pause() external restricted {
        _startPause();
    }

    /// @inheritdoc ICaseRegistry
    function unpause() external restricted {
        _endPause();
    }

    /// @inheritdoc ICaseRegistry
    function fund() external view returns (address) {
        return address(_fund);
    }

    /// @inheritdoc ICaseRegistry
    function stateOf(bytes32 caseId) external view returns (CaseState memory) {
        return _states[caseId];
    }

    /// @inheritdoc ICaseRegistry
    function termsHashOf(bytes32 caseId) external view returns (bytes32) {
        return _termsHashes[caseId];
    }

    /// @inheritdoc ICaseRegistry
    function outcomeOf(bytes32 caseId) external view returns (bytes32) {
        return _outcomes[caseId];
    }

    /// @inheritdoc ICaseRegistry
    function caseOfDispute(address arbitrator, uint256 disputeId) external view returns (bytes32 caseId, uint32 round) {
        DisputeRef storage dispute = _disputes[arbitrator][disputeId];
        return (dispute.caseId, dispute.round);
    }

    /// @inheritdoc ICaseRegistry
    function disputeOf(bytes32 caseId) external view returns (uint256 disputeId) {
        _requireStatus(_states[caseId], caseId, Status.Disputed);
        return _disputeIds[caseId];
    }

    /// @inheritdoc IAppealWaiver
    function appealWaived(address arbitrator, uint256 disputeId) external view returns (bool waived) {
        DisputeRef storage dispute = _disputes[arbitrator][disputeId];
        CaseState storage state = _states[dispute.caseId];
        return dispute.round != 0 && state.round == dispute.round && state.appealWaived;
    }

    /// @inheritdoc ICaseRegistry
    function candidateOf(bytes32 caseId, uint32 round, uint256 number) public view returns (bytes32) {
        bytes32[] storage candidates = _candidates[caseId][round];
        return number == 0 || number > candidates.length ? bytes32(0) : candidates[number - 1];
    }

    function _makeFinal(bytes32 caseId, CaseState storage state, uint8 candidate, bytes32 findingHash) private {
        (state.status, state.candidate, state.deadlineAt) = (Status.Final, candidate, _after(ENFORCEMENT_WINDOW));
        _outcomes[caseId] = findingHash;
        emit OutcomeFinal(caseId, state.round, candidate, findingHash);
    }

    function _close(CaseTerms calldata terms, CaseState storage state, uint256 award) private {
        state.status = Status.Closed;
        if (award != 0) return;
        state.linesReleased = true;
        _releaseLines(terms.lines);
    }

    function _releaseReservations(CaseTerms calldata terms) private {
        for (uint256 i = 0; i < terms.respondents.length; ++i) {
            _fund.releaseReservation(terms.caseId, terms.respondents[i]);
        }
    }

    function _checkTerms(CaseTerms calldata terms) private view {
        bytes32 caseId = terms.caseId;
        if (caseId == bytes32(0)) revert CaseRegistryMissing(caseId, "caseId");
        if (_states[caseId].status != Status.None) revert CaseRegistryBadStatus(caseId, _states[caseId].status);
        if (terms.payee == address(0)) revert CaseRegistryMissing(caseId, "payee");
        if (terms.arbitrator.code.length == 0) revert CaseRegistryMissing(caseId, "arbitrator");
        bool signerFits = terms.claimantSigner.length >= 20 && terms.claimantSigner.length <= MAX_SIGNER_BYTES;
        if (!signerFits) revert CaseRegistryMissing(caseId, "claimantSigner");
        _requireWindow(caseId, terms.freezeWindow);
        _requireWindow(caseId, terms.objectionWindow);
        _requireWindow(caseId, terms.rulingWindow);
        _requireCount(caseId, terms.lines.length, MAX_LINES);
        _requireCount(caseId, terms.respondents.length, MAX_RESPONDENTS);
        _checkRespondents(terms);
    }

    function _checkRespondents(CaseTerms calldata terms) private view {
        for (uint256 i = 0; i < terms.respondents.length; ++i) {
            bytes32 partyId = terms.respondents[i];
            _requireActive(terms.caseId, partyId);
            for (uint256 j = 0; j < i; ++j) {
                if (terms.respondents[j] == partyId) revert CaseRegistryBadRespondent(terms.caseId, partyId);
            }
        }
    }

    function _requireCost(CaseTerms calldata terms, uint256 cost) private view {
        uint256 cap = terms.maxArbitrationCost;
        if (cost > cap) revert CaseRegistryCostOverCap(terms.caseId, cost, cap);
        // More than the cost is let through: known arbitrators quote an appeal lower than what they then ask.
        if (msg.value < cost || msg.value > cap) revert CaseRegistryBadValue(terms.caseId, msg.value, cost);
    }

    /// @dev Not every arbitrator offers the bar. Starving the call of gas does not get past it: the sixty-fourth that is left
    /// then pays for no appeal.
    function _requireAppealOf(CaseTerms calldata terms, uint256 disputeId, bytes32 partyId) private view {
        (bool success, bytes memory result) = terms.arbitrator.staticcall{gas: BAR_GAS}(
            abi.encodeCall(IAppealBar.appealBarred, (disputeId, partyId))
        );
        bool isBarred = success && result.length == 32 && bytes32(result) == bytes32(uint256(1));
        if (isBarred) revert CaseRegistryAppealForfeited(terms.caseId, partyId);
    }

    function _filed(CaseTerms calldata terms) private view returns (CaseState storage state) {
        bytes32 given = keccak256(abi.encode(terms));
        bytes32 filed = _termsHashes[terms.caseId];
        if (given != filed) revert CaseRegistryBadTerms(terms.caseId, given, filed);
        return _states[terms.caseId];
    }

    function _numberOf(
        bytes32 caseId,
        CaseState storage state,
        bytes32 findingHash
    ) private view returns (uint8 number) {
        bytes32[] storage candidates = _candidates[caseId][state.round];
        for (uint256 i = 0; i < candidates.length; ++i) {
            if (candidates[i] == findingHash) return uint8(i + 1);
        }
        return 0;
    }

    function _requireStatus(CaseState storage state, bytes32 caseId, Status wanted) private view {
        if (state.status != wanted) revert CaseRegistryBadStatus(caseId, state.status);
    }

    function _requireCount(bytes32 caseId, uint256 count, uint256 max) private pure {
        if (count == 0 || count > max) revert CaseRegistryBadCount(caseId, count, max);
    }
}
