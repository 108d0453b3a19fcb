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
        Limits memory limits_ = _limits;
        if (request.amount > type(uint56).max) revert CompensationFundTooLarge(request.amount);
        uint56 amount = uint56(request.amount);
        bool approved = _useApproval(request);
        if (covered > amount || (covered < amount && !approved)) {
            revert CompensationFundNotCovered(request.caseId, covered, amount);
        }
        if (amount > limits_.single && !approved) {
            revert CompensationFundLimitExceeded(request.caseId, amount, limits_.single);
        }

        if (request.obligors.length != 0) _count(request.obligors[0], amount, limits_.perMerchant, approved);
        _count(bytes32(0), amount, limits_.pool, approved);
        if (request.payee != _settlementAgent) {
            _count(bytes32(uint256(uint160(request.payee))), amount, limits_.perPayee, approved);
        }
    }

    /// @dev An approval in store is used even where none is needed: one approval, one advance.
    function _useApproval(AdvanceRequest calldata request) private returns (bool approved) {
        bytes32 requestHash = keccak256(abi.encode(request));
        address approver = _approvers[requestHash];
        approved = approver != address(0) && approver != msg.sender;
        if (approved) delete _approvers[requestHash];
    }

    function _count(bytes32 key, uint56 amount, uint256 limit, bool approved) private {
        uint256 sum = _usage[key].add(amount);
        if (sum > limit && !approved) revert CompensationFundLimitExceeded(key, sum, limit);
    }
}
