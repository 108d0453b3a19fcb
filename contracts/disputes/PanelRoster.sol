// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";

import {IArbitratorPanel} from "../interfaces/IArbitratorPanel.sol";
import {IPartyRegistry} from "../interfaces/IPartyRegistry.sol";

/// @title PanelRoster
/// @notice Who may be drawn, what a vote costs, and what each arbitrator earned.
abstract contract PanelRoster is IArbitratorPanel, AccessManaged, EIP712, ReentrancyGuardTransient {
    using EnumerableSet for EnumerableSet.Bytes32Set;

    bytes32 private constant FEE_TYPEHASH = keccak256("FeeWithdrawal(bytes32 voter,address to,uint256 nonce)");
    /// @dev Bounds the gas of a draw, which walks the roster.
    uint256 private constant MAX_ROSTER = 100;

    IPartyRegistry internal immutable _parties;
    uint96 internal immutable _maxFeePerVote;

    uint96 private _feePerVote;
    uint256 private _unearned;
    EnumerableSet.Bytes32Set private _roster;
    mapping(bytes32 voter => uint256) private _addedInBlock;
    mapping(bytes32 voter => uint256) private _fees;
    mapping(bytes32 voter => uint256) private _nonces;

    constructor(address authority, address parties_, uint96 maxFeePerVote) AccessManaged(authority) {
        _parties = IPartyRegistry(parties_);
        _maxFeePerVote = maxFeePerVote;
    }

    /// @inheritdoc IArbitratorPanel
    function addArbitrator(bytes32 voter) external restricted {
        bool fits = _parties.isActive(voter) && _parties.kindOf(voter) == IPartyRegistry.Kind.Arbitrator;
        if (!fits || !_roster.add(voter)) revert ArbitratorPanelBadArbitrator(voter);
        if (_roster.length() > MAX_ROSTER) revert ArbitratorPanelRosterFull(MAX_ROSTER);

        _addedInBlock[voter] = block.number;
        emit ArbitratorAdded(voter);
    }

    /// @inheritdoc IArbitratorPanel
    function removeArbitrator(bytes32 voter) external restricted {
        if (!_roster.remove(voter)) revert ArbitratorPanelBadArbitrator(voter);
        emit ArbitratorRemoved(voter);
    }

    /// @inheritdoc IArbitratorPanel
    function setFee(uint96 feePerVote_) external restricted {
        if (feePerVote_ > _maxFeePerVote) revert ArbitratorPanelFeeOverCap(feePerVote_, _maxFeePerVote);
        _feePerVote = feePerVote_;
        emit FeeSet(feePerVote_);
    }

    /// @inheritdoc IArbitratorPanel
    function withdrawFees(
        bytes32 voter,
        address payable to,
        bytes calldata signer,
        bytes calldata signature
    ) external nonReentrant {
        uint256 amount = _fees[voter];
        if (amount == 0) revert ArbitratorPanelNothingDue(voter);
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(FEE_TYPEHASH, voter, to, _nonces[voter])));
        _requireSigned(voter, digest, signer, signature);

        _fees[voter] = 0;
        _nonces[voter] += 1;
        emit FeesWithdrawn(voter, to, amount);

        _send(to, amount);
    }

    /// @inheritdoc IArbitratorPanel
    function sweepUnearned(address payable to) external restricted nonReentrant {
        uint256 amount = _unearned;
        if (amount == 0) revert ArbitratorPanelNothingDue(bytes32(0));

        _unearned = 0;
        emit UnearnedSwept(to, amount);

        _send(to, amount);
    }

    /// @inheritdoc IArbitratorPanel
    function roster() external view returns (bytes32[] memory) {
        return _roster.values();
    }

    /// @inheritdoc IArbitratorPanel
    function feesOf(bytes32 voter) external view returns (uint256) {
        return _fees[voter];
    }

    /// @inheritdoc IArbitratorPanel
    function nonceOf(bytes32 voter) external view returns (uint256) {
        return _nonces[voter];
    }

    /// @inheritdoc IArbitratorPanel
    function feePerVote() public view returns (uint256) {
        return _feePerVote;
    }

    function _earn(bytes32 voter, uint256 amount) internal {
        _fees[voter] += amount;
    }

    function _leaveUnearned(uint256 amount) internal {
        _unearned += amount;
    }

    function _send(address payable to, uint256 amount) internal {
        (bool sent, ) = to.call{value: amount}("");
        if (!sent) revert ArbitratorPanelPaymentFailed(to, amount);
    }

    /// @dev Arbitrators added with or after the dispute are not drawn: nobody may stack a panel that is already due.
    function _isEligible(bytes32 voter, uint256 beforeBlock) internal view returns (bool) {
        return _addedInBlock[voter] < beforeBlock && _parties.isActive(voter);
    }

    function _rosterValues() internal view returns (bytes32[] memory) {
        return _roster.values();
    }

    function _requireSigned(
        bytes32 partyId,
        bytes32 digest,
        bytes calldata signer,
        bytes calldata signature
    ) internal view {
        if (!_parties.isValidSignature(partyId, signer, digest, signature)) {
            revert ArbitratorPanelBadSignature(partyId, signer);
        }
    }
}
