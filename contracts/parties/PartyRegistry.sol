// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IPartyRegistry} from "../interfaces/IPartyRegistry.sol";

/// @title PartyRegistry
/// @notice See {IPartyRegistry}.
contract PartyRegistry is IPartyRegistry, AccessManaged {
    struct Party {
        Kind kind;
        bool suspended;
        uint32 signerCount;
        bytes32 agreementHash;
    }

    /// @inheritdoc IPartyRegistry
    uint256 public constant MAX_SIGNER_BYTES = 1024;

    mapping(bytes32 partyId => Party) private _parties;
    mapping(bytes32 partyId => mapping(bytes32 signerHash => bool)) private _signers;

    /// @param authority The AccessManager that says who may register, suspend and change signers.
    constructor(address authority) AccessManaged(authority) {}

    /// @inheritdoc IPartyRegistry
    function registerParty(
        bytes32 partyId,
        Kind kind,
        bytes calldata signer,
        bytes32 agreementHash
    ) external restricted {
        if (partyId == bytes32(0)) revert PartyRegistryZeroParty();
        if (kind == Kind.None) revert PartyRegistryNoKind(partyId);
        if (_parties[partyId].kind != Kind.None) revert PartyRegistryPartyExists(partyId);

        _parties[partyId].kind = kind;
        emit PartyRegistered(partyId, kind);

        _addSigner(partyId, signer);
        if (agreementHash != bytes32(0)) _recordAgreement(partyId, agreementHash);
    }

    /// @inheritdoc IPartyRegistry
    function recordAgreement(bytes32 partyId, bytes32 agreementHash) external restricted {
        Party storage party = _known(partyId);
        if (agreementHash == bytes32(0)) revert PartyRegistryZeroAgreement(partyId);
        if (party.agreementHash != bytes32(0)) revert PartyRegistryAgreementExists(partyId, party.agreementHash);

        _recordAgreement(partyId, agreementHash);
    }

    /// @inheritdoc IPartyRegistry
    function addSigner(bytes32 partyId, bytes calldata signer) external restricted {
        _known(partyId);
        if (isSigner(partyId, signer)) revert PartyRegistrySignerExists(partyId, signer);

        _addSigner(partyId, signer);
    }

    /// @inheritdoc IPartyRegistry
    function removeSigner(bytes32 partyId, bytes calldata signer) external restricted {
        Party storage party = _known(partyId);
        if (!isSigner(partyId, signer)) revert PartyRegistryUnknownSigner(partyId, signer);
        if (party.signerCount == 1) revert PartyRegistryLastSigner(partyId);

        party.signerCount -= 1;
        delete _signers[partyId][keccak256(signer)];

        emit SignerRemoved(partyId, signer);
    }

    /// @inheritdoc IPartyRegistry
    function suspend(bytes32 partyId, bytes32 reasonHash) external restricted {
        Party storage party = _known(partyId);
        if (party.suspended) revert PartyRegistrySuspended(partyId);

        party.suspended = true;

        emit PartySuspended(partyId, reasonHash);
    }

    /// @inheritdoc IPartyRegistry
    function unsuspend(bytes32 partyId) external restricted {
        Party storage party = _known(partyId);
        if (!party.suspended) revert PartyRegistryNotSuspended(partyId);

        party.suspended = false;

        emit PartyUnsuspended(partyId);
    }

    /// @inheritdoc IPartyRegistry
    function kindOf(bytes32 partyId) external view returns (Kind) {
        return _parties[partyId].kind;
    }

    /// @inheritdoc IPartyRegistry
    function signerCountOf(bytes32 partyId) external view returns (uint256) {
        return _parties[partyId].signerCount;
    }

    /// @inheritdoc IPartyRegistry
    function agreementOf(bytes32 partyId) external view returns (bytes32) {
        return _parties[partyId].agreementHash;
    }

    /// @inheritdoc IPartyRegistry
    function requireSignature(
        bytes32 partyId,
        bytes calldata signer,
        bytes32 digest,
        bytes calldata signature
    ) external view {
        if (_known(partyId).suspended) revert PartyRegistrySuspended(partyId);
        if (!isSigner(partyId, signer)) revert PartyRegistryUnknownSigner(partyId, signer);
        if (!SignatureChecker.isValidSignatureNow(signer, digest, signature)) {
            revert PartyRegistryBadSignature(partyId, signer, digest);
        }
    }

    /// @inheritdoc IPartyRegistry
    function isValidSignature(
        bytes32 partyId,
        bytes calldata signer,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (bool) {
        return
            isActive(partyId) &&
            isSigner(partyId, signer) &&
            SignatureChecker.isValidSignatureNow(signer, digest, signature);
    }

    /// @inheritdoc IPartyRegistry
    function isActive(bytes32 partyId) public view returns (bool) {
        Party storage party = _parties[partyId];
        return party.kind != Kind.None && !party.suspended;
    }

    /// @inheritdoc IPartyRegistry
    function isSigner(bytes32 partyId, bytes calldata signer) public view returns (bool) {
        return _signers[partyId][keccak256(signer)];
    }

    function _addSigner(bytes32 partyId, bytes calldata signer) private {
        if (signer.length < 20 || signer.length > MAX_SIGNER_BYTES || bytes20(signer) == bytes20(0)) {
            revert PartyRegistryBadSigner(signer);
        }

        _parties[partyId].signerCount += 1;
        _signers[partyId][keccak256(signer)] = true;

        emit SignerAdded(partyId, signer);
    }

    function _recordAgreement(bytes32 partyId, bytes32 agreementHash) private {
        _parties[partyId].agreementHash = agreementHash;

        emit AgreementRecorded(partyId, agreementHash);
    }

    function _known(bytes32 partyId) private view returns (Party storage party) {
        party = _parties[partyId];
        if (party.kind == Kind.None) revert PartyRegistryUnknownParty(partyId);
    }
}
