// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EntryRules} from "../libraries/EntryRules.sol";
import {MerkleLog} from "../libraries/MerkleLog.sol";

/// @title MerkleLogHarness
/// @notice Opens the log libraries to tests.
contract MerkleLogHarness {
    function hashNode(bytes32 left, bytes32 right) external view returns (bytes32) {
        return MerkleLog.hashNode(left, right);
    }

    function isIncluded(
        bytes32 leaf,
        uint256 index,
        uint256 size,
        bytes32 root,
        bytes32[] calldata proof
    ) external view returns (bool) {
        return MerkleLog.isIncluded(leaf, index, size, root, proof);
    }

    function isConsistent(
        uint256 firstSize,
        uint256 secondSize,
        bytes32 firstRoot,
        bytes32 secondRoot,
        bytes32[] calldata proof
    ) external view returns (bool) {
        return MerkleLog.isConsistent(firstSize, secondSize, firstRoot, secondRoot, proof);
    }

    function hashLeaf(bytes calldata data) external pure returns (bytes32) {
        return MerkleLog.hashLeaf(data);
    }

    function publicCommitment(bytes calldata statement) external pure returns (bytes32) {
        return EntryRules.publicCommitment(statement);
    }

    function commitmentOf(bytes calldata entry) external pure returns (bytes32) {
        return EntryRules.commitmentOf(entry);
    }

    function isWellFormed(bytes calldata entry) external pure returns (bool) {
        return EntryRules.isWellFormed(entry);
    }
}
