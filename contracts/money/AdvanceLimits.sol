// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICompensationFund} from "../interfaces/ICompensationFund.sol";
import {RollingLimit} from "./RollingLimit.sol";

/// @title AdvanceLimits
/// @notice Keeps advances within limits over 24 hours, and asks for a second person beyond them.
abstract contract AdvanceLimits is ICompensationFund {
    using RollingLimit for RollingLimit.Usage;

    address private immutable _settlementAgent;

    Limits private _limits;
    mapping(bytes32 key => RollingLimit.Usage) private _usage;
    mapping(bytes32 requestHash => address) private _approvers;

    constructor(address settlementAgent_, Limits memory limits_) {
        _settlementAgent = settlementAgent_;
        _setLimits(limits_);
    }

    /// @inheritdoc ICompensationFund
    function settlementAgent() external view returns (address) {
        return _settlementAgent;
    }

    /// @inheritdoc ICompensationFund
    function limits() external view returns (Limits memory) {
        return _limits;
    }

    /// @inheritdoc ICompensationFund
    function approverOf(bytes32 requestHash) external view returns (address) {
        return _approvers[requestHash];
    }

    /// @inheritdoc ICompensationFund
    function usedOf(bytes32 key) external view returns (uint256) {
        return _usage[key].used();
    }

    function _setLimits(Limits memory limits_) internal {
        _limits = limits_;
        emit LimitsSet(limits_);
    }

    function _approve(bytes32 requestHash) internal {
        _approvers[requestHash] = msg.sender;
        emit AdvanceApproved(requestHash, msg.sender);
    }

    /// @dev Counts the advance against every limit; what passes one, or is not fully covered, needs the approval of somebody
    /// else than the sender.
    function _countAdvance(AdvanceRequest calldata request, uint256 covered) internal {
        if (request.amount > type(uint56).max) revert CompensationFundTooLarge(request.amount);
        uint56 amount = uint56(request.amount);
        if (covered > amount || (covered < amount && !_isApproved(request))) {
            revert CompensationFundNotCovered(request.caseId, covered, amount);
        }
        Limits memory limits_ = _limits;
        bool within = _within(request, request.caseId, amount, limits_.single);
        if (request.obligors.length != 0) {
            within = _count(request, request.obligors[0], amount, limits_.perMerchant) && within;
        }
        within = _count(request, bytes32(0), amount, limits_.pool) && within;
        if (request.payee != _settlementAgent) {
            within = _count(request, bytes32(uint256(uint160(request.payee))), amount, limits_.perPayee) && within;
        }

        if (!within || covered < amount) delete _approvers[keccak256(abi.encode(request))];
    }

    function _count(
        AdvanceRequest calldata request,
        bytes32 key,
        uint56 amount,
        uint256 limit
    ) private returns (bool within) {
        RollingLimit.Usage memory usage = _usage[key].add(amount);
        _usage[key] = usage;
        return _within(request, key, usage.used(), limit);
    }

    function _within(
        AdvanceRequest calldata request,
        bytes32 key,
        uint256 sum,
        uint256 limit
    ) private view returns (bool within) {
        within = sum <= limit;
        if (!within && !_isApproved(request)) revert CompensationFundLimitExceeded(key, sum, limit);
    }

    function _isApproved(AdvanceRequest calldata request) private view returns (bool) {
        address approver = _approvers[keccak256(abi.encode(request))];
        return approver != address(0) && approver != msg.sender;
    }
}
