// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

import {IRulePackRegistry} from "../interfaces/IRulePackRegistry.sol";

/// @title RulePackRegistry
/// @notice See {IRulePackRegistry}.
contract RulePackRegistry is IRulePackRegistry, AccessManaged {
    using Checkpoints for Checkpoints.Trace208;

    /// @inheritdoc IRulePackRegistry
    uint64 public constant MAX_AHEAD_SECONDS = 400 days;

    uint64 private immutable _noticeSeconds;
    uint64 private immutable _majorNoticeSeconds;

    mapping(bytes32 packId => RulePack) private _packs;
    mapping(bytes32 jurisdiction => bytes32[] packIds) private _inOrder;
    /// @dev Start to position in `_inOrder` plus one.
    mapping(bytes32 jurisdiction => Checkpoints.Trace208) private _starts;

    /// @param authority The AccessManager that says who may register packs.
    /// @param notice Seconds of notice for a change.
    /// @param majorNotice Seconds of notice for a major change.
    constructor(address authority, uint64 notice, uint64 majorNotice) AccessManaged(authority) {
        _noticeSeconds = notice;
        _majorNoticeSeconds = majorNotice;
    }

    /// @inheritdoc IRulePackRegistry
    function registerPack(
        bytes32 packId,
        bytes32 jurisdiction,
        bytes32 packHash,
        uint64 effectiveFrom,
        bool major
    ) external restricted {
        if (packId == bytes32(0) || jurisdiction == bytes32(0) || packHash == bytes32(0)) {
            revert RulePackRegistryZeroValue();
        }
        if (_packs[packId].packHash != bytes32(0)) revert RulePackRegistryPackExists(packId);
        uint64 latest = uint64(block.timestamp) + MAX_AHEAD_SECONDS;
        if (effectiveFrom > latest) revert RulePackRegistryTooFarAhead(effectiveFrom, latest);
        if (_inOrder[jurisdiction].length != 0) _checkChange(jurisdiction, effectiveFrom, major);

        _packs[packId] = RulePack(packHash, jurisdiction, effectiveFrom, uint64(block.timestamp), major);
        _inOrder[jurisdiction].push(packId);
        _starts[jurisdiction].push(uint48(effectiveFrom), uint208(_inOrder[jurisdiction].length));

        emit RulePackRegistered(packId, jurisdiction, packHash, effectiveFrom, major);
    }

    /// @inheritdoc IRulePackRegistry
    function packOf(bytes32 packId) external view returns (RulePack memory pack) {
        pack = _packs[packId];
        if (pack.packHash == bytes32(0)) revert RulePackRegistryUnknownPack(packId);
    }

    /// @inheritdoc IRulePackRegistry
    function packAt(bytes32 jurisdiction, uint64 instant) external view returns (bytes32 packId, bytes32 packHash) {
        uint48 key = instant > type(uint48).max ? type(uint48).max : uint48(instant);
        uint256 position = _starts[jurisdiction].upperLookup(key);
        if (position == 0) revert RulePackRegistryNoPackAt(jurisdiction, instant);

        packId = _inOrder[jurisdiction][position - 1];
        packHash = _packs[packId].packHash;
    }

    /// @inheritdoc IRulePackRegistry
    function noticeSeconds(bool major) public view returns (uint64) {
        return major ? _majorNoticeSeconds : _noticeSeconds;
    }

    function _checkChange(bytes32 jurisdiction, uint64 effectiveFrom, bool major) private view {
        uint64 earliest = uint64(block.timestamp) + noticeSeconds(major);
        if (effectiveFrom < earliest) revert RulePackRegistryNoticeTooShort(effectiveFrom, earliest);
        (, uint48 last, ) = _starts[jurisdiction].latestCheckpoint();
        if (effectiveFrom <= last) revert RulePackRegistryNotAfterLast(jurisdiction, effectiveFrom, last);
    }
}
