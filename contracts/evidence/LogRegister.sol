// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {IEvidenceLog} from "../interfaces/IEvidenceLog.sol";
import {IPartyRegistry} from "../interfaces/IPartyRegistry.sol";
import {EntryRules} from "../libraries/EntryRules.sol";
import {MerkleLog} from "../libraries/MerkleLog.sol";
import {LogBonds} from "./LogBonds.sol";
import {LogRoots} from "./LogRoots.sol";

/// @title Registration, keys, anchors and rotation of logs
abstract contract LogRegister is LogRoots, LogBonds, EIP712 {
    bytes32 private constant CHECKPOINT_TYPEHASH = keccak256("Checkpoint(bytes32 logId,uint64 size,bytes32 root)");

    IPartyRegistry private immutable _parties;

    mapping(bytes32 logId => mapping(KeyUse use => mapping(address key => uint64 activeAt))) private _keys;

    constructor(IPartyRegistry parties) EIP712("Redress EvidenceLog", "1") {
        if (address(parties) == address(0)) revert EvidenceLogZeroAddress();
        _parties = parties;
    }

    /// @inheritdoc IEvidenceLog
    function registerLog(LogTerms calldata terms) external nonReentrant returns (bytes32 logId) {
        logId = logIdOf(terms.operatorParty, terms.originHash, terms.verifierKeyHash);
        if (_logs[logId].operator != address(0)) revert EvidenceLogExists(logId);
        if (terms.anchorSender == address(0)) revert EvidenceLogZeroAddress();
        if (terms.bondMinor < minimumBondMinor()) revert EvidenceLogBondTooSmall(terms.bondMinor, minimumBondMinor());
        _checkOperatorParty(terms.operatorParty);
        if (terms.predecessor != bytes32(0)) _succeed(terms.predecessor, logId);

        Log storage log = _logs[logId];
        log.operator = msg.sender;
        log.operatorParty = terms.operatorParty;
        log.predecessor = terms.predecessor;
        _heads[logId].sender = terms.anchorSender;

        emit LogRegistered(
            logId,
            terms.operatorParty,
            terms.predecessor,
            msg.sender,
            terms.originHash,
            terms.verifierKeyHash
        );
        emit AnchorSenderChanged(logId, terms.anchorSender);
        _appendKey(logId, KeyUse.Checkpoint, terms.logSigner, uint64(block.timestamp));
        _appendKey(logId, KeyUse.Promise, terms.promiseSigner, uint64(block.timestamp));

        _takeBond(logId, terms.bondMinor);
    }

    /// @inheritdoc IEvidenceLog
    function anchor(
        bytes32 logId,
        uint64 size,
        bytes32 root,
        bytes32[] calldata consistencyProof,
        bytes calldata logSignature
    ) external {
        Head memory last = _checkAnchor(logId, size);
        if (last.size == 0 && _logs[logId].predecessor != bytes32(0)) revert EvidenceLogWrongFirstAnchor(logId);
        bool extends_ =
            last.size == 0
                ? consistencyProof.length == 0
                : MerkleLog.isConsistent(
                    last.size,
                    size,
                    rootAt(logId, last.size, last.anchoredAt),
                    root,
                    consistencyProof
                );
        if (!extends_) revert EvidenceLogInconsistent(logId, last.size, size);
        _checkKey(logId, KeyUse.Checkpoint, checkpointDigest(logId, size, root), logSignature);

        _storeRoot(logId, last, size, root);
    }

    /// @inheritdoc IEvidenceLog
    function anchorSuccessor(
        bytes32 logId,
        uint64 size,
        bytes32 root,
        bytes calldata firstEntry,
        bytes32[] calldata inclusionProof,
        bytes calldata logSignature
    ) external {
        Head memory last = _checkAnchor(logId, size);
        bytes32 predecessor = _logs[logId].predecessor;
        if (last.size != 0 || predecessor == bytes32(0)) revert EvidenceLogWrongFirstAnchor(logId);
        if (EntryRules.commitmentOf(firstEntry) != checkpointCommitment(predecessor)) {
            revert EvidenceLogNotPredecessorCheckpoint(logId, predecessor);
        }
        bytes32 leaf = MerkleLog.hashLeaf(firstEntry);
        if (!MerkleLog.isIncluded(leaf, 0, size, root, inclusionProof)) {
            revert EvidenceLogNotIncluded(logId, size, 0, leaf);
        }
        _checkKey(logId, KeyUse.Checkpoint, checkpointDigest(logId, size, root), logSignature);

        _storeRoot(logId, last, size, root);
    }

    /// @inheritdoc IEvidenceLog
    function sealLog(bytes32 logId) external {
        Log storage log = _operatedLog(logId);
        if (log.sealedAt != 0) revert EvidenceLogSealed(logId);

        log.sealedAt = uint64(block.timestamp);
        _heads[logId].sender = address(0);

        emit LogSealed(logId, _heads[logId].size);
    }

    /// @inheritdoc IEvidenceLog
    function appendKey(bytes32 logId, KeyUse use, address key) external {
        _operatedLog(logId);
        if (_keys[logId][use][key] != 0) revert EvidenceLogKeyExists(logId, use, key);

        _appendKey(logId, use, key, uint64(block.timestamp) + _keyDelaySeconds);
    }

    /// @inheritdoc IEvidenceLog
    function changeAnchorSender(bytes32 logId, address sender) external {
        if (_operatedLog(logId).sealedAt != 0) revert EvidenceLogSealed(logId);
        if (sender == address(0)) revert EvidenceLogZeroAddress();

        _heads[logId].sender = sender;

        emit AnchorSenderChanged(logId, sender);
    }

    /// @inheritdoc IEvidenceLog
    function keyActiveAt(bytes32 logId, KeyUse use, address key) external view returns (uint64) {
        return _keys[logId][use][key];
    }

    /// @inheritdoc IEvidenceLog
    function logIdOf(bytes32 operatorParty, bytes32 originHash, bytes32 verifierKeyHash) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), operatorParty, originHash, verifierKeyHash));
    }

    /// @inheritdoc IEvidenceLog
    function checkpointCommitment(bytes32 logId) public view returns (bytes32) {
        Head memory last = _heads[logId];
        bytes32 root = rootAt(logId, last.size, last.anchoredAt);
        return EntryRules.publicCommitment(abi.encode(logId, last.size, root));
    }

    /// @inheritdoc IEvidenceLog
    function checkpointDigest(bytes32 logId, uint64 size, bytes32 root) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CHECKPOINT_TYPEHASH, logId, size, root)));
    }

    function _checkKey(bytes32 logId, KeyUse use, bytes32 digest, bytes calldata signature) internal view {
        (address key, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
        uint64 activeAt = _keys[logId][use][key];
        if (problem != ECDSA.RecoverError.NoError || activeAt == 0 || activeAt > block.timestamp) {
            revert EvidenceLogBadSignature(logId, use, digest);
        }
    }

    function _appendKey(bytes32 logId, KeyUse use, address key, uint64 activeAt) private {
        if (key == address(0)) revert EvidenceLogZeroAddress();

        _keys[logId][use][key] = activeAt;

        emit KeyAppended(logId, use, key, activeAt);
    }

    function _succeed(bytes32 predecessor, bytes32 logId) private {
        Log storage last = _logs[predecessor];
        bool fit =
            last.operator == msg.sender &&
                last.sealedAt != 0 &&
                last.successor == bytes32(0) &&
                _heads[predecessor].size != 0;
        if (!fit) revert EvidenceLogBadPredecessor(predecessor);

        last.successor = logId;
    }

    function _checkOperatorParty(bytes32 partyId) private view {
        IPartyRegistry.Kind kind = _parties.kindOf(partyId);
        bool operates = kind == IPartyRegistry.Kind.LogOperator || kind == IPartyRegistry.Kind.Platform;
        if (!operates || !_parties.isActive(partyId) || !_parties.isSigner(partyId, abi.encodePacked(msg.sender))) {
            revert EvidenceLogNotOperatorParty(partyId, msg.sender);
        }
    }

    function _checkAnchor(bytes32 logId, uint64 size) private view returns (Head memory last) {
        last = _heads[logId];
        if (last.sender != msg.sender) _refuseSender(logId);
        if (size <= last.size) revert EvidenceLogNotGrowing(logId, last.size, size);
    }

    function _refuseSender(bytes32 logId) private view {
        if (_knownLog(logId).sealedAt != 0) revert EvidenceLogSealed(logId);
        revert EvidenceLogNotAnchorSender(logId, msg.sender);
    }
}
