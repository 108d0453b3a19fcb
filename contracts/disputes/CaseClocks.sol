// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Pausable} from "@openzeppelin/contracts/utils/Pausable.sol";

import {ICaseRegistry} from "../interfaces/ICaseRegistry.sol";

/// @title CaseClocks
/// @notice Deadlines, and the pause that none of them may pass in.
/// @dev A pause ends by itself, and there is at most one in 30 days, so it cannot hold a case for ever.
abstract contract CaseClocks is Pausable, ICaseRegistry {
    uint256 private constant MAX_PAUSE = 7 days;
    uint256 private constant BETWEEN_PAUSES = 30 days;
    uint256 private constant GRACE = 24 hours;
    uint32 private constant MIN_WINDOW = 1 minutes;
    uint32 private constant MAX_WINDOW = 180 days;

    uint48 private _pausedAt;
    uint48 private _unpausedAt;

    /// @inheritdoc ICaseRegistry
    function graceUntil() public view returns (uint256) {
        if (_pausedAt == 0) return 0;
        uint256 longest = _pausedAt + MAX_PAUSE;
        uint256 end = _unpausedAt > _pausedAt ? Math.min(_unpausedAt, longest) : longest;
        return end + GRACE;
    }

    /// @notice Whether a pause is on; it is over after 7 days even when nobody ended it.
    function paused() public view override returns (bool) {
        return super.paused() && block.timestamp < _pausedAt + MAX_PAUSE;
    }

    function _requireNotPaused() internal view override {
        if (paused()) revert CaseRegistryPaused(_pausedAt + MAX_PAUSE);
    }

    function _requirePaused() internal view override {
        if (!paused()) revert CaseRegistryNotPaused();
    }

    function _startPause() internal {
        uint256 allowedAt = _pausedAt == 0 ? 0 : _pausedAt + BETWEEN_PAUSES;
        if (block.timestamp < allowedAt) revert CaseRegistryPausedLately(allowedAt, block.timestamp);
        // First: {paused} still judges a pause nobody ended by its own start.
        _pause();
        _pausedAt = uint48(block.timestamp);
    }

    function _endPause() internal {
        _unpause();
        _unpausedAt = uint48(block.timestamp);
    }

    /// @dev The end of a window as it stands now, a pause considered.
    function _deadline(uint48 deadlineAt) internal view returns (uint256) {
        return Math.max(deadlineAt, graceUntil());
    }

    function _requireOpenUntil(bytes32 caseId, uint48 deadlineAt) internal view {
        uint256 deadline = _deadline(deadlineAt);
        if (block.timestamp > deadline) revert CaseRegistryTooLate(caseId, deadline, block.timestamp);
    }

    function _requirePassed(bytes32 caseId, uint48 deadlineAt) internal view {
        uint256 deadline = _deadline(deadlineAt);
        if (block.timestamp <= deadline) revert CaseRegistryTooEarly(caseId, deadline, block.timestamp);
    }

    function _requireWindow(bytes32 caseId, uint32 window) internal pure {
        if (window < MIN_WINDOW || window > MAX_WINDOW) revert CaseRegistryBadWindow(caseId, window);
    }

    function _after(uint256 window) internal view returns (uint48) {
        return uint48(block.timestamp + window);
    }
}
