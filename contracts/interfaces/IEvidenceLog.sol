// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title The evidence log's roots, promises and what becomes of broken ones
/// @notice Stores the roots of append-only logs and refuses a root that is not a proven extension of the last one. An
/// operator signs a promise for everything handed in; whoever holds a promise that was not kept shows it here and needs
/// nobody's help or permission. Trees are those of RFC 9162 over SHA-256.
/// @dev Signatures are EIP-712 with the domain name "Redress EvidenceLog", version "1", the chain and this contract:
///
///     Checkpoint(bytes32 logId,uint64 size,bytes32 root)               by a log key
///     Promise(bytes32 logId,bytes32 leafHash,uint64 promisedBy)        by a promise key
///     BulkPromise(bytes32 logId,bytes32 root,uint64 count,uint64 promisedBy)  by a promise key
///
/// A bulk promise's `root` is the RFC 9162 root over `count` items in the order given, each item's leaf being
/// SHA-256(0x00 ‖ leafHash), so that neither the root nor an inner node can be shown as an item.
///
/// Roots live in a plain nested mapping, {rootSlot} names the storage slot of each, and `eth_getProof` of that slot
/// proves to somebody who trusts a block header only that this root of that size came at that instant.
///
/// Time: instants are block timestamps in Unix seconds. The instant of an anchor is part of a root's key, so who asks for
/// a root names it; {Anchored} and its block say it.
///
/// Assumed: the token moves what it says (short transfers are refused), the operator's wallet is its own, block time is
/// off by seconds and not by hours. Powers nobody has: there is no owner and no role here. No one can replace or remove
/// a root, anchor without the log key's signature, remove a key, lower the bond before its time, forgive a broken promise,
/// clear a fork, or change a number fixed at deployment.
///
/// Everywhere here: `logId` the log, as {logIdOf} names it; `leafHash` SHA-256(0x00 ‖ entry); `size` number of
/// leaves; `root` RFC 9162 root; `challengeId` the challenge, as {challengeIdOf} names it; `requestId` the request,
/// as {requestIdOf} names it; `promisedBy` instant by which a root with the entry is anchored; `closesAt` last
/// instant of a window; `use` what a key may sign; `key` address of a key of the log; `caller` account that sent the
/// call; `account` account that is owed; `amountMinor` token units; `amountWei` wei.
interface IEvidenceLog {
    /// @notice What a key of a log may sign.
    enum KeyUse {
        Checkpoint,
        Promise
    }

    /// @notice What became of a challenged promise.
    /// `Open` until answered or settled, `Kept` when in by the promised instant, `Late` when in before the window closed,
    /// `Overdue` for good when not.
    enum ChallengeStatus {
        None,
        Open,
        Kept,
        Late,
        Overdue
    }

    /// @notice What became of an entry handed in through this contract.
    /// `Open` until proved in, `Included`, `Refused` when the window passed, `Malformed` when its bytes break the rules.
    enum RequestStatus {
        None,
        Open,
        Included,
        Refused,
        Malformed
    }

    /// @notice The numbers fixed at deployment.
    /// @param challengeWindowSeconds Time to answer a challenge.
    /// @param requestWindowSeconds Time to include a requested entry.
    /// @param maxPromiseSeconds The furthest ahead an operator may promise.
    /// @param keyDelaySeconds Time before an appended key is accepted.
    /// @param bondTailSeconds Time a bond stays after the last promise could have been challenged.
    /// @param minBounties The least bond of a log, in bounties, not zero.
    /// @param challengerShareBps The challenger's part of what is slashed, in basis points, at most 5 000, so that an
    /// operator that challenges itself always loses more than it gains.
    /// @param bountyMinor What one broken promise costs, in token units, not zero.
    /// @param challengeDepositWei Deposit of a challenge, meant to cover an answer's gas.
    /// @param requestDepositWei Deposit of a request.
    struct Numbers {
        uint32 challengeWindowSeconds;
        uint32 requestWindowSeconds;
        uint32 maxPromiseSeconds;
        uint32 keyDelaySeconds;
        uint32 bondTailSeconds;
        uint16 minBounties;
        uint16 challengerShareBps;
        uint128 bountyMinor;
        uint128 challengeDepositWei;
        uint128 requestDepositWei;
    }

