// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Blockhash} from "@openzeppelin/contracts/utils/Blockhash.sol";

import {SeedBonds} from "./SeedBonds.sol";

/// @title PanelSeeds
/// @notice Seeds of a draw: committed before the dispute, revealed once the draw's block is mined, mixed with its hash.
/// @dev Who makes the block does not know the seeds; who holds a seed can only reveal it or not. So a holder that lacks one honest
/// seed chooses between two draws at most, and raises no member's chance over 2/n; k holders in league choose among 2^k, for a
/// bond and an appeal each.
abstract contract PanelSeeds is SeedBonds {
    bytes32 private constant SEED_TYPEHASH = keccak256(
        "SeedCommitment(address arbitrable,bytes32 caseId,bytes32 partyId,bytes32 commitment)"
    );
    uint256 private constant MAX_WITNESSES = 8;
    uint256 private constant MAX_PARTIES = 16;

    mapping(address arbitrable => mapping(bytes32 caseId => mapping(bytes32 partyId => bytes32))) private _committed;
    mapping(uint256 disputeId => bytes32[]) private _seeds;
    /// @dev Place of a party's seed, from 1. Witnesses are not in it: they have no appeal to lose.
    mapping(uint256 disputeId => mapping(bytes32 partyId => uint256)) private _seedNumbers;
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
        bytes32 before = _committed[arbitrable][caseId][partyId];
        if (before != bytes32(0) && !_isSpent(arbitrable, caseId, before)) {
            revert ArbitratorPanelSeedExists(caseId, partyId);
        }
        if (_isSpent(arbitrable, caseId, commitment)) revert ArbitratorPanelSeedTaken(caseId, commitment);
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

    /// @dev A seed without a bond is left out, and so is one that was used or shown before.
    function _takeSeeds(uint256 disputeId, PanelRequest memory request) internal {
        if (request.witnessSeeds.length > MAX_WITNESSES) {
            revert ArbitratorPanelBadRequest("witnessSeeds", request.witnessSeeds.length);
        }
        if (request.respondents.length > MAX_PARTIES) {
            revert ArbitratorPanelBadRequest("respondents", request.respondents.length);
        }
        _takePartySeed(disputeId, request.caseId, bytes32(0), request.claimantSeed);
        for (uint256 i = 0; i < request.witnessSeeds.length; ++i) {
            _takeSeed(disputeId, request.caseId, request.witnessSeeds[i]);
        }
        for (uint256 i = 0; i < request.respondents.length; ++i) {
            bytes32 partyId = request.respondents[i];
            _takePartySeed(disputeId, request.caseId, partyId, _committed[msg.sender][request.caseId][partyId]);
        }
        _hidden[disputeId] = _seeds[disputeId].length;
    }

    /// @dev XOR, so that the order of reveals is no further choice; the index keeps two equal seeds from cancelling out.
    function _openSeed(uint256 disputeId, address arbitrable, bytes32 caseId, uint256 index, bytes32 seed) internal {
        bytes32[] storage seeds = _seeds[disputeId];
        bytes32 commitment = _commitmentOf(caseId, seed);
        if (index >= seeds.length || seeds[index] != commitment) revert ArbitratorPanelBadSeed(disputeId, index);

        seeds[index] = bytes32(0);
        _returnBond(arbitrable, caseId, commitment);
        _hidden[disputeId] -= 1;
        _mix[disputeId] ^= keccak256(abi.encode(index, seed));
        emit SeedRevealed(disputeId, index, seed);
    }

    function _hiddenSeeds(uint256 disputeId) internal view returns (uint256) {
        return _hidden[disputeId];
    }

    /// @dev Whether the party's seed is not revealed; after the draw that means withheld.
    function _hides(uint256 disputeId, bytes32 partyId) internal view returns (bool) {
        uint256 number = _seedNumbers[disputeId][partyId];
        return number != 0 && _seeds[disputeId][number - 1] != bytes32(0);
    }

    /// @dev The hash is zero after 8191 blocks; the seeds alone then decide, and still nobody can draw twice.
    function _entropy(uint256 disputeId, bytes32 caseId, uint256 drawBlock) internal view returns (bytes32) {
        bytes32 blockHash = Blockhash.blockHash(drawBlock);
        return keccak256(abi.encode(block.chainid, address(this), disputeId, caseId, blockHash, _mix[disputeId]));
    }

    function _takePartySeed(uint256 disputeId, bytes32 caseId, bytes32 partyId, bytes32 commitment) private {
        if (_takeSeed(disputeId, caseId, commitment)) _seedNumbers[disputeId][partyId] = _seeds[disputeId].length;
    }

    function _takeSeed(uint256 disputeId, bytes32 caseId, bytes32 commitment) private returns (bool isTaken) {
        isTaken = _spendBond(msg.sender, caseId, commitment);
        if (isTaken) _seeds[disputeId].push(commitment);
    }
}
