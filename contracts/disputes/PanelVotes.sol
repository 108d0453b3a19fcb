// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PanelSeeds} from "./PanelSeeds.sol";

/// @title PanelVotes
/// @notice Commitments, reveals and the count of a panel, and the fees it earns.
abstract contract PanelVotes is PanelSeeds {
    struct Turnout {
        uint8 committed;
        uint8 revealed;
    }

    bytes32 private constant COMMITMENT_TYPEHASH = keccak256(
        "VoteCommitment(bytes32 caseId,uint256 disputeId,uint32 round,bytes32 voter,bytes32 commitment)"
    );
    bytes32 private constant VOTE_TYPEHASH = keccak256(
        "Vote(bytes32 caseId,uint256 disputeId,uint32 round,bytes32 voter,uint256 ruling,bytes32 salt)"
    );
    uint8 private constant MAX_PANEL = 15;
    uint32 private constant MAX_WINDOW = 90 days;

    uint8 internal immutable _firstPanelSize;
    uint8 internal immutable _appealPanelSize;
    uint32 internal immutable _seedWindow;
    uint32 internal immutable _commitWindow;
    uint32 internal immutable _revealWindow;
    uint32 internal immutable _thirdPanelWindow;
    uint32 internal immutable _appealWindow;

    mapping(uint256 disputeId => DisputeInfo) internal _disputes;
    /// @dev Parties of the dispute, arbitrators with a conflict, and all who sat on an earlier panel of it.
    mapping(uint256 disputeId => mapping(bytes32 voter => bool)) internal _barred;
    mapping(uint256 disputeId => uint256) private _pots;
    mapping(uint256 disputeId => mapping(uint32 round => bytes32[])) private _panels;
    mapping(uint256 disputeId => mapping(uint32 round => Turnout)) private _turnouts;
    mapping(uint256 disputeId => mapping(uint32 round => mapping(bytes32 voter => Vote))) private _votes;
    mapping(uint256 disputeId => mapping(uint32 round => mapping(uint256 ruling => uint256))) private _tallies;

    constructor(PanelConfig memory config_) {
        _requireSize("firstPanelSize", config_.firstPanelSize, 1);
        _requireSize("appealPanelSize", config_.appealPanelSize, config_.firstPanelSize);
        _requireWindow("seedWindow", config_.seedWindow);
        _requireWindow("commitWindow", config_.commitWindow);
        _requireWindow("revealWindow", config_.revealWindow);
        _requireWindow("thirdPanelWindow", config_.thirdPanelWindow);
        _requireWindow("appealWindow", config_.appealWindow);
        _firstPanelSize = config_.firstPanelSize;
        _appealPanelSize = config_.appealPanelSize;
        _seedWindow = config_.seedWindow;
        _commitWindow = config_.commitWindow;
        _revealWindow = config_.revealWindow;
        _thirdPanelWindow = config_.thirdPanelWindow;
        _appealWindow = config_.appealWindow;
    }

    /// @notice See {IArbitratorPanel-commitVote}.
    function commitVote(
        uint256 disputeId,
        bytes32 voter,
        bytes32 commitment,
        bytes calldata signer,
        bytes calldata signature
    ) external {
        DisputeInfo storage dispute = _inPhase(disputeId, Phase.Voting);
        uint32 round = dispute.round;
        if (block.timestamp >= dispute.revealsFrom) {
            revert ArbitratorPanelTooLate(disputeId, dispute.revealsFrom, block.timestamp);
        }
        Vote storage vote = _drawnVote(disputeId, round, voter);
        if (vote.commitment != bytes32(0) || commitment == bytes32(0)) {
            revert ArbitratorPanelBadVote(disputeId, round, voter);
        }
        bytes32 structHash = keccak256(
            abi.encode(COMMITMENT_TYPEHASH, dispute.caseId, disputeId, round, voter, commitment)
        );
        _requireSigned(voter, _hashTypedDataV4(structHash), signer, signature);

        vote.commitment = commitment;
        emit VoteCommitted(disputeId, round, voter, commitment);
        if (++_turnouts[disputeId][round].committed == _panels[disputeId][round].length) _openReveals(dispute);
    }

    /// @notice See {IArbitratorPanel-revealVote}.
    function revealVote(
        uint256 disputeId,
        bytes32 voter,
        uint256 ruling,
        bytes32 salt,
        bytes calldata signer,
        bytes calldata signature
    ) external {
        DisputeInfo storage dispute = _inPhase(disputeId, Phase.Voting);
        _requireRevealable(disputeId, dispute);
        uint32 round = dispute.round;
        Vote storage vote = _drawnVote(disputeId, round, voter);
        if (vote.revealed || vote.commitment == bytes32(0)) revert ArbitratorPanelBadVote(disputeId, round, voter);
        if (ruling > dispute.choices) revert ArbitratorPanelBadRuling(disputeId, ruling, dispute.choices);
        bytes32 digest = voteDigest(disputeId, round, voter, ruling, salt);
        if (digest != vote.commitment) revert ArbitratorPanelBadReveal(disputeId, digest, vote.commitment);
        _requireSigned(voter, digest, signer, signature);

        (vote.revealed, vote.ruling) = (true, uint16(ruling));
        _tallies[disputeId][round][ruling] += 1;
        _payVote(disputeId, round, voter);
        emit VoteRevealed(disputeId, round, voter, ruling);
    }

    /// @notice See {IArbitratorPanel-config}.
    function config() external view returns (PanelConfig memory) {
        return
            PanelConfig({
                firstPanelSize: _firstPanelSize,
                appealPanelSize: _appealPanelSize,
                seedWindow: _seedWindow,
                commitWindow: _commitWindow,
                revealWindow: _revealWindow,
                thirdPanelWindow: _thirdPanelWindow,
                appealWindow: _appealWindow,
                maxFeePerVote: _maxFeePerVote,
                seedBond: _seedBond
            });
    }

    /// @notice See {IArbitratorPanel-disputeOf}.
    function disputeOf(uint256 disputeId) external view returns (DisputeInfo memory) {
        return _disputes[disputeId];
    }

    /// @notice See {IArbitratorPanel-panelOf}.
    function panelOf(uint256 disputeId, uint32 round) external view returns (bytes32[] memory) {
        return _panels[disputeId][round];
    }

    /// @notice See {IArbitratorPanel-voteOf}.
    function voteOf(uint256 disputeId, uint32 round, bytes32 voter) external view returns (Vote memory) {
        return _votes[disputeId][round][voter];
    }

    /// @notice See {IArbitratorPanel-tallyOf}.
    function tallyOf(uint256 disputeId, uint32 round, uint256 ruling) external view returns (uint256) {
        return _tallies[disputeId][round][ruling];
    }

    /// @notice See {IArbitratorPanel-voteDigest}.
    function voteDigest(
        uint256 disputeId,
        uint32 round,
        bytes32 voter,
        uint256 ruling,
        bytes32 salt
    ) public view returns (bytes32) {
        bytes32 caseId = _disputes[disputeId].caseId;
        return _hashTypedDataV4(keccak256(abi.encode(VOTE_TYPEHASH, caseId, disputeId, round, voter, ruling, salt)));
    }

    function _seat(uint256 disputeId, DisputeInfo storage dispute, bytes32[] memory members, uint256 window) internal {
        uint32 round = dispute.round;
        for (uint256 i = 0; i < members.length; ++i) _votes[disputeId][round][members[i]].drawn = true;
        _panels[disputeId][round] = members;
        _bar(disputeId, members);

        dispute.phase = Phase.Voting;
        dispute.revealsFrom = uint48(block.timestamp + window);
        dispute.deadlineAt = uint48(block.timestamp + window + _revealWindow);
    }

    function _bar(uint256 disputeId, bytes32[] memory voters) internal {
        for (uint256 i = 0; i < voters.length; ++i) _barred[disputeId][voters[i]] = true;
    }

    function _addToPot(uint256 disputeId, uint256 amount) internal {
        if (amount != 0) _pots[disputeId] += amount;
    }

    function _emptyPot(uint256 disputeId) internal {
        uint256 pot = _pots[disputeId];
        if (pot == 0) return;
        _pots[disputeId] = 0;
        _leaveUnearned(pot);
    }

    function _known(uint256 disputeId) internal view returns (DisputeInfo storage dispute) {
        dispute = _disputes[disputeId];
        if (dispute.phase == Phase.None) revert ArbitratorPanelUnknownDispute(disputeId);
    }

    function _inPhase(uint256 disputeId, Phase phase) internal view returns (DisputeInfo storage dispute) {
        dispute = _known(disputeId);
        if (dispute.phase != phase) revert ArbitratorPanelBadPhase(disputeId, dispute.phase);
    }

    function _turnout(uint256 disputeId, uint32 round) internal view returns (uint256 members, uint256 revealed) {
        return (_panels[disputeId][round].length, _turnouts[disputeId][round].revealed);
    }

    /// @dev Most votes win; a tie at the top goes to 1, the proposal.
    function _plurality(
        uint256 disputeId,
        DisputeInfo storage dispute
    ) internal view returns (uint256 winner, uint256 votes) {
        bool tied = false;
        for (uint256 ruling = 0; ruling <= dispute.choices; ++ruling) {
            uint256 count = _tallies[disputeId][dispute.round][ruling];
            if (count > votes) (winner, votes, tied) = (ruling, count, false);
            else if (count == votes && count != 0) tied = true;
        }
        if (tied) winner = 1;
    }

    function _openReveals(DisputeInfo storage dispute) private {
        dispute.revealsFrom = uint48(block.timestamp);
        dispute.deadlineAt = uint48(block.timestamp + _revealWindow);
    }

    /// @dev The pot is shared evenly by the seats of the panel; what silence leaves goes to the next panel.
    function _payVote(uint256 disputeId, uint32 round, bytes32 voter) private {
        uint256 seatsLeft = _panels[disputeId][round].length - _turnouts[disputeId][round].revealed;
        _turnouts[disputeId][round].revealed += 1;
        uint256 pot = _pots[disputeId];
        if (pot == 0) return;
        _pots[disputeId] = pot - pot / seatsLeft;
        _earn(voter, pot / seatsLeft);
    }

    function _requireRevealable(uint256 disputeId, DisputeInfo storage dispute) private view {
        if (block.timestamp < dispute.revealsFrom) {
            revert ArbitratorPanelTooEarly(disputeId, dispute.revealsFrom, block.timestamp);
        }
        if (block.timestamp > dispute.deadlineAt) {
            revert ArbitratorPanelTooLate(disputeId, dispute.deadlineAt, block.timestamp);
        }
    }

    function _drawnVote(uint256 disputeId, uint32 round, bytes32 voter) private view returns (Vote storage vote) {
        vote = _votes[disputeId][round][voter];
        if (!vote.drawn) revert ArbitratorPanelNotDrawn(disputeId, round, voter);
    }

    function _requireSize(bytes32 field, uint8 size, uint8 min) private pure {
        if (size < min || size > MAX_PANEL || size % 2 == 0) revert ArbitratorPanelBadConfig(field, size);
    }

    function _requireWindow(bytes32 field, uint32 window) private pure {
        if (window == 0 || window > MAX_WINDOW) revert ArbitratorPanelBadConfig(field, window);
    }
}