    /// @notice What a log is registered with.
    /// @param operatorParty Party of the operator, a `LogOperator` or `Platform`.
    /// @param originHash Keccak256 of the log's origin line (C2SP checkpoint).
    /// @param verifierKeyHash Keccak256 of the log's signed-note verifier key line.
    /// @param promiseSigner First key for promises.
    /// @param logSigner First key for checkpoints.
    /// @param anchorSender Who may send anchors. Its key alone can do nothing.
    /// @param bondMinor Bond taken from the caller, in token units, at least `minBounties` bounties.
    /// @param predecessor The sealed log this one goes on from, or zero.
    struct LogTerms {
        bytes32 operatorParty;
        bytes32 originHash;
        bytes32 verifierKeyHash;
        address promiseSigner;
        address logSigner;
        address anchorSender;
        uint128 bondMinor;
        bytes32 predecessor;
    }

    /// @notice A log as it stands.
    /// @param operator Wallet that registered the log; the bond returns to it and to nobody else.
    /// @param sealedAt Instant it was sealed, zero while open.
    /// @param forked Whether two histories of it were proved. Never cleared.
    /// @param bondReleased Whether the bond has left.
    /// @param operatorParty Party of the operator.
    /// @param bondMinor What is left of the bond, in token units.
    /// @param openCount Challenges not yet answered or settled.
    /// @param lateCount Promises kept late.
    /// @param overdueCount Promises never kept.
    /// @param refusedCount Requested entries never included. No fault by itself: a request by CID may name bytes that
    /// nobody has, and costs whoever made it nothing but gas. No bond answers for it.
    /// @param predecessor The log before, or zero.
    /// @param successor The log after, or zero.
    struct Log {
        address operator;
        uint64 sealedAt;
        bool forked;
        bool bondReleased;
        bytes32 operatorParty;
        uint128 bondMinor;
        uint32 openCount;
        uint32 lateCount;
        uint32 overdueCount;
        uint32 refusedCount;
        bytes32 predecessor;
        bytes32 successor;
    }

    /// @notice A promise for one entry.
    /// @param logId The log.
    /// @param leafHash SHA-256(0x00 ‖ entry).
    /// @param promisedBy Instant by which a root with it is anchored.
    struct Promise {
        bytes32 logId;
        bytes32 leafHash;
        uint64 promisedBy;
    }

    /// @notice A promise for many entries.
    /// @param logId The log.
    /// @param root RFC 9162 root over the items.
    /// @param count How many items.
    /// @param promisedBy Instant by which a root with all of them is anchored.
    struct BulkPromise {
        bytes32 logId;
        bytes32 root;
        uint64 count;
        uint64 promisedBy;
    }

    /// @notice Which item of a bulk promise is meant.
    /// @param leafHash SHA-256(0x00 ‖ entry).
    /// @param index Its position among the items, from zero.
    /// @param proof Its audit path to the promise's root.
    struct BulkItem {
        bytes32 leafHash;
        uint64 index;
        bytes32[] proof;
    }

    /// @notice Where an entry is in a log.
    /// @param logId The promise's log, or the log after it.
    /// @param size An anchored size.
    /// @param index Position of the entry, from zero.
    /// @param anchoredAt Instant at which that size was anchored. By the promised instant makes the answer `Kept`.
    /// @param proof Audit path to the root of `size`.
    struct Place {
        bytes32 logId;
        uint64 size;
        uint64 index;
        uint64 anchoredAt;
        bytes32[] proof;
    }

    /// @notice A checkpoint signed by a log key.
    /// @param size Leaves.
    /// @param root Root of that many leaves.
    /// @param signature EIP-712 signature over Checkpoint, 65 bytes.
    struct SignedCheckpoint {
        uint64 size;
        bytes32 root;
        bytes signature;
    }

