// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";

import {PanelRoster} from "./PanelRoster.sol";

/// @title PanelSeeds
/// @notice Seeds of a draw: committed before the dispute, revealed once the draw's block is mined, mixed with its hash.
/// @dev Who makes the block does not know the seeds; who holds a seed can only reveal it or not. So whoever lacks one honest
/// seed chooses between two draws at most, and raises no member's chance over 2/n.
abstract contract PanelSeeds is PanelRoster {
    bytes32 private constant SEED_TYPEHASH = keccak256(
        "SeedCommitment(address arbitrable,bytes32 caseId,bytes32 partyId,bytes32 commitment)"
    );
    uint256 private constant MAX_FILED_SEEDS = 8;
    uint256 private constant MAX_PARTIES = 16;

    mapping(address arbitrable => mapping(bytes32 caseId => mapping(bytes32 partyId => bytes32))) private _committed;
    mapping(uint256 disputeId => bytes32[]) private _seeds;
    mapping(uint256 disputeId => uint256) private _hidden;
    mapping(uint256 disputeId => bytes32) private _mix;

    /// @notice See {IArbitratorPanel-commitSeed}.
    function commitSeed(
        address arbitrable,
        bytes32 caseId,
        bytes32 partyId,
        bytes32 commitment,
        bytes calldata signer,
        bytes calldata signature
    ) external {
        if (commitment == bytes32(0)) revert ArbitratorPanelBadRequest("commitment", 0);
        if (_committed[arbitrable][caseId][partyId] != bytes32(0)) {
            revert ArbitratorPanelSeedExists(caseId, partyId);
        }
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(SEED_TYPEHASH, arbitrable, caseId, partyId, commitment))
        );
        _requireSigned(partyId, digest, signer, signature);

        _committed[arbitrable][caseId][partyId] = commitment;
        emit SeedCommitted(arbitrable, caseId, partyId, commitment);
    }

    /// @notice See {IArbitratorPanel-seedsOf}.
    function seedsOf(uint256 disputeId) external view returns (bytes32[] memory) {
        return _seeds[disputeId];
    }

    function _takeSeeds(uint256 disputeId, PanelRequest memory request) internal {
        if (request.seedCommitments.length > MAX_FILED_SEEDS) {
            revert ArbitratorPanelBadRequest("seedCommitments", request.seedCommitments.length);
        }
        if (request.respondents.length > MAX_PARTIES) {
            revert ArbitratorPanelBadRequest("respondents", request.respondents.length);
        }
        bytes32[] storage seeds = _seeds[disputeId];
        for (uint256 i = 0; i < request.seedCommitments.length; ++i) {
            if (request.seedCommitments[i] == bytes32(0)) revert ArbitratorPanelBadRequest("seedCommitments", i);
            seeds.push(request.seedCommitments[i]);
        }
        for (uint256 i = 0; i < request.respondents.length; ++i) {
            bytes32 commitment = _committed[msg.sender][request.caseId][request.respondents[i]];
            if (commitment != bytes32(0)) seeds.push(commitment);
        }
        _hidden[disputeId] = seeds.length;
    }

    /// @dev XOR, so that the order of reveals is no further choice; the index keeps two equal seeds from cancelling out.
    function _openSeed(uint256 disputeId, bytes32 caseId, uint256 index, bytes32 seed) internal {
        bytes32[] storage seeds = _seeds[disputeId];
        bool fits = index < seeds.length && seeds[index] == keccak256(abi.encode(caseId, seed));
        if (!fits) revert ArbitratorPanelBadSeed(disputeId, index);

        seeds[index] = bytes32(0);
        _hidden[disputeId] -= 1;
        _mix[disputeId] ^= keccak256(abi.encode(index, seed));
        emit SeedRevealed(disputeId, index, seed);
    }

    function _allSeedsOpen(uint256 disputeId) internal view returns (bool) {
        return _hidden[disputeId] == 0;
    }

    /// @dev The hash is zero after 8191 blocks; the seeds alone then decide, and still nobody can draw twice.
    function _entropy(uint256 disputeId, bytes32 caseId, uint256 drawBlock) internal view returns (bytes32) {
        bytes32 blockHash = Blockhash.blockHash(drawBlock);
        return keccak256(abi.encode(block.chainid, address(this), disputeId, caseId, blockHash, _mix[disputeId]));
    }
}
