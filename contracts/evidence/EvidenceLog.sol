// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

import {IEvidenceLog} from "../interfaces/IEvidenceLog.sol";
import {IPartyRegistry} from "../interfaces/IPartyRegistry.sol";
import {EntryRules} from "../libraries/EntryRules.sol";
import {MerkleLog} from "../libraries/MerkleLog.sol";
import {LogBonds} from "./LogBonds.sol";
import {LogRegister} from "./LogRegister.sol";

/// @title EvidenceLog
/// @notice See {IEvidenceLog}. Roots are in {LogRoots}, registration and anchors in {LogRegister}, money in {LogBonds};
/// this file holds what becomes of broken promises, refused entries and forks.
contract EvidenceLog is LogRegister {
    bytes32 private constant PROMISE_TYPEHASH = keccak256("Promise(bytes32 logId,bytes32 leafHash,uint64 promisedBy)");
    bytes32 private constant BULK_PROMISE_TYPEHASH = keccak256(
        "BulkPromise(bytes32 logId,bytes32 root,uint64 count,uint64 promisedBy)"
    );
    uint256 private constant MAX_ENTRY_BYTES = 4_096;
    uint256 private constant MAX_CID_BYTES = 128;

    mapping(bytes32 challengeId => Challenge) private _challenges;
    mapping(bytes32 promiseHash => bool) private _slashedFor;
    mapping(bytes32 requestId => Request) private _requests;

    /// @param parties Who is an operator.
    /// @param bondToken Token of the bonds.
    /// @param fund Receives the larger part of what is slashed.
    /// @param fixedNumbers See {IEvidenceLog-Numbers}.
    constructor(
        IPartyRegistry parties,
        IERC20 bondToken,
        address fund,
        Numbers memory fixedNumbers
    ) LogBonds(bondToken, fund, fixedNumbers) LogRegister(parties) {}

    /// @inheritdoc IEvidenceLog
    function challenge(
        Promise calldata promise_,
        bytes calldata signature
    ) external payable returns (bytes32 challengeId) {
        bytes32 promiseHash = promiseDigest(promise_);
        _checkKey(promise_.logId, KeyUse.Promise, promiseHash, signature);
        return _challenge(promise_.logId, promise_.leafHash, promise_.promisedBy, promiseHash);
    }

    /// @inheritdoc IEvidenceLog
    function challengeBulk(
        BulkPromise calldata promise_,
        BulkItem calldata item,
        bytes calldata signature
    ) external payable returns (bytes32 challengeId) {
        bytes32 promiseHash = bulkPromiseDigest(promise_);
        _checkKey(promise_.logId, KeyUse.Promise, promiseHash, signature);
        bytes32 leaf = MerkleLog.hashLeaf(abi.encodePacked(item.leafHash));
        if (!MerkleLog.isIncluded(leaf, item.index, promise_.count, promise_.root, item.proof)) {
            revert EvidenceLogNotInBulk(promise_.root, item.leafHash, item.index);
        }
        return _challenge(promise_.logId, item.leafHash, promise_.promisedBy, promiseHash);
    }

    /// @inheritdoc IEvidenceLog
    function answer(bytes32 challengeId, Place calldata place) external {
        Challenge storage open = _openChallenge(challengeId);
        if (block.timestamp > open.closesAt) revert EvidenceLogWindowClosed(challengeId, open.closesAt);
        _checkPlace(open.logId, open.leafHash, place);

        Log storage log = _logs[open.logId];
        bool kept = place.anchoredAt <= open.promisedBy;
        open.status = kept ? ChallengeStatus.Kept : ChallengeStatus.Late;
        log.openCount -= 1;
        if (!kept) log.lateCount += 1;
        _creditWei(kept ? log.operator : open.challenger, _challengeDepositWei);

        emit ChallengeClosed(challengeId, open.logId, open.status);
    }

    /// @inheritdoc IEvidenceLog
    function settle(bytes32 challengeId) external {
        Challenge storage open = _openChallenge(challengeId);
        if (block.timestamp <= open.closesAt) revert EvidenceLogWindowOpen(challengeId, open.closesAt);

        Log storage log = _logs[open.logId];
        open.status = ChallengeStatus.Overdue;
        log.openCount -= 1;
        log.overdueCount += 1;
        _creditWei(open.challenger, _challengeDepositWei);

        emit ChallengeClosed(challengeId, open.logId, ChallengeStatus.Overdue);

        if (_slashedFor[open.promiseHash]) return;
        _slashedFor[open.promiseHash] = true;
        _slash(open.logId, open.challenger, _bountyMinor);
    }

    /// @inheritdoc IEvidenceLog
    function requestInclusion(bytes32 logId, bytes calldata entry) external payable returns (bytes32 requestId) {
        if (entry.length == 0 || entry.length > MAX_ENTRY_BYTES) {
            revert EvidenceLogEntryLength(entry.length, MAX_ENTRY_BYTES);
        }
        bytes32 leafHash = MerkleLog.hashLeaf(entry);
        uint64 closesAt;
        (requestId, closesAt) = _request(logId, leafHash);

        emit InclusionRequested(requestId, logId, leafHash, msg.sender, closesAt, entry);
    }

    /// @inheritdoc IEvidenceLog
    function requestInclusionByCid(
        bytes32 logId,
        bytes32 leafHash,
        bytes calldata cid
    ) external payable returns (bytes32 requestId) {
        if (cid.length == 0 || cid.length > MAX_CID_BYTES) revert EvidenceLogEntryLength(cid.length, MAX_CID_BYTES);
        uint64 closesAt;
        (requestId, closesAt) = _request(logId, leafHash);

        emit InclusionRequestedByCid(requestId, logId, leafHash, msg.sender, closesAt, cid);
    }

    /// @inheritdoc IEvidenceLog
    function proveInclusion(bytes32 requestId, Place calldata place) external {
        Request storage open = _openRequest(requestId);
        _checkPlace(open.logId, open.leafHash, place);

        _closeRequest(requestId, RequestStatus.Included, open.requester);
    }

    /// @inheritdoc IEvidenceLog
    function rejectMalformed(bytes32 requestId, bytes calldata entry) external {
        Request storage open = _openRequest(requestId);
        if (MerkleLog.hashLeaf(entry) != open.leafHash) revert EvidenceLogWrongEntry(requestId, open.leafHash);
        if (EntryRules.isWellFormed(entry)) revert EvidenceLogWellFormed(requestId);

        _closeRequest(requestId, RequestStatus.Malformed, _logs[open.logId].operator);
    }

    /// @inheritdoc IEvidenceLog
    function expireRequest(bytes32 requestId) external {
        Request storage open = _openRequest(requestId);
        if (block.timestamp <= open.closesAt) revert EvidenceLogWindowOpen(requestId, open.closesAt);

        _logs[open.logId].refusedCount += 1;
        _closeRequest(requestId, RequestStatus.Refused, open.requester);
    }

    /// @inheritdoc IEvidenceLog
    function reportFork(bytes32 logId, SignedCheckpoint calldata first, SignedCheckpoint calldata second) external {
        if (first.size != second.size || first.root == second.root) revert EvidenceLogNoFork(logId, first.size);
        _checkCheckpoint(logId, first);
        _checkCheckpoint(logId, second);

        _markForked(logId, first.size, first.root, second.root);
    }

    /// @inheritdoc IEvidenceLog
    function reportForkOfAnchor(bytes32 logId, uint64 anchoredAt, SignedCheckpoint calldata checkpoint) external {
        bytes32 anchored = rootAt(logId, checkpoint.size, anchoredAt);
        if (anchored == bytes32(0)) revert EvidenceLogNoRoot(logId, checkpoint.size, anchoredAt);
        if (anchored == checkpoint.root) revert EvidenceLogNoFork(logId, checkpoint.size);
        _checkCheckpoint(logId, checkpoint);

        _markForked(logId, checkpoint.size, anchored, checkpoint.root);
    }

    /// @inheritdoc IEvidenceLog
    function challengeOf(bytes32 challengeId) external view returns (Challenge memory) {
        return _challenges[challengeId];
    }

    /// @inheritdoc IEvidenceLog
    function requestOf(bytes32 requestId) external view returns (Request memory) {
        return _requests[requestId];
    }

    /// @inheritdoc IEvidenceLog
    function promiseDigest(Promise calldata promise_) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(PROMISE_TYPEHASH, promise_)));
    }

    /// @inheritdoc IEvidenceLog
    function bulkPromiseDigest(BulkPromise calldata promise_) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(BULK_PROMISE_TYPEHASH, promise_)));
    }

    /// @inheritdoc IEvidenceLog
    function challengeIdOf(bytes32 promiseHash, bytes32 leafHash) public pure returns (bytes32) {
        return keccak256(abi.encode(promiseHash, leafHash));
    }

    /// @inheritdoc IEvidenceLog
    function requestIdOf(bytes32 logId, bytes32 leafHash) public pure returns (bytes32) {
        return keccak256(abi.encode(logId, leafHash));
    }

    function _challenge(
        bytes32 logId,
        bytes32 leafHash,
        uint64 promisedBy,
        bytes32 promiseHash
    ) private returns (bytes32 challengeId) {
        _checkDeposit(_challengeDepositWei);
        Log storage log = _logs[logId];
        challengeId = challengeIdOf(promiseHash, leafHash);
        if (block.timestamp <= promisedBy) revert EvidenceLogNotDue(promisedBy);
        if (log.bondReleased) revert EvidenceLogBondGone(logId);
        if (log.sealedAt != 0 && promisedBy > log.sealedAt + _maxPromiseSeconds) {
            revert EvidenceLogPromiseAfterSeal(logId, promisedBy);
        }
        if (_challenges[challengeId].status != ChallengeStatus.None) revert EvidenceLogChallenged(challengeId);

        uint64 closesAt = uint64(block.timestamp) + _challengeWindowSeconds;
        _challenges[challengeId] = Challenge({
            challenger: msg.sender,
            closesAt: closesAt,
            status: ChallengeStatus.Open,
            logId: logId,
            leafHash: leafHash,
            promisedBy: promisedBy,
            promiseHash: promiseHash
        });
        log.openCount += 1;

        emit PromiseChallenged(challengeId, logId, leafHash, msg.sender, promisedBy, closesAt);
    }

    function _request(bytes32 logId, bytes32 leafHash) private returns (bytes32 requestId, uint64 closesAt) {
        _checkDeposit(_requestDepositWei);
        if (_knownLog(logId).sealedAt != 0) revert EvidenceLogSealed(logId);
        requestId = requestIdOf(logId, leafHash);
        if (_requests[requestId].status != RequestStatus.None) revert EvidenceLogRequested(requestId);

        closesAt = uint64(block.timestamp) + _requestWindowSeconds;
        _requests[requestId] = Request({
            requester: msg.sender,
            closesAt: closesAt,
            status: RequestStatus.Open,
            logId: logId,
            leafHash: leafHash
        });
    }

    function _closeRequest(bytes32 requestId, RequestStatus status, address depositTo) private {
        Request storage request = _requests[requestId];
        request.status = status;
        _creditWei(depositTo, _requestDepositWei);

        emit RequestClosed(requestId, request.logId, status);
    }

    function _markForked(bytes32 logId, uint64 size, bytes32 rootA, bytes32 rootB) private {
        Log storage log = _logs[logId];
        if (log.forked) revert EvidenceLogForked(logId);

        log.forked = true;

        emit ForkReported(logId, msg.sender, size, rootA, rootB);

        _slash(logId, msg.sender, log.bondMinor);
    }

    function _openChallenge(bytes32 challengeId) private view returns (Challenge storage open) {
        open = _challenges[challengeId];
        if (open.status != ChallengeStatus.Open) revert EvidenceLogChallengeNotOpen(challengeId);
    }

    function _openRequest(bytes32 requestId) private view returns (Request storage open) {
        open = _requests[requestId];
        if (open.status != RequestStatus.Open) revert EvidenceLogRequestNotOpen(requestId);
    }

    /// @dev Without this a log could escape its promises by rotation, or an operator hide behind a foreign log.
    function _checkPlace(bytes32 logId, bytes32 leafHash, Place calldata place) private view {
        if (place.logId != logId && (place.logId != _logs[logId].successor || place.logId == bytes32(0))) {
            revert EvidenceLogForeignLog(logId, place.logId);
        }
        bytes32 root = rootAt(place.logId, place.size, place.anchoredAt);
        if (root == bytes32(0)) revert EvidenceLogNoRoot(place.logId, place.size, place.anchoredAt);
        if (!MerkleLog.isIncluded(leafHash, place.index, place.size, root, place.proof)) {
            revert EvidenceLogNotIncluded(place.logId, place.size, place.index, leafHash);
        }
    }

    function _checkCheckpoint(bytes32 logId, SignedCheckpoint calldata checkpoint) private view {
        _checkKey(
            logId,
            KeyUse.Checkpoint,
            checkpointDigest(logId, checkpoint.size, checkpoint.root),
            checkpoint.signature
        );
    }

    function _checkDeposit(uint256 depositWei) private view {
        if (msg.value != depositWei) revert EvidenceLogWrongDeposit(msg.value, depositWei);
    }
}