    /// @notice A challenged promise.
    /// @param challenger Who paid the deposit.
    /// @param closesAt Last instant an answer is taken.
    /// @param status What became of it.
    /// @param logId The promise's log.
    /// @param leafHash The entry.
    /// @param promisedBy The promised instant.
    /// @param promiseHash EIP-712 digest of the promise; items of one bulk promise share it.
    struct Challenge {
        address challenger;
        uint64 closesAt;
        ChallengeStatus status;
        bytes32 logId;
        bytes32 leafHash;
        uint64 promisedBy;
        bytes32 promiseHash;
    }

    /// @notice An entry handed in through this contract.
    /// @param requester Who paid the deposit.
    /// @param closesAt Last instant at which inclusion spares the log the mark.
    /// @param status What became of it.
    /// @param logId The log asked.
    /// @param leafHash SHA-256(0x00 ‖ entry).
    struct Request {
        address requester;
        uint64 closesAt;
        RequestStatus status;
        bytes32 logId;
        bytes32 leafHash;
    }

    /// @notice A log was registered.
    /// @param operatorParty Party id of the operator.
    /// @param predecessor Log it goes on from; zero for none.
    /// @param operator The operator's wallet.
    /// @param originHash Keccak256 of the origin line.
    /// @param verifierKeyHash Keccak256 of the verifier key's line.
    event LogRegistered(
        bytes32 indexed logId,
        bytes32 indexed operatorParty,
        bytes32 indexed predecessor,
        address operator,
        bytes32 originHash,
        bytes32 verifierKeyHash
    );

    /// @notice A root was accepted.
    /// @param logId The log.
    /// @param size Leaves under the root.
    /// @param root The root.
    event Anchored(bytes32 indexed logId, uint64 indexed size, bytes32 root);

    /// @notice A log takes no more roots.
    event LogSealed(bytes32 indexed logId, uint64 size);

    /// @notice A key was appended and is accepted from `activeAt` on.
    /// @param activeAt Instant from which its signatures count.
    event KeyAppended(bytes32 indexed logId, KeyUse indexed use, address indexed key, uint64 activeAt);

    /// @notice Another address may send the anchors.
    /// @param sender Account that may send anchors from now on.
    event AnchorSenderChanged(bytes32 indexed logId, address indexed sender);

    /// @notice The bond grew.
    /// @param from Account that paid.
    event BondAdded(bytes32 indexed logId, address indexed from, uint256 amountMinor);

    /// @notice What was left of the bond went back to the operator's account here.
    /// @param operator The operator's wallet.
    event BondReleased(bytes32 indexed logId, address indexed operator, uint256 amountMinor);

    /// @notice A part of the bond was taken.
    /// @param logId The log.
    /// @param informer Who showed the fault.
    /// @param informerMinor Its part, in token units.
    /// @param fundMinor The compensation fund's part, in token units.
    event BondSlashed(bytes32 indexed logId, address indexed informer, uint256 informerMinor, uint256 fundMinor);

    /// @notice Somebody showed a promise and says it was not kept.
    /// @param challenger Who challenged.
    event PromiseChallenged(
        bytes32 indexed challengeId,
        bytes32 indexed logId,
        bytes32 indexed leafHash,
        address challenger,
        uint64 promisedBy,
        uint64 closesAt
    );

    /// @notice A challenge came to its end.
    /// @param status What became of it.
    event ChallengeClosed(bytes32 indexed challengeId, bytes32 indexed logId, ChallengeStatus indexed status);

    /// @notice An entry was handed in here because the operator would not take it. The bytes are public for ever.
    /// @param requester Who handed in.
    /// @param entry Bytes of the entry.
    event InclusionRequested(
        bytes32 indexed requestId,
        bytes32 indexed logId,
        bytes32 indexed leafHash,
        address requester,
        uint64 closesAt,
        bytes entry
    );

    /// @notice As {InclusionRequested}, for an entry too large for call data; any IPFS client fetches it by its CID.
    /// @param requester Who handed in.
    /// @param cid Locator of an entry too large to publish here.
    event InclusionRequestedByCid(
        bytes32 indexed requestId,
        bytes32 indexed logId,
        bytes32 indexed leafHash,
        address requester,
        uint64 closesAt,
        bytes cid
    );

