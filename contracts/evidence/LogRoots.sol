// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEvidenceLog} from "../interfaces/IEvidenceLog.sol";
import {MerkleLog} from "../libraries/MerkleLog.sol";

/// @title Roots of logs, and when they came
abstract contract LogRoots is IEvidenceLog {
    /// @dev One word, because an anchor reads and writes it. `closed` repeats that the log is sealed.
    struct Head {
        uint64 size;
        address sender;
        bool closed;
        bool awaitsPredecessor;
    }

    /// @dev Sizes of that many time slots share a word.
    uint256 private constant SLOTS_PER_WORD = 4;
    uint256 private constant SIZE_BITS = 64;

    /// @dev Stays the first variable: {rootSlot} is part of what a receipt is checked against.
    mapping(bytes32 logId => mapping(uint64 size => bytes32 root)) private _rootAt;
    mapping(bytes32 logId => mapping(uint256 word => uint256 sizes)) private _sizesInTime;
    mapping(bytes32 logId => Head) internal _heads;

    uint256 internal immutable _gridSeconds;

    constructor(uint32 gridSeconds) {
        if (gridSeconds == 0) revert EvidenceLogBadNumbers();
        _gridSeconds = gridSeconds;
    }

    /// @inheritdoc IEvidenceLog
    function head(bytes32 logId) external view returns (uint64 size, bytes32 root) {
        size = _heads[logId].size;
        root = _rootAt[logId][size];
    }

    /// @inheritdoc IEvidenceLog
    function anchorSenderOf(bytes32 logId) external view returns (address) {
        return _heads[logId].sender;
    }

    /// @inheritdoc IEvidenceLog
    function verifyInclusion(
        bytes32 logId,
        uint64 size,
        uint64 index,
        bytes32 leafHash,
        bytes32[] calldata proof
    ) external view returns (bool) {
        bytes32 root = _rootAt[logId][size];
        return root != bytes32(0) && MerkleLog.isIncluded(leafHash, index, size, root, proof);
    }

    /// @inheritdoc IEvidenceLog
    function rootSlot(bytes32 logId, uint64 size) external pure returns (bytes32) {
        uint256 base;
        assembly ("memory-safe") {
            base := _rootAt.slot
        }
        return keccak256(abi.encode(size, keccak256(abi.encode(logId, base))));
    }

    /// @inheritdoc IEvidenceLog
    function rootAt(bytes32 logId, uint64 size) public view returns (bytes32) {
        return _rootAt[logId][size];
    }

    /// @inheritdoc IEvidenceLog
    function slotOf(uint64 timestamp) public view returns (uint64) {
        return uint64((uint256(timestamp) + _gridSeconds - 1) / _gridSeconds);
    }

    /// @inheritdoc IEvidenceLog
    function sizeInSlot(bytes32 logId, uint64 timeSlot) public view returns (uint64) {
        return uint64(_sizesInTime[logId][timeSlot / SLOTS_PER_WORD] >> _shift(timeSlot));
    }

    /// @dev The caller has checked that size grows and that root extends the last one.
    function _storeRoot(bytes32 logId, uint64 size, bytes32 root) internal {
        _rootAt[logId][size] = root;
        _heads[logId].size = size;
        _noteTime(logId, size);

        emit Anchored(logId, size, root);
    }

    function _noteTime(bytes32 logId, uint64 size) private {
        uint64 timeSlot = slotOf(uint64(block.timestamp));
        uint256 shift = _shift(timeSlot);
        mapping(uint256 => uint256) storage sizes = _sizesInTime[logId];
        uint256 word = sizes[timeSlot / SLOTS_PER_WORD];
        uint256 others = word & ~(uint256(type(uint64).max) << shift);
        sizes[timeSlot / SLOTS_PER_WORD] = others | (uint256(size) << shift);
    }

    function _shift(uint64 timeSlot) private pure returns (uint256) {
        return (timeSlot % SLOTS_PER_WORD) * SIZE_BITS;
    }
}
