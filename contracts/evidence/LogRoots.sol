// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEvidenceLog} from "../interfaces/IEvidenceLog.sol";
import {MerkleLog} from "../libraries/MerkleLog.sol";

/// @title Roots of logs, and when they came
abstract contract LogRoots is IEvidenceLog {
    /// @dev Exactly one word, because an anchor reads and writes it. A sealed log has no sender. Slots fit 32 bits until
    /// the year 2106 even on a grid of one second.
    struct Head {
        uint64 size;
        address sender;
        uint32 timeSlot;
    }

    /// @dev Sizes of that many time slots share a word.
    uint256 private constant SLOTS_PER_WORD = 4;
    uint256 private constant SIZE_BITS = 64;

    /// @dev Stays the first variable: {rootSlot} is part of what a receipt is checked against.
    mapping(bytes32 logId => mapping(uint64 size => bytes32 root)) private _rootAt;
    /// @dev Holds ended slots only; the running one is in the head and spares most anchors this word.
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
        Head storage last = _heads[logId];
        if (last.timeSlot == timeSlot) return last.size;

        return uint64(_sizesInTime[logId][timeSlot / SLOTS_PER_WORD] >> _shift(timeSlot));
    }

    /// @dev The caller has checked that size grows and that root extends the last one.
    function _storeRoot(bytes32 logId, Head memory last, uint64 size, bytes32 root) internal {
        uint32 timeSlot = uint32(slotOf(uint64(block.timestamp)));
        _rootAt[logId][size] = root;
        _heads[logId] = Head({size: size, sender: last.sender, timeSlot: timeSlot});
        if (last.timeSlot != timeSlot && last.size != 0) _keepSlot(logId, last);

        emit Anchored(logId, size, root);
    }

    function _keepSlot(bytes32 logId, Head memory last) private {
        uint256 word = last.timeSlot / SLOTS_PER_WORD;
        _sizesInTime[logId][word] |= uint256(last.size) << _shift(last.timeSlot);
    }

    function _shift(uint64 timeSlot) private pure returns (uint256) {
        return (timeSlot % SLOTS_PER_WORD) * SIZE_BITS;
    }
}