    /// @notice A request came to its end.
    /// @param status What became of it.
    event RequestClosed(bytes32 indexed requestId, bytes32 indexed logId, RequestStatus indexed status);

    /// @notice Two histories of a log were proved.
    /// @param reporter Who reported.
    /// @param rootA Root of the first checkpoint, or the anchored one.
    /// @param rootB The other root of the same size.
    event ForkReported(bytes32 indexed logId, address indexed reporter, uint64 size, bytes32 rootA, bytes32 rootB);

    /// @notice Tokens left this contract for their owner.
    event TokensCollected(address indexed account, uint256 amountMinor);

    /// @notice Coins left this contract for their owner.
    event CoinsCollected(address indexed account, uint256 amountWei);

    /// @notice A number of the deployment is out of its range.
    error EvidenceLogBadNumbers();
    /// @notice An address that must be given is zero.
    error EvidenceLogZeroAddress();
    /// @notice No such log.
    error EvidenceLogUnknownLog(bytes32 logId);
    /// @notice This operator registered a log of this origin and key already.
    error EvidenceLogExists(bytes32 logId);
    /// @notice The caller is no wallet of an active operator party.
    /// @param operatorParty Party id of the operator.
    error EvidenceLogNotOperatorParty(bytes32 operatorParty, address caller);
    /// @notice The caller is not the wallet that registered the log.
    error EvidenceLogNotOperator(bytes32 logId, address caller);
    /// @notice The caller may not send anchors for the log.
    error EvidenceLogNotAnchorSender(bytes32 logId, address caller);
    /// @notice The bond is smaller than the least one.
    /// @param bondMinor Bond, in token units.
    /// @param minimumMinor Least bond, in token units.
    error EvidenceLogBondTooSmall(uint256 bondMinor, uint256 minimumMinor);
    /// @notice The bond would outgrow its counter.
    /// @param bondMinor Bond, in token units.
    /// @param addedMinor Token units that were to be added.
    error EvidenceLogBondTooLarge(uint256 bondMinor, uint256 addedMinor);
    /// @notice The token moved less than it was told to.
    /// @param receivedMinor Token units that arrived.
    /// @param expectedMinor Token units that should have.
    error EvidenceLogShortTransfer(uint256 receivedMinor, uint256 expectedMinor);
    /// @notice The predecessor is not sealed, never had a root, has a successor, or belongs to another operator.
    /// @param predecessor Log it goes on from; zero for none.
    error EvidenceLogBadPredecessor(bytes32 predecessor);
    /// @notice The log is sealed.
    error EvidenceLogSealed(bytes32 logId);
    /// @notice The log is not sealed.
    error EvidenceLogNotSealed(bytes32 logId);
    /// @notice A root must have more leaves than the last one.
    /// @param newSize Leaves of the new root.
    error EvidenceLogNotGrowing(bytes32 logId, uint64 size, uint64 newSize);
    /// @notice The proof does not lead from the stored root to the new one.
    /// @param newSize Leaves of the new root.
    error EvidenceLogInconsistent(bytes32 logId, uint64 size, uint64 newSize);
    /// @notice The first anchor of a log with a predecessor goes through {anchorSuccessor}, every other one does not.
    error EvidenceLogWrongFirstAnchor(bytes32 logId);
    /// @notice Entry 0 does not commit to the predecessor's last checkpoint.
    /// @param predecessor Log it goes on from; zero for none.
    error EvidenceLogNotPredecessorCheckpoint(bytes32 logId, bytes32 predecessor);
    /// @notice The signature is not by a key of the log for that use.
    /// @param digest EIP-712 digest the signature should be over.
    error EvidenceLogBadSignature(bytes32 logId, KeyUse use, bytes32 digest);
    /// @notice The key was appended already.
    error EvidenceLogKeyExists(bytes32 logId, KeyUse use, address key);
    /// @notice The promised instant has not passed.
    error EvidenceLogNotDue(uint64 promisedBy);
    /// @notice The log was sealed too long before the promised instant for this to be one of its promises.
    error EvidenceLogPromiseAfterSeal(bytes32 logId, uint64 promisedBy);
    /// @notice The item is not in the bulk promise.
    /// @param index Place of the leaf, from 0.
    error EvidenceLogNotInBulk(bytes32 root, bytes32 leafHash, uint64 index);
    /// @notice The deposit is not the one asked for.
    /// @param sentWei Wei sent.
    /// @param depositWei Wei asked, exactly.
    error EvidenceLogWrongDeposit(uint256 sentWei, uint256 depositWei);
    /// @notice The promise was challenged already.
    error EvidenceLogChallenged(bytes32 challengeId);
    /// @notice No such challenge, or it came to its end.
    error EvidenceLogChallengeNotOpen(bytes32 challengeId);
    /// @notice The window to answer is over.
    /// @param id The challenge or request.
    error EvidenceLogWindowClosed(bytes32 id, uint64 closesAt);
    /// @notice The window to answer is still open.
    /// @param id The challenge or request.
    error EvidenceLogWindowOpen(bytes32 id, uint64 closesAt);
    /// @notice The answer names a log other than the promise's or the one after it.
    /// @param answeredIn Log the answer is about.
    error EvidenceLogForeignLog(bytes32 logId, bytes32 answeredIn);
    /// @notice No root of that size was anchored at that instant.
    /// @param anchoredAt Instant of the anchor named.
    error EvidenceLogNoRoot(bytes32 logId, uint64 size, uint64 anchoredAt);
    /// @notice The entry is not at that place.
    /// @param index Place of the leaf, from 0.
    error EvidenceLogNotIncluded(bytes32 logId, uint64 size, uint64 index, bytes32 leafHash);
    /// @notice An entry of that length is not taken here; a longer one goes by CID.
    /// @param length Bytes given.
    /// @param maximum Most bytes.
    error EvidenceLogEntryLength(uint256 length, uint256 maximum);
    /// @notice The entry was requested already.
    error EvidenceLogRequested(bytes32 requestId);
    /// @notice No such request, or it came to its end.
    error EvidenceLogRequestNotOpen(bytes32 requestId);
    /// @notice The bytes are not those of the request.
    error EvidenceLogWrongEntry(bytes32 requestId, bytes32 leafHash);
    /// @notice The bytes follow the published entry rules.
    error EvidenceLogWellFormed(bytes32 requestId);
    /// @notice The checkpoints do not contradict each other.
    error EvidenceLogNoFork(bytes32 logId, uint64 size);
    /// @notice The log is marked as forked already.
    error EvidenceLogForked(bytes32 logId);
    /// @notice The bond is not free yet.
    /// @param freeAt Instant from which the bond may be taken out.
    /// @param openCount Challenges that are open.
    error EvidenceLogBondLocked(bytes32 logId, uint64 freeAt, uint32 openCount);
    /// @notice The bond has left; nothing stands behind this log's promises any more.
    error EvidenceLogBondGone(bytes32 logId);
    /// @notice The account has nothing here.
    error EvidenceLogNothingOwed(address account);
    /// @notice The account refused the coins.
    error EvidenceLogPaymentRefused(address account);

