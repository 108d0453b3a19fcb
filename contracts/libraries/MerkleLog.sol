// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Merkle trees of append-only logs
/// @notice Verifies inclusion and consistency proofs of RFC 9162 (SHA-256, leaf prefix 0x00, node prefix 0x01), so that
/// what this chain accepts and what any Certificate Transparency tool accepts is the same.
/// @dev The position and the tree's size fix the length of a proof, which is why an inner node can never pass as a
/// leaf. Indices and sizes count leaves. Nothing here reverts on a bad proof: it answers false.
library MerkleLog {
    /// @notice The SHA-256 precompile did not answer; only a call without enough gas meets this.
    error MerkleLogHashFailed();

    /// @notice Leaf hash of an entry: SHA-256(0x00 ‖ data). RFC 9162 section 2.1.1.
    /// @param data The entry's bytes.
    function hashLeaf(bytes memory data) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x00), data));
    }

    /// @notice Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). RFC 9162 section 2.1.1.
    /// @param left Hash of the left subtree.
    /// @param right Hash of the right subtree.
    function hashNode(bytes32 left, bytes32 right) internal view returns (bytes32 node) {
        bool answered;
        // Runs twenty to forty times an anchor: the buffer past the free pointer is used again instead of allocated.
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            mstore8(buffer, 0x01)
            mstore(add(buffer, 0x01), left)
            mstore(add(buffer, 0x21), right)
            answered := staticcall(gas(), 0x02, buffer, 0x41, 0x00, 0x20)
            node := mload(0x00)
        }
        if (!answered) revert MerkleLogHashFailed();
    }

    /// @notice Whether `leaf` is the leaf at `index` of the tree with this size and root. RFC 9162 section 2.1.3.2.
    /// @param leaf Leaf hash, see {hashLeaf}.
    /// @param index Position, 0 to `size` - 1.
    /// @param size Leaves in the tree.
    /// @param root Root of the tree.
    /// @param proof Audit path from the leaf up; its length is fixed by index and size.
    function isIncluded(
        bytes32 leaf,
        uint256 index,
        uint256 size,
        bytes32 root,
        bytes32[] calldata proof
    ) internal view returns (bool) {
        if (index >= size) return false;

        uint256 last = size - 1;
        bytes32 node = leaf;
        for (uint256 i = 0; i < proof.length; ++i) {
            if (last == 0) return false;
            if (index & 1 == 1 || index == last) {
                node = hashNode(proof[i], node);
                (index, last) = _skipMissingSiblings(index, last);
            } else {
                node = hashNode(node, proof[i]);
            }
            index >>= 1;
            last >>= 1;
        }
        return last == 0 && node == root;
    }

    /// @notice Whether the tree of the second size and root only appends to the first. RFC 9162 section 2.1.4.2.
    /// @dev Nothing can be proved of an empty tree, so a `firstSize` of zero answers false. Equal sizes answer true for
    /// equal roots and an empty proof.
    /// @param firstSize Leaves in the older tree.
    /// @param secondSize Leaves in the newer tree.
    /// @param firstRoot Root of the older tree.
    /// @param secondRoot Root of the newer tree.
    /// @param proof Consistency proof; its length is fixed by the two sizes.
    function isConsistent(
        uint256 firstSize,
        uint256 secondSize,
        bytes32 firstRoot,
        bytes32 secondRoot,
        bytes32[] calldata proof
    ) internal view returns (bool) {
        if (firstSize == 0 || firstSize > secondSize) return false;
        if (firstSize == secondSize) return firstRoot == secondRoot && proof.length == 0;
        if (proof.length == 0) return false;

        (uint256 index, uint256 last) = _skipOnes(firstSize - 1, secondSize - 1);
        // A complete older tree is itself the first node of the path, and the proof leaves it out.
        bool complete = index == 0;
        bytes32 start = complete ? firstRoot : proof[0];
        bytes32 older;
        bytes32 newer;
        (older, newer, last) = _climb(start, index, last, complete ? proof : proof[1:]);
        return last == 0 && older == firstRoot && newer == secondRoot;
    }

    /// @dev Walks a consistency path and hashes both roots on the way. A path that is too long makes `left` non-zero.
    function _climb(
        bytes32 start,
        uint256 index,
        uint256 last,
        bytes32[] calldata path
    ) private view returns (bytes32 older, bytes32 newer, uint256 left) {
        older = start;
        newer = start;
        for (uint256 i = 0; i < path.length; ++i) {
            if (last == 0) return (older, newer, type(uint256).max);
            if (index & 1 == 1 || index == last) {
                older = hashNode(path[i], older);
                newer = hashNode(path[i], newer);
                (index, last) = _skipMissingSiblings(index, last);
            } else {
                newer = hashNode(newer, path[i]);
            }
            index >>= 1;
            last >>= 1;
        }
        return (older, newer, last);
    }

    /// @dev Climbs the right edge past levels where the node has no sibling.
    function _skipMissingSiblings(uint256 index, uint256 last) private pure returns (uint256, uint256) {
        while (index & 1 == 0 && index != 0) {
            index >>= 1;
            last >>= 1;
        }
        return (index, last);
    }

    /// @dev Climbs to the largest complete subtree that ends at `index`.
    function _skipOnes(uint256 index, uint256 last) private pure returns (uint256, uint256) {
        while (index & 1 == 1) {
            index >>= 1;
            last >>= 1;
        }
        return (index, last);
    }
}
