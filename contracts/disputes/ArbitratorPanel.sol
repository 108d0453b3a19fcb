// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IArbitrable} from "@kleros/erc-792/contracts/IArbitrable.sol";
import {IArbitrator} from "@kleros/erc-792/contracts/IArbitrator.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IAppealBar} from "../interfaces/IAppealBar.sol";
import {IAppealWaiver} from "../interfaces/IAppealWaiver.sol";
import {IArbitratorPanel} from "../interfaces/IArbitratorPanel.sol";
import {PanelRoster} from "./PanelRoster.sol";
import {PanelVotes} from "./PanelVotes.sol";
import {SeedBonds} from "./SeedBonds.sol";

/// @title ArbitratorPanel
/// @notice See {IArbitratorPanel}.
contract ArbitratorPanel is PanelVotes {
    /// @dev First, reserve and third panel.
    uint8 private constant MAX_ATTEMPTS = 3;
    uint256 private constant MAX_CHOICES = 32;
    uint256 private constant MAX_EXCLUDED = 32;
    uint256 private constant WAIVER_GAS = 100_000;

    uint256 private _disputeCount;

    /// @param authority The AccessManager.
    /// @param parties_ The party registry arbitrators are registered with.
    /// @param config_ Sizes, windows and the cap of the fee.
    constructor(
        address authority,
        address parties_,
        PanelConfig memory config_
    )
        PanelRoster(authority, parties_, config_.maxFeePerVote)
        SeedBonds(config_.seedBond)
        PanelVotes(config_)
        EIP712("Redress ArbitratorPanel", "1")
    {}

    /// @inheritdoc IArbitrator
    function createDispute(
        uint256 choices,
        bytes calldata extraData
    ) external payable nonReentrant returns (uint256 disputeId) {
        if (choices == 0 || choices > MAX_CHOICES) revert ArbitratorPanelBadRequest("choices", choices);
        uint256 cost = arbitrationCost(extraData);
        if (msg.value != cost) revert ArbitratorPanelBadValue(msg.value, cost);
        PanelRequest memory request = _requestIn(extraData);

        disputeId = ++_disputeCount;
        _open(disputeId, choices, request.caseId);
        _takeSeeds(disputeId, request);
        if (request.excluded.length > MAX_EXCLUDED) {
            revert ArbitratorPanelBadRequest("excluded", request.excluded.length);
        }
        _bar(disputeId, request.respondents);
        _bar(disputeId, request.excluded);
        emit DisputeCreation(disputeId, IArbitrable(msg.sender));
    }

    /// @inheritdoc IArbitratorPanel
    function revealSeed(uint256 disputeId, uint256 index, bytes32 seed) external {
        DisputeInfo storage dispute = _inPhase(disputeId, Phase.Seeding);
        _requireDrawable(disputeId, dispute.drawBlock);
        if (dispute.appealed || block.timestamp > dispute.deadlineAt) {
            revert ArbitratorPanelTooLate(disputeId, dispute.deadlineAt, block.timestamp);
        }
        _openSeed(disputeId, dispute.arbitrable, dispute.caseId, index, seed);
    }

    /// @inheritdoc IArbitratorPanel
    function draw(uint256 disputeId) external {
        DisputeInfo storage dispute = _inPhase(disputeId, Phase.Seeding);
        _requireDrawable(disputeId, dispute.drawBlock);
        if (!dispute.appealed) _endSeeding(disputeId, dispute.deadlineAt);

        dispute.entropy = _entropy(disputeId, dispute.caseId, dispute.drawBlock);
        _drawPanel(disputeId, dispute);
    }

    /// @inheritdoc IArbitratorPanel
    function closeRound(uint256 disputeId) external {
        DisputeInfo storage dispute = _inPhase(disputeId, Phase.Voting);
        (uint256 members, uint256 revealed) = _turnout(disputeId, dispute.round);
        if (revealed < members && block.timestamp <= dispute.deadlineAt) {
            revert ArbitratorPanelTooEarly(disputeId, dispute.deadlineAt, block.timestamp);
        }
        uint256 quorum = members / 2 + 1;
        if (revealed < quorum) return _next(disputeId, dispute, revealed, quorum);

        (uint256 winner, uint256 votes) = _plurality(disputeId, dispute);
        dispute.ruling = uint16(winner);
        emit PanelRuled(disputeId, dispute.round, winner, votes);
        if (dispute.appealed) {
            dispute.phase = Phase.Decided;
            return;
        }
        dispute.phase = Phase.Appealable;
        dispute.deadlineAt = uint48(block.timestamp + _appealWindow);
        emit AppealPossible(disputeId, IArbitrable(dispute.arbitrable));
    }

    /// @inheritdoc IArbitrator
    function appeal(uint256 disputeId, bytes calldata extraData) external payable nonReentrant {
        DisputeInfo storage dispute = _inPhase(disputeId, Phase.Appealable);
        if (msg.sender != dispute.arbitrable) revert ArbitratorPanelNotArbitrable(disputeId, msg.sender);
        if (block.timestamp > dispute.deadlineAt) {
            revert ArbitratorPanelTooLate(disputeId, dispute.deadlineAt, block.timestamp);
        }
        uint256 cost = appealCost(disputeId, extraData);
        if (msg.value != cost) revert ArbitratorPanelBadValue(msg.value, cost);

        (, uint256 count) = _drawable(disputeId, dispute);
        if (count == 0) revert ArbitratorPanelNobodyLeft(disputeId);

        (dispute.appealed, dispute.attempt) = (true, 0);
        // A fresh block, so that nobody knows the appeal panel before the appeal; and no seed can be revealed any more.
        (dispute.phase, dispute.drawBlock, dispute.deadlineAt) = (
            Phase.Seeding,
            uint48(block.number),
            uint48(block.timestamp)
        );
        _addToPot(disputeId, msg.value);
        emit AppealDecision(disputeId, IArbitrable(dispute.arbitrable));
    }

    /// @inheritdoc IArbitratorPanel
    function executeRuling(uint256 disputeId) external nonReentrant {
        DisputeInfo storage dispute = _disputes[disputeId];
        if (dispute.phase == Phase.Appealable) _requireNoAppeal(disputeId, dispute);
        else _inPhase(disputeId, Phase.Decided);

        dispute.phase = Phase.Executed;
        _emptyPot(disputeId);
        emit RulingExecuted(disputeId, dispute.ruling);

        IArbitrable(dispute.arbitrable).rule(disputeId, dispute.ruling);
    }

    /// @inheritdoc IArbitratorPanel
    function readRequest(bytes calldata extraData) external pure returns (PanelRequest memory) {
        return abi.decode(extraData, (PanelRequest));
    }

    /// @inheritdoc IArbitratorPanel
    function disputeCount() external view returns (uint256) {
        return _disputeCount;
    }

    /// @inheritdoc IAppealBar
    function appealBarred(uint256 disputeId, bytes32 partyId) external view returns (bool barred) {
        return _known(disputeId).round != 0 && _hides(disputeId, partyId);
    }

    /// @inheritdoc IArbitrator
    function appealPeriod(uint256 disputeId) external view returns (uint256 start, uint256 end) {
        DisputeInfo storage dispute = _disputes[disputeId];
        if (dispute.phase != Phase.Appealable) return (0, 0);
        return (dispute.deadlineAt - _appealWindow, dispute.deadlineAt);
    }

    /// @inheritdoc IArbitrator
    function disputeStatus(uint256 disputeId) external view returns (DisputeStatus status) {
        DisputeInfo storage dispute = _known(disputeId);
        if (dispute.phase < Phase.Appealable) return DisputeStatus.Waiting;
        bool open = dispute.phase == Phase.Appealable && block.timestamp <= dispute.deadlineAt;
        return open ? DisputeStatus.Appealable : DisputeStatus.Solved;
    }

    /// @inheritdoc IArbitrator
    function currentRuling(uint256 disputeId) external view returns (uint256 ruling) {
        return _known(disputeId).ruling;
    }

    /// @inheritdoc IArbitrator
    function arbitrationCost(bytes calldata) public view returns (uint256 cost) {
        return feePerVote() * _firstPanelSize;
    }

    /// @inheritdoc IArbitrator
    function appealCost(uint256 disputeId, bytes calldata) public view returns (uint256 cost) {
        if (_known(disputeId).appealed) revert ArbitratorPanelNoAppeal(disputeId);
        return feePerVote() * _appealPanelSize;
    }

    function _open(uint256 disputeId, uint256 choices, bytes32 caseId) private {
        DisputeInfo storage dispute = _disputes[disputeId];
        dispute.arbitrable = msg.sender;
        dispute.phase = Phase.Seeding;
        dispute.choices = uint16(choices);
        (dispute.drawBlock, dispute.rosterBlock) = (uint48(block.number), uint48(block.number));
        dispute.deadlineAt = uint48(block.timestamp + _seedWindow);
        dispute.caseId = caseId;
        _addToPot(disputeId, msg.value);
    }

    /// @dev What withheld seeds forfeit goes to the panel, on which neither a party nor the platform sits.
    function _endSeeding(uint256 disputeId, uint256 deadlineAt) private {
        uint256 withheld = _hiddenSeeds(disputeId);
        if (withheld == 0) return;
        if (block.timestamp <= deadlineAt) revert ArbitratorPanelTooEarly(disputeId, deadlineAt, block.timestamp);

        _addToPot(disputeId, withheld * _seedBond);
        emit SeedsWithheld(disputeId, withheld, withheld * _seedBond);
    }

    /// @dev Silence never decides: after the third silent panel the ruling is 0.
    function _next(uint256 disputeId, DisputeInfo storage dispute, uint256 votes, uint256 quorum) private {
        emit PanelSilent(disputeId, dispute.round, votes, quorum);
        dispute.attempt += 1;
        if (dispute.attempt < MAX_ATTEMPTS) _drawPanel(disputeId, dispute);
        else (dispute.phase, dispute.ruling) = (Phase.Decided, 0);
    }

    function _drawPanel(uint256 disputeId, DisputeInfo storage dispute) private {
        dispute.round += 1;
        bytes32[] memory members = _pick(disputeId, dispute, dispute.appealed ? _appealPanelSize : _firstPanelSize);
        emit PanelDrawn(disputeId, dispute.round, members);
        if (members.length == 0) {
            (dispute.phase, dispute.ruling) = (Phase.Decided, 0);
            return;
        }
        uint256 window = dispute.attempt + 1 == MAX_ATTEMPTS ? _thirdPanelWindow : _commitWindow;
        _seat(disputeId, dispute, members, window);
    }

    /// @dev The first `count` of the pool are eligible, not barred and not on an earlier panel of the dispute.
    function _drawable(
        uint256 disputeId,
        DisputeInfo storage dispute
    ) private view returns (bytes32[] memory pool, uint256 count) {
        pool = _rosterValues();
        for (uint256 i = 0; i < pool.length; ++i) {
            bool drawable = !_barred[disputeId][pool[i]] && _isEligible(pool[i], dispute.rosterBlock);
            if (drawable) pool[count++] = pool[i];
        }
    }

    /// @dev Draws without replacement.
    function _pick(
        uint256 disputeId,
        DisputeInfo storage dispute,
        uint256 size
    ) private view returns (bytes32[] memory members) {
        (bytes32[] memory pool, uint256 count) = _drawable(disputeId, dispute);
        members = new bytes32[](Math.min(size, count));
        for (uint256 i = 0; i < members.length; ++i) {
            // The bias of the remainder is below 100 / 2^256.
            uint256 j = i + (uint256(keccak256(abi.encode(dispute.entropy, dispute.round, i))) % (count - i));
            (members[i], pool[j]) = (pool[j], pool[i]);
        }
    }

    /// @dev Bounded gas, and a failed or starved call only means waiting for the window to end.
    function _requireNoAppeal(uint256 disputeId, DisputeInfo storage dispute) private view {
        if (block.timestamp > dispute.deadlineAt) return;
        (bool success, bytes memory result) = dispute.arbitrable.staticcall{gas: WAIVER_GAS}(
            abi.encodeCall(IAppealWaiver.appealWaived, (address(this), disputeId))
        );
        bool waived = success && result.length == 32 && bytes32(result) == bytes32(uint256(1));
        if (!waived) revert ArbitratorPanelTooEarly(disputeId, dispute.deadlineAt, block.timestamp);
    }

    /// @dev The decoder gives no reason, so it runs in a call of its own.
    function _requestIn(bytes calldata extraData) private view returns (PanelRequest memory) {
        try this.readRequest(extraData) returns (PanelRequest memory request) {
            return request;
        } catch {
            revert ArbitratorPanelBadExtraData(extraData.length);
        }
    }

    function _requireDrawable(uint256 disputeId, uint256 drawBlock) private view {
        if (block.number <= drawBlock) revert ArbitratorPanelTooEarly(disputeId, drawBlock + 1, block.number);
    }
}