    /// @notice Registers a log and takes its bond from the caller, who becomes its operator.
    /// @dev The caller is a wallet signer of the party and has approved the bond. Emits {LogRegistered}, {KeyAppended}
    /// twice, {AnchorSenderChanged}, {BondAdded}.
    /// @param terms See {LogTerms}.
    /// @return logId See {logIdOf}.
    function registerLog(LogTerms calldata terms) external returns (bytes32 logId);

    /// @notice Stores a root that provably extends the last one.
    /// @dev By the anchor sender, while the log is open. Emits {Anchored}.
    /// @param logId A log with at least one root, or one without a predecessor.
    /// @param size Leaves under the new root, more than before.
    /// @param root The new root.
    /// @param consistencyProof RFC 9162 section 2.1.4 from the stored root; empty for the first.
    /// @param logSignature EIP-712 signature of a log key over Checkpoint, 65 bytes.
    function anchor(
        bytes32 logId,
        uint64 size,
        bytes32 root,
        bytes32[] calldata consistencyProof,
        bytes calldata logSignature
    ) external;

    /// @notice Stores the first root of a log with a predecessor, whose entry 0 is the predecessor's last checkpoint.
    /// @dev By the anchor sender. Emits {Anchored}.
    /// @param logId A log with a predecessor and no root.
    /// @param size Leaves under the root.
    /// @param root The root.
    /// @param firstEntry Entry 0; its `commitment`, the first member of its canonical JSON, is {checkpointCommitment}.
    /// @param inclusionProof Audit path of entry 0.
    /// @param logSignature EIP-712 signature of a log key over Checkpoint, 65 bytes.
    function anchorSuccessor(
        bytes32 logId,
        uint64 size,
        bytes32 root,
        bytes calldata firstEntry,
        bytes32[] calldata inclusionProof,
        bytes calldata logSignature
    ) external;

