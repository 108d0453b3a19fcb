// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

/// @title Parties, their kinds, signers and signed agreements
/// @notice Says who a party is, which keys speak for it and which agreement it signed. Everything else on chain that
/// asks "did this party say so" asks here.
/// @dev A party is named by `partyId`, the keccak256 of its off-chain id string; no name or address of a person is
/// stored. Signers are in ERC-7913 form: 20 bytes for a wallet or an ERC-1271 contract wallet, or the 20-byte
/// address of a verifier contract followed by a key (passkey, P-256, RSA). A verifier sees no state of this registry,
/// so a hostile one can only speak for the party that chose it.
///
/// Powers nobody has: no role can sign for a party, change the kind of a party, alter or erase an agreement hash once
/// given, or remove a party. Suspension stops a party's signatures from being accepted, and never touches its money.
interface IPartyRegistry is IAccessManaged {
    /// @notice What a party does. Its order is part of the ABI; new kinds are appended in a new deployment.
    enum Kind {
        None,
        Platform,
        Merchant,
        Carrier,
        Inspector,
        Arbitrator,
        Consumer,
        Device,
        LogOperator,
        Insurer
    }

    /// @notice A party was registered.
    /// @param partyId Keccak256 of the off-chain id.
    /// @param kind What it does.
    event PartyRegistered(bytes32 indexed partyId, Kind indexed kind);

    /// @notice A party signed an agreement.
    /// @param partyId The party.
    /// @param agreementHash SHA-256 of the signed agreement; zero is never emitted.
    event AgreementRecorded(bytes32 indexed partyId, bytes32 indexed agreementHash);

    /// @notice A signer may now speak for a party.
    /// @param partyId The party.
    /// @param signer ERC-7913 signer.
    event SignerAdded(bytes32 indexed partyId, bytes signer);

    /// @notice A signer no longer speaks for a party.
    /// @param partyId The party.
    /// @param signer ERC-7913 signer.
    event SignerRemoved(bytes32 indexed partyId, bytes signer);

    /// @notice A party was suspended.
    /// @param partyId The party.
    /// @param reasonHash SHA-256 of the reasons given to the party.
    event PartySuspended(bytes32 indexed partyId, bytes32 reasonHash);

    /// @notice A suspension was lifted.
    /// @param partyId The party.
    event PartyUnsuspended(bytes32 indexed partyId);

    /// @notice A party id of zero names nobody.
    error PartyRegistryZeroParty();

    /// @notice `Kind.None` is not a kind a party can have.
    /// @param partyId The party.
    error PartyRegistryNoKind(bytes32 partyId);

    /// @notice The party is registered already; registration is not an update.
    /// @param partyId The party.
    error PartyRegistryPartyExists(bytes32 partyId);

    /// @notice Nobody is registered under this id.
    /// @param partyId The id asked for.
    error PartyRegistryUnknownParty(bytes32 partyId);

    /// @notice The signer is shorter than an address, names the zero address, or is longer than `MAX_SIGNER_BYTES`.
    /// @param signer The bytes given.
    error PartyRegistryBadSigner(bytes signer);

    /// @notice The signer speaks for the party already.
    /// @param partyId The party.
    /// @param signer ERC-7913 signer.
    error PartyRegistrySignerExists(bytes32 partyId, bytes signer);

    /// @notice The signer does not speak for the party.
    /// @param partyId The party.
    /// @param signer ERC-7913 signer.
    error PartyRegistryUnknownSigner(bytes32 partyId, bytes signer);

    /// @notice A party keeps at least one signer.
    /// @param partyId The party.
    error PartyRegistryLastSigner(bytes32 partyId);

    /// @notice An agreement hash of zero says nothing.
    /// @param partyId The party.
    error PartyRegistryZeroAgreement(bytes32 partyId);

    /// @notice A party has an agreement already; another one needs a new party id.
    /// @param partyId The party.
    /// @param agreementHash The agreement on record.
    error PartyRegistryAgreementExists(bytes32 partyId, bytes32 agreementHash);

    /// @notice The party is suspended.
    /// @param partyId The party.
    error PartyRegistrySuspended(bytes32 partyId);

    /// @notice The party is not suspended.
    /// @param partyId The party.
    error PartyRegistryNotSuspended(bytes32 partyId);

