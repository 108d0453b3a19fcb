// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEvidenceLog} from "../interfaces/IEvidenceLog.sol";
import {MerkleLog} from "../libraries/MerkleLog.sol";

/// @title Roots of logs, and when they came
abstract contract LogRoots is IEvidenceLog {
    /// @dev Exactly one word, because an anchor reads and writes it. A sealed log has no sender. Seconds fit 32 bits until
    /// the year 2106.
    struct Head {
        uint64 size;
        address sender;
        uint32 anchoredAt;
    }

    /// @dev Stays the first variable: {rootSlot} is part of what a receipt is checked against. The instant is a key, so that
    /// keeping it costs an anchor no word of its own; docs/decisions/contracts-roots-keyed-by-instant.md has the figures.
    mapping(bytes32 logId => mapping(uint64 size => mapping(uint64 anchoredAt => bytes32 root))) private _rootAt;
    mapping(bytes32 logId => Head) internal _heads;

    /// @inheritdoc IEvidenceLog
    function head(bytes32 logId) external view returns (uint64 size, bytes32 root, uint64 anchoredAt) {
        Head storage last = _heads[logId];
        (size, anchoredAt) = (last.size, last.anchoredAt);
        root = _rootAt[logId][size][anchoredAt];
    }

    /// @inheritdoc IEvidenceLog
    function anchorSenderOf(bytes32 logId) external view returns (address) {
        return _heads[logId].sender;
    }

    /// @inheritdoc IEvidenceLog
    function verifyInclusion(
        bytes32 logId,
        uint64 size,
        uint64 anchoredAt,
        uint64 index,
        bytes32 leafHash,
        bytes32[] calldata proof
    ) external view returns (bool) {
        bytes32 root = _rootAt[logId][size][anchoredAt];
        return root != bytes32(0) && MerkleLog.isIncluded(leafHash, index, size, root, proof);
    }

    /// @inheritdoc IEvidenceLog
    function rootSlot(bytes32 logId, uint64 size, uint64 anchoredAt) external pure returns (bytes32) {
        uint256 base;
        assembly ("memory-safe") {
            base := _rootAt.slot
        }
        return keccak256(abi.encode(anchoredAt, keccak256(abi.encode(size, keccak256(abi.encode(logId, base))))));
    }

    /// @inheritdoc IEvidenceLog
    function rootAt(bytes32 logId, uint64 size, uint64 anchoredAt) public view returns (bytes32) {
        return _rootAt[logId][size][anchoredAt];
    }

    /// @dev The caller has checked that size grows and that root extends the last one.
    function _storeRoot(bytes32 logId, Head memory last, uint64 size, bytes32 root) internal {
        _rootAt[logId][size][uint64(block.timestamp)] = root;
        _heads[logId] = Head({size: size, sender: last.sender, anchoredAt: uint32(block.timestamp)});

        emit Anchored(logId, size, root);
    }
}