    /// @notice Ends a log. Its promises stay answerable, in it or in the log after it.
    /// @dev By the operator. Emits {LogSealed}.
    /// @param logId An open log.
    function sealLog(bytes32 logId) external;

    /// @notice Appends a key, accepted after `keyDelaySeconds`. No key is ever removed: who held one stays answerable.
    /// @dev By the operator. Emits {KeyAppended}.
    /// @param logId A log.
    /// @param use What it signs.
    /// @param key The key's address.
    function appendKey(bytes32 logId, KeyUse use, address key) external;

    /// @notice Names another sender of anchors.
    /// @dev By the operator. Emits {AnchorSenderChanged}.
    /// @param logId An open log.
    /// @param sender The new one.
    function changeAnchorSender(bytes32 logId, address sender) external;

    /// @notice Adds to a bond, from anybody.
    /// @dev Emits {BondAdded}.
    /// @param logId A log whose bond was not released.
    /// @param amountMinor Token units, approved by the caller.
    function addBond(bytes32 logId, uint128 amountMinor) external;

    /// @notice Credits what is left of the bond to the operator, once no promise can be open any more.
    /// @dev By anybody, from {bondFreeAt} on and with no open challenge. Emits {BondReleased}.
    /// @param logId A sealed log.
    function releaseBond(bytes32 logId) external;

    /// @notice Shows a promise for one entry that was not kept.
    /// @dev By anybody, with `challengeDepositWei`. The deposit is lost to the operator when the promise turns out
    /// kept in time, and comes back otherwise. Emits {PromiseChallenged}.
    /// @param promise_ The promise, its instant passed.
    /// @param signature EIP-712 signature of a promise key, 65 bytes.
    /// @return challengeId See {challengeIdOf}.
    function challenge(
        Promise calldata promise_,
        bytes calldata signature
    ) external payable returns (bytes32 challengeId);

    /// @notice Shows a bulk promise of which an item was not kept. However many items were broken, it is slashed for once.
    /// @dev As {challenge}.
    /// @param promise_ The promise, its instant passed.
    /// @param item The item.
    /// @param signature EIP-712 signature of a promise key, 65 bytes.
    /// @return challengeId See {challengeIdOf}.
    function challengeBulk(
        BulkPromise calldata promise_,
        BulkItem calldata item,
        bytes calldata signature
    ) external payable returns (bytes32 challengeId);

    /// @notice Shows where the promised entry is.
    /// @dev By anybody, until the window closes. Emits {ChallengeClosed} with `Kept` or `Late`.
    /// @param challengeId An open challenge.
    /// @param place Where it is.
    function answer(bytes32 challengeId, Place calldata place) external;

    /// @notice Marks an unanswered promise overdue for good and slashes one bounty.
    /// @dev By anybody, after the window. Emits {ChallengeClosed} and, the first time for a promise, {BondSlashed}.
    /// @param challengeId An open challenge.
    function settle(bytes32 challengeId) external;

    /// @notice Hands in an entry the operator would not take. Its bytes become public for ever: hand in a commitment, never
    /// a document.
    /// @dev By anybody, with `requestDepositWei`. Emits {InclusionRequested}.
    /// @param logId An open log.
    /// @param entry Canonical JSON of the entry, 1 to 4 096 bytes.
    /// @return requestId See {requestIdOf}.
    function requestInclusion(bytes32 logId, bytes calldata entry) external payable returns (bytes32 requestId);

