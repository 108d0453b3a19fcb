// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IArbitrable} from "@kleros/erc-792/contracts/IArbitrable.sol";
import {IArbitrator} from "@kleros/erc-792/contracts/IArbitrator.sol";

/// @title HostileArbitrator
/// @notice An arbitrator that does what a test tells it: re-enters, reuses ids, burns gas, asks too much, rules at will.
contract HostileArbitrator is IArbitrator {
    enum Mode {
        Quiet,
        ReuseId,
        BurnGas,
        Reenter
    }

    Mode private _mode;
    uint256 private _cost;
    uint256 private _count;
    address private _target;
    bytes private _payload;

    /// @notice Whether the last re-entry got through.
    bool public reentered;
    /// @notice What the last re-entry was answered.
    bytes public answer;

    /// @notice Sets what it does next; `payload` is called on `target` when it re-enters.
    function plan(Mode mode, uint256 cost, address target, bytes calldata payload) external {
        (_mode, _cost, _target, _payload) = (mode, cost, target, payload);
    }

    /// @notice Rules on an arbitrable, as often and as late as it likes.
    function ruleOn(IArbitrable arbitrable, uint256 disputeId, uint256 ruling) external {
        arbitrable.rule(disputeId, ruling);
    }

    /// @inheritdoc IArbitrator
    function createDispute(uint256, bytes calldata) external payable returns (uint256 disputeId) {
        if (_mode == Mode.BurnGas) _burn();
        if (_mode == Mode.Reenter) (reentered, answer) = _target.call(_payload);
        disputeId = _mode == Mode.ReuseId ? 1 : ++_count;
        emit DisputeCreation(disputeId, IArbitrable(msg.sender));
    }

    /// @inheritdoc IArbitrator
    function appeal(uint256, bytes calldata) external payable {
        if (_mode == Mode.Reenter) (reentered, answer) = _target.call(_payload);
    }

    /// @inheritdoc IArbitrator
    function arbitrationCost(bytes calldata) external view returns (uint256 cost) {
        return _cost;
    }

    /// @inheritdoc IArbitrator
    function appealCost(uint256, bytes calldata) external view returns (uint256 cost) {
        return _cost;
    }

    /// @inheritdoc IArbitrator
    function appealPeriod(uint256) external pure returns (uint256 start, uint256 end) {
        return (0, type(uint256).max);
    }

    /// @inheritdoc IArbitrator
    function disputeStatus(uint256) external pure returns (DisputeStatus status) {
        return DisputeStatus.Appealable;
    }

    /// @inheritdoc IArbitrator
    function currentRuling(uint256) external pure returns (uint256 ruling) {
        return 1;
    }

    function _burn() private view {
        bytes32 waste;
        while (gasleft() > 5000) waste = keccak256(abi.encode(waste));
    }
}