    /// @notice The signature is not by that signer over that digest.
    /// @param partyId The party.
    /// @param signer ERC-7913 signer.
    /// @param digest The digest that had to be signed.
    error PartyRegistryBadSignature(bytes32 partyId, bytes signer, bytes32 digest);

    /// @notice Registers a party with its first signer.
    /// @dev Restricted. Emits {PartyRegistered}, {SignerAdded} and, with an agreement, {AgreementRecorded}.
    /// @param partyId Keccak256 of the off-chain id, not zero, not registered.
    /// @param kind Anything but `None`.
    /// @param signer ERC-7913 signer, 20 to `MAX_SIGNER_BYTES` bytes.
    /// @param agreementHash SHA-256 of the agreement it signed, or zero when it signed none.
    function registerParty(bytes32 partyId, Kind kind, bytes calldata signer, bytes32 agreementHash) external;

    /// @notice Records the agreement a party signed after it was registered.
    /// @dev Restricted. A recorded agreement is never replaced. Emits {AgreementRecorded}.
    /// @param partyId A registered party without an agreement.
    /// @param agreementHash SHA-256 of the agreement, not zero.
    function recordAgreement(bytes32 partyId, bytes32 agreementHash) external;

    /// @notice Lets one more key speak for a party.
    /// @dev Restricted. Emits {SignerAdded}.
    /// @param partyId A registered party.
    /// @param signer ERC-7913 signer, 20 to `MAX_SIGNER_BYTES` bytes, not one of the party's.
    function addSigner(bytes32 partyId, bytes calldata signer) external;

    /// @notice Stops a key from speaking for a party, from this block on.
    /// @dev Restricted. Emits {SignerRemoved}.
    /// @param partyId A registered party with more than one signer.
    /// @param signer One of its signers.
    function removeSigner(bytes32 partyId, bytes calldata signer) external;

    /// @notice Stops all signatures of a party from being accepted. Its money stays its own.
    /// @dev Restricted. Emits {PartySuspended}.
    /// @param partyId A registered party, not suspended.
    /// @param reasonHash SHA-256 of the reasons given to the party.
    function suspend(bytes32 partyId, bytes32 reasonHash) external;

    /// @notice Lifts a suspension.
    /// @dev Restricted. Emits {PartyUnsuspended}.
    /// @param partyId A suspended party.
    function unsuspend(bytes32 partyId) external;

    /// @notice The longest signer accepted, in bytes: an address and a 4096-bit RSA key with its exponent, ABI encoded.
    function MAX_SIGNER_BYTES() external view returns (uint256);

    /// @notice The kind of a party; `None` when it is not registered.
    /// @param partyId The party.
    function kindOf(bytes32 partyId) external view returns (Kind);

    /// @notice Whether the party is registered and not suspended.
    /// @param partyId The party.
    function isActive(bytes32 partyId) external view returns (bool);

    /// @notice Whether the key speaks for the party; true also while the party is suspended.
    /// @param partyId The party.
    /// @param signer ERC-7913 signer.
    function isSigner(bytes32 partyId, bytes calldata signer) external view returns (bool);

    /// @notice How many keys speak for the party.
    /// @param partyId The party.
    function signerCountOf(bytes32 partyId) external view returns (uint256);

    /// @notice SHA-256 of the agreement the party signed; zero when it signed none.
    /// @param partyId The party.
    function agreementOf(bytes32 partyId) external view returns (bytes32);

    /// @notice Whether an active party signed the digest with one of its keys.
    /// @dev Answers false for an unknown or suspended party, a foreign signer, and a signature that does not fit. Calls
    /// the signer's contract or verifier by `staticcall`.
    /// @param partyId The party.
    /// @param signer The key said to have signed.
    /// @param digest 32 bytes, an EIP-712 digest of the caller's domain.
    /// @param signature In the form the signer's kind asks for.
    function isValidSignature(
        bytes32 partyId,
        bytes calldata signer,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (bool);

    /// @notice As {isValidSignature}, but reverts with the reason.
    /// @param partyId The party.
    /// @param signer The key said to have signed.
    /// @param digest 32 bytes, an EIP-712 digest of the caller's domain.
    /// @param signature In the form the signer's kind asks for.
    function requireSignature(
        bytes32 partyId,
        bytes calldata signer,
        bytes32 digest,
        bytes calldata signature
    ) external view;
}