    /// @notice As {requestInclusion}, for a larger entry.
    /// @dev Emits {InclusionRequestedByCid}. Whether the CID leads to such bytes is unknown here, so a request nobody can
    /// answer ends as `Refused` like one that was withheld.
    /// @param logId An open log.
    /// @param leafHash SHA-256(0x00 ‖ entry).
    /// @param cid Binary CID of the entry's bytes, 1 to 128 bytes.
    /// @return requestId See {requestIdOf}.
    function requestInclusionByCid(
        bytes32 logId,
        bytes32 leafHash,
        bytes calldata cid
    ) external payable returns (bytes32 requestId);

    /// @notice Shows that a requested entry is in. The deposit goes back.
    /// @dev By anybody, as long as the request is open. Emits {RequestClosed} with `Included`.
    /// @param requestId An open request.
    /// @param place Where it is.
    function proveInclusion(bytes32 requestId, Place calldata place) external;

    /// @notice Shows that a requested entry breaks the published rules. The deposit is lost to the operator.
    /// @dev By anybody, as long as the request is open. Emits {RequestClosed} with `Malformed`.
    /// @param requestId An open request.
    /// @param entry The requested bytes.
    function rejectMalformed(bytes32 requestId, bytes calldata entry) external;

    /// @notice Marks a request as refused by the log. The deposit goes back.
    /// @dev By anybody, after the window. Emits {RequestClosed} with `Refused`.
    /// @param requestId An open request.
    function expireRequest(bytes32 requestId) external;

    /// @notice Proves two histories of a log: two signed checkpoints of one size with different roots. Takes the whole bond.
    /// @dev By anybody. Emits {ForkReported}, {BondSlashed}.
    /// @param logId A log, not yet marked.
    /// @param first One checkpoint.
    /// @param second The other.
    function reportFork(bytes32 logId, SignedCheckpoint calldata first, SignedCheckpoint calldata second) external;

    /// @notice Proves a history other than the anchored one: a signed checkpoint of an anchored size with another root.
    /// @dev By anybody. Emits {ForkReported}, {BondSlashed}.
    /// @param logId A log, not yet marked.
    /// @param anchoredAt Instant at which the size was anchored.
    /// @param checkpoint The checkpoint.
    function reportForkOfAnchor(bytes32 logId, uint64 anchoredAt, SignedCheckpoint calldata checkpoint) external;

    /// @notice Pays an account the tokens it has here, to that account. The compensation fund's part is sent the same way.
    /// @dev By anybody. Emits {TokensCollected}.
    /// @param account Whose.
    function collectTokens(address account) external;

    /// @notice Pays an account the coins it has here, to that account. Apart from the tokens, so that an account that can
    /// not receive one of them still gets the other.
    /// @dev By anybody. Emits {CoinsCollected}.
    /// @param account Whose.
    function collectCoins(address account) external;

    /// @notice The numbers fixed at deployment.
    function numbers() external view returns (Numbers memory);

    /// @notice The least bond a log needs, in token units.
    function minimumBondMinor() external view returns (uint256);

    /// @notice Token of the bonds.
    function token() external view returns (address);

    /// @notice Who receives the larger part of what is slashed.
    function compensationFund() external view returns (address);

    /// @notice Name of a log: keccak256 of chain, contract, operator's party, origin and verifier key.
    /// @param operatorParty Party of the operator.
    /// @param originHash Keccak256 of the origin line.
    /// @param verifierKeyHash Keccak256 of the verifier key line.
    function logIdOf(
        bytes32 operatorParty,
        bytes32 originHash,
        bytes32 verifierKeyHash
    ) external view returns (bytes32);

    /// @notice A log as it stands.
    /// @param logId A log.
    function logOf(bytes32 logId) external view returns (Log memory);

    /// @notice Whether the bond is below the least one.
    /// @param logId A log.
    function isUnderbonded(bytes32 logId) external view returns (bool);

