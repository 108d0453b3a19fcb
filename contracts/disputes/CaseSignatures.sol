// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {ICaseRegistry} from "../interfaces/ICaseRegistry.sol";
import {IPartyRegistry} from "../interfaces/IPartyRegistry.sol";

/// @title CaseSignatures
/// @notice Checks what claimant and respondents sign.
/// @dev The party registry is asked for the key, not for an active party: a suspension must not take a party's voice in a case.
abstract contract CaseSignatures is ICaseRegistry, EIP712 {
    bytes32 private constant ACCEPTANCE_TYPEHASH = keccak256(
        "Acceptance(bytes32 caseId,uint32 round,bytes32 findingHash)"
    );
    bytes32 private constant OBJECTION_TYPEHASH = keccak256("Objection(bytes32 caseId,uint32 round)");
    bytes32 private constant APPEAL_TYPEHASH = keccak256(
        "AppealRequest(bytes32 caseId,uint32 round,uint256 disputeId)"
    );
    bytes32 private constant WAIVER_TYPEHASH = keccak256(
        "AppealWaiver(bytes32 caseId,uint32 round,uint256 disputeId,uint256 ruling)"
    );

    IPartyRegistry private immutable _parties;

    constructor(address parties_) EIP712("Redress CaseRegistry", "1") {
        _parties = IPartyRegistry(parties_);
    }

    /// @inheritdoc ICaseRegistry
    function parties() external view returns (address) {
        return address(_parties);
    }

    function _acceptanceDigest(bytes32 caseId, uint32 round, bytes32 findingHash) internal view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(ACCEPTANCE_TYPEHASH, caseId, round, findingHash)));
    }

    function _objectionDigest(bytes32 caseId, uint32 round) internal view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(OBJECTION_TYPEHASH, caseId, round)));
    }

    function _appealDigest(bytes32 caseId, uint32 round, uint256 disputeId) internal view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(APPEAL_TYPEHASH, caseId, round, disputeId)));
    }

    function _waiverDigest(
        bytes32 caseId,
        uint32 round,
        uint256 disputeId,
        uint256 ruling
    ) internal view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(WAIVER_TYPEHASH, caseId, round, disputeId, ruling)));
    }

    function _requireActive(bytes32 caseId, bytes32 partyId) internal view {
        if (!_parties.isActive(partyId)) revert CaseRegistryBadRespondent(caseId, partyId);
    }

    /// @dev The claimant's comes first, then the respondents' in the order of the terms.
    function _requireAll(CaseTerms calldata terms, bytes32 digest, PartySignature[] calldata signatures) internal view {
        uint256 count = terms.respondents.length + 1;
        if (signatures.length != count) revert CaseRegistryBadCount(terms.caseId, signatures.length, count);

        for (uint256 i = 0; i < count; ++i) {
            bytes32 partyId = i == 0 ? bytes32(0) : terms.respondents[i - 1];
            if (signatures[i].partyId != partyId) revert CaseRegistryBadSignature(terms.caseId, partyId);
            _requireSignature(terms, digest, signatures[i]);
        }
    }

    /// @dev Any one of claimant and respondents.
    function _requireOne(CaseTerms calldata terms, bytes32 digest, PartySignature calldata signature) internal view {
        bool isParty = signature.partyId == bytes32(0);
        for (uint256 i = 0; i < terms.respondents.length && !isParty; ++i) {
            isParty = terms.respondents[i] == signature.partyId;
        }
        if (!isParty) revert CaseRegistryBadSignature(terms.caseId, signature.partyId);
        _requireSignature(terms, digest, signature);
    }

    function _requireSignature(
        CaseTerms calldata terms,
        bytes32 digest,
        PartySignature calldata signature
    ) private view {
        bool speaks =
            signature.partyId == bytes32(0)
                ? keccak256(signature.signer) == keccak256(terms.claimantSigner)
                : _parties.isSigner(signature.partyId, signature.signer);
        if (!speaks || !SignatureChecker.isValidSignatureNow(signature.signer, digest, signature.signature)) {
            revert CaseRegistryBadSignature(terms.caseId, signature.partyId);
        }
    }
}