    /// @notice The last root.
    /// @param logId A log.
    /// @return size Leaves, zero before the first anchor.
    /// @return root The root, zero before the first anchor.
    /// @return anchoredAt Instant it was anchored, zero before the first anchor.
    function head(bytes32 logId) external view returns (uint64 size, bytes32 root, uint64 anchoredAt);

    /// @notice The root anchored for a size at an instant, or zero.
    /// @param logId A log.
    /// @param size Leaves.
    /// @param anchoredAt Timestamp of the block with the anchor.
    function rootAt(bytes32 logId, uint64 size, uint64 anchoredAt) external view returns (bytes32);

    /// @notice The storage slot of {rootAt}, for `eth_getProof`.
    /// @dev keccak256(anchoredAt ‖ keccak256(size ‖ keccak256(logId ‖ 0))), each padded to 32 bytes.
    /// @param logId A log.
    /// @param size Leaves.
    /// @param anchoredAt Timestamp of the block with the anchor.
    function rootSlot(bytes32 logId, uint64 size, uint64 anchoredAt) external pure returns (bytes32);

    /// @notice Who may send anchors; zero once the log is sealed.
    /// @param logId A log.
    function anchorSenderOf(bytes32 logId) external view returns (address);

    /// @notice The instant from which a key is accepted, zero when it is none of the log's.
    /// @param logId A log.
    /// @param use What it signs.
    /// @param key Its address.
    function keyActiveAt(bytes32 logId, KeyUse use, address key) external view returns (uint64);

    /// @notice Whether the entry is at that index under the anchored root of that size.
    /// @param logId A log.
    /// @param size An anchored size; false for any other.
    /// @param anchoredAt Instant that size was anchored; false for any other.
    /// @param index Position, from zero.
    /// @param leafHash SHA-256(0x00 ‖ entry).
    /// @param proof Audit path.
    function verifyInclusion(
        bytes32 logId,
        uint64 size,
        uint64 anchoredAt,
        uint64 index,
        bytes32 leafHash,
        bytes32[] calldata proof
    ) external view returns (bool);

    /// @notice What entry 0 of the next log commits to: SHA-256("redress.commit/1" ‖ 0x00 ‖ 32 zero bytes ‖
    /// SHA-256(logId ‖ size ‖ root)), the size in 32 bytes. The salt is zero because nothing in it is secret.
    /// @param logId A log with a root.
    function checkpointCommitment(bytes32 logId) external view returns (bytes32);

    /// @notice EIP-712 digest a log key signs.
    function checkpointDigest(bytes32 logId, uint64 size, bytes32 root) external view returns (bytes32);

    /// @notice EIP-712 digest a promise key signs for one entry.
    /// @param promise_ The promise.
    function promiseDigest(Promise calldata promise_) external view returns (bytes32);

    /// @notice EIP-712 digest a promise key signs for many entries.
    /// @param promise_ The promise.
    function bulkPromiseDigest(BulkPromise calldata promise_) external view returns (bytes32);

    /// @notice Name of a challenge: keccak256 of promise digest and leaf hash.
    /// @param promiseHash EIP-712 digest of the promise.
    /// @param leafHash The entry.
    function challengeIdOf(bytes32 promiseHash, bytes32 leafHash) external pure returns (bytes32);

    /// @notice Name of a request: keccak256 of log and leaf hash.
    /// @param logId The log.
    /// @param leafHash The entry.
    function requestIdOf(bytes32 logId, bytes32 leafHash) external pure returns (bytes32);

    /// @notice A challenge as it stands.
    /// @param challengeId Its name.
    function challengeOf(bytes32 challengeId) external view returns (Challenge memory);

    /// @notice A request as it stands.
    /// @param requestId Its name.
    function requestOf(bytes32 requestId) external view returns (Request memory);

    /// @notice The instant from which the bond may be released, zero while the log is open.
    /// @param logId A log.
    function bondFreeAt(bytes32 logId) external view returns (uint64);

    /// @notice What an account can collect.
    /// @param account Whose.
    /// @return amountMinor Token units.
    /// @return amountWei Coins.
    function owedTo(address account) external view returns (uint256 amountMinor, uint256 amountWei);
}
