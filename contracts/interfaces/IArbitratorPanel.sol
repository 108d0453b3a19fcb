// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IArbitrator} from "@kleros/erc-792/contracts/IArbitrator.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IAppealBar} from "./IAppealBar.sol";

/// @title IArbitratorPanel
/// @notice An ERC-792 arbitrator of drawn panels. Members vote by signature (passkey, wallet, contract); anyone relays.
/// @dev A ruling is a candidate's number, 0 for refused. Panels decide by plurality, ties go to 1. Silence draws a reserve
/// panel, then a third; after that the ruling is 0 and no money moves on it. Assumed of an arbitrable: nothing; one that
/// reverts hurts its own dispute alone. What an owner cannot do: vote, change a drawn panel, a window, or a paid fee, or take
/// the bond of a seed.
///
/// Everywhere here: `disputeId` number of a dispute here, from 1; `caseId` the arbitrable's name for the case;
/// `arbitrable` contract that creates the dispute; `partyId` id of a party in the party registry, zero for the
/// claimant; `voter` party id of an arbitrator; `round` number of a panel of the dispute, from 1; `ruling` number of
/// a candidate, 0 for refused; `commitment` hash published before what it hides; `payer` account that paid a bond;
/// `amount` wei; `to` receiver of coins; `signer` ERC-7913 signer of the party; `signature` its signature over the
/// EIP-712 digest named; `nowAt` Unix second, or block where a block is waited for.
interface IArbitratorPanel is IArbitrator, IAppealBar, IAccessManaged {
    /// @notice Sizes and windows, fixed for the contract's life.
    /// @param firstPanelSize Members of the first and reserve panels, odd, 1 to 15.
    /// @param appealPanelSize Members of the appeal panels, odd, at least the first's, at most 15.
    /// @param seedWindow Seconds for revealing seeds.
    /// @param commitWindow Seconds for commitments of a panel.
    /// @param revealWindow Seconds for reveals once they are open.
    /// @param thirdPanelWindow Seconds for commitments of the third panel.
    /// @param appealWindow Seconds for an appeal.
    /// @param maxFeePerVote Most wei a vote may ever cost.
    /// @param seedBond Wei paid in for a seed, not 0; back when it is revealed, lost when it is withheld.
    struct PanelConfig {
        uint8 firstPanelSize;
        uint8 appealPanelSize;
        uint32 seedWindow;
        uint32 commitWindow;
        uint32 revealWindow;
        uint32 thirdPanelWindow;
        uint32 appealWindow;
        uint96 maxFeePerVote;
        uint96 seedBond;
    }

    /// @notice What `extraData` of a dispute must ABI-encode.
    /// @param caseId The arbitrable's name for what is disputed; votes are bound to it.
    /// @param respondents Parties of the case, at most 16: never drawn, and each may add one seed.
    /// @param excluded Further arbitrators with a conflict, at most 32.
    /// @param claimantSeed The claimant's seed, committed at filing; zero for none.
    /// @param witnessSeeds Seeds committed at filing by witnesses, at most 8.
    struct PanelRequest {
        bytes32 caseId;
        bytes32[] respondents;
        bytes32[] excluded;
        bytes32 claimantSeed;
        bytes32[] witnessSeeds;
    }

    /// @notice Where a dispute stands.
    enum Phase {
        None,
        Seeding,
        Voting,
        Appealable,
        Decided,
        Executed
    }

    /// @notice What is kept of a dispute.
    /// @param arbitrable Who asked.
    /// @param phase Where it stands.
    /// @param round Number of the present panel, from 1.
    /// @param attempt Silent panels in a row so far at this level, 0 to 2.
    /// @param appealed Whether the one appeal was used.
    /// @param choices Highest ruling.
    /// @param ruling Present ruling.
    /// @param drawBlock Block whose hash goes into the draw, that of the dispute or of the appeal; fixed before it is known.
    /// @param rosterBlock Block of the dispute: who joined the roster in it or later is not drawn, on appeal neither.
    /// @param deadlineAt Unix second at which the present window ends.
    /// @param revealsFrom Unix second from which votes may be revealed.
    /// @param caseId The arbitrable's name for it.
    /// @param entropy Mixed seeds; final once drawn.
    struct DisputeInfo {
        address arbitrable;
        Phase phase;
        uint32 round;
        uint8 attempt;
        bool appealed;
        uint16 choices;
        uint16 ruling;
        uint48 drawBlock;
        uint48 rosterBlock;
        uint48 deadlineAt;
        uint48 revealsFrom;
        bytes32 caseId;
        bytes32 entropy;
    }

    /// @notice A member's vote in a round.
    /// @param drawn Whether the member sits on that panel.
    /// @param revealed Whether the vote is open.
    /// @param ruling The vote, once revealed.
    /// @param commitment The commitment, zero before.
    struct Vote {
        bool drawn;
        bool revealed;
        uint16 ruling;
        bytes32 commitment;
    }

    /// @notice Emitted when an arbitrator joined the roster.
    event ArbitratorAdded(bytes32 indexed voter);
    /// @notice Emitted when an arbitrator left the roster.
    event ArbitratorRemoved(bytes32 indexed voter);
    /// @notice Emitted when a respondent committed a seed.
    event SeedCommitted(
        address indexed arbitrable,
        bytes32 indexed caseId,
        bytes32 indexed partyId,
        bytes32 commitment
    );
    /// @notice Emitted when the bond of a seed was paid in, in wei.
    event SeedBonded(
        address indexed arbitrable,
        bytes32 indexed caseId,
        bytes32 indexed commitment,
        address payer,
        uint256 amount
    );
    /// @notice Emitted when a seed that no dispute used was given up, and its bond went back to `payer`.
    event SeedReleased(address indexed arbitrable, bytes32 indexed caseId, bytes32 indexed commitment, address payer);
    /// @notice Emitted at the draw when `count` seeds were withheld; `forfeited` wei of bonds joined the panel's fees.
    /// @param count Seeds that stayed hidden.
    /// @param forfeited Wei of their bonds.
    event SeedsWithheld(uint256 indexed disputeId, uint256 count, uint256 forfeited);
    /// @notice Emitted when bonds that went back were paid out, in wei.
    event BondsPaid(address indexed payer, uint256 amount);
    /// @notice Emitted when a seed was revealed.
    /// @param index Place of the seed among {seedsOf}.
    /// @param seed The 32 bytes committed to.
    event SeedRevealed(uint256 indexed disputeId, uint256 index, bytes32 seed);
    /// @notice Emitted when a panel was drawn.
    /// @param voters The members, in the order drawn.
    event PanelDrawn(uint256 indexed disputeId, uint32 indexed round, bytes32[] voters);
    /// @notice Emitted when a member committed.
    event VoteCommitted(uint256 indexed disputeId, uint32 indexed round, bytes32 indexed voter, bytes32 commitment);
    /// @notice Emitted when a vote was revealed.
    event VoteRevealed(uint256 indexed disputeId, uint32 indexed round, bytes32 indexed voter, uint256 ruling);
    /// @notice Emitted when a panel decided.
    /// @param votes Votes for the ruling; of a silent panel, votes revealed.
    event PanelRuled(uint256 indexed disputeId, uint32 indexed round, uint256 ruling, uint256 votes);
    /// @notice Emitted when a panel stayed below its quorum.
    /// @param votes Votes for the ruling; of a silent panel, votes revealed.
    /// @param quorum Votes it takes.
    event PanelSilent(uint256 indexed disputeId, uint32 indexed round, uint256 votes, uint256 quorum);
    /// @notice Emitted when the arbitrable took the ruling.
    event RulingExecuted(uint256 indexed disputeId, uint256 ruling);
    /// @notice Emitted when the fee of a vote changed.
    /// @param feePerVote Wei a vote costs.
    event FeeSet(uint256 feePerVote);
    /// @notice Emitted when an arbitrator took its fees.
    event FeesWithdrawn(bytes32 indexed voter, address indexed to, uint256 amount);
    /// @notice Emitted when fees nobody earned were taken out.
    event UnearnedSwept(address indexed to, uint256 amount);

    /// @notice A configured size or window is out of range.
    /// @param field Name of the field.
    /// @param value What was given for it.
    error ArbitratorPanelBadConfig(bytes32 field, uint256 value);
    /// @notice The party is no active arbitrator, or already or not on the roster.
    error ArbitratorPanelBadArbitrator(bytes32 voter);
    /// @notice The roster is full.
    /// @param max Most arbitrators the roster holds.
    error ArbitratorPanelRosterFull(uint256 max);
    /// @notice There is no such dispute.
    error ArbitratorPanelUnknownDispute(uint256 disputeId);
    /// @notice The dispute's phase does not allow that.
    /// @param phase Where the dispute stands.
    error ArbitratorPanelBadPhase(uint256 disputeId, Phase phase);
    /// @notice The caller is not the dispute's arbitrable.
    /// @param caller Who called.
    error ArbitratorPanelNotArbitrable(uint256 disputeId, address caller);
    /// @notice The request names too many parties or seeds, or too many choices.
    /// @param field Name of the field.
    /// @param value What was given for it.
    error ArbitratorPanelBadRequest(bytes32 field, uint256 value);
    /// @notice The `extraData` is no ABI-encoded {PanelRequest}.
    /// @param length Bytes given.
    error ArbitratorPanelBadExtraData(uint256 length);
    /// @notice Nobody is left who could be drawn for an appeal; the ruling stands.
    error ArbitratorPanelNobodyLeft(uint256 disputeId);
    /// @notice The value sent is not the exact cost, in wei.
    /// @param sent Wei sent.
    /// @param cost Wei asked.
    error ArbitratorPanelBadValue(uint256 sent, uint256 cost);
    /// @notice The window is over.
    /// @param deadlineAt Unix second at which the window ended.
    error ArbitratorPanelTooLate(uint256 disputeId, uint256 deadlineAt, uint256 nowAt);
    /// @notice It is too early: a window is open, or the draw's block is not mined.
    /// @param from Unix second, or block, from which it is possible.
    error ArbitratorPanelTooEarly(uint256 disputeId, uint256 from, uint256 nowAt);
    /// @notice The seed fits no open commitment of that index.
    /// @param index Place of the seed among {seedsOf}.
    error ArbitratorPanelBadSeed(uint256 disputeId, uint256 index);
    /// @notice A seed was committed by that party already, and no dispute has used it.
    error ArbitratorPanelSeedExists(bytes32 caseId, bytes32 partyId);
    /// @notice The seed is bonded already, or a dispute used it or its holder gave it up: it never counts again.
    error ArbitratorPanelSeedTaken(bytes32 caseId, bytes32 commitment);
    /// @notice The seed has no bond that could go back.
    error ArbitratorPanelNoBond(bytes32 caseId, bytes32 commitment);
    /// @notice The bond stays until the seed is shown, or until Unix second `untilAt`.
    /// @param untilAt Unix second until which the bond is held without the seed.
    error ArbitratorPanelBondHeld(bytes32 caseId, bytes32 commitment, uint256 untilAt);
    /// @notice The voter does not sit on that panel.
    error ArbitratorPanelNotDrawn(uint256 disputeId, uint32 round, bytes32 voter);
    /// @notice The voter committed or revealed already, or never committed.
    error ArbitratorPanelBadVote(uint256 disputeId, uint32 round, bytes32 voter);
    /// @notice The revealed vote is not the committed one.
    /// @param given Digest of what was revealed.
    /// @param committed The commitment.
    error ArbitratorPanelBadReveal(uint256 disputeId, bytes32 given, bytes32 committed);
    /// @notice The ruling is none of the choices.
    /// @param choices Highest ruling.
    error ArbitratorPanelBadRuling(uint256 disputeId, uint256 ruling, uint256 choices);
    /// @notice The signer is not one of the party's, or its signature does not fit.
    error ArbitratorPanelBadSignature(bytes32 partyId, bytes signer);
    /// @notice The one appeal was used.
    error ArbitratorPanelNoAppeal(uint256 disputeId);
    /// @notice The fee is over the cap.
    /// @param fee Wei asked for.
    /// @param cap Most wei, fixed with the contract.
    error ArbitratorPanelFeeOverCap(uint256 fee, uint256 cap);
    /// @notice There is nothing to pay.
    /// @param id Arbitrator or, in its low bytes, account that is owed nothing; zero for unearned fees.
    error ArbitratorPanelNothingDue(bytes32 id);
    /// @notice The receiver refused the payment.
    error ArbitratorPanelPaymentFailed(address to, uint256 amount);

    /// @notice Adds an active party of kind Arbitrator to the roster. Role: roster clerk.
    /// @dev Emits {ArbitratorAdded}. It is drawn only for disputes created later.
    function addArbitrator(bytes32 voter) external;

    /// @notice Takes an arbitrator off the roster; panels already drawn keep it. Role: roster clerk.
    /// @dev Emits {ArbitratorRemoved}.
    function removeArbitrator(bytes32 voter) external;

    /// @notice Sets the wei a vote costs from now on, at most the cap. Role: roster clerk.
    /// @dev Emits {FeeSet}. Disputes paid before keep their fee.
    /// @param feePerVote Wei a vote costs.
    function setFee(uint96 feePerVote) external;

    /// @notice Commits a respondent's seed for the draw, before the dispute is created. Anyone may relay. It counts once it is
    /// bonded, and for one dispute; after that the party may commit another.
    /// @dev Emits {SeedCommitted}. EIP-712
    /// `SeedCommitment(address arbitrable,bytes32 caseId,bytes32 partyId,bytes32 commitment)`.
    /// @param commitment keccak256(abi.encode(caseId, seed)), seed 32 random bytes.
    function commitSeed(
        address arbitrable,
        bytes32 caseId,
        bytes32 partyId,
        bytes32 commitment,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Pays the bond of a seed, exactly the configured wei, before the dispute is created. Anyone. Only bonded seeds are
    /// mixed in.
    /// @dev Emits {SeedBonded}. The payer cannot take the bond back without the seed, so nobody can pay it for another and leave
    /// the other's seed out at the last moment.
    /// @param arbitrable Contract that will create the dispute.
    /// @param caseId The arbitrable's name for the case.
    /// @param commitment As committed by {commitSeed} or filed in the {PanelRequest}.
    function bondSeed(address arbitrable, bytes32 caseId, bytes32 commitment) external payable;

    /// @notice Gives up a seed no dispute has used and credits its payer with the bond: at any time by showing the seed, and
    /// without it 540 days after payment, by when every window of a case is over. Anyone.
    /// @dev Emits {SeedReleased}. The seed never counts again.
    /// @param seed The 32 bytes committed to; anything once the term is over.
    function releaseSeed(address arbitrable, bytes32 caseId, bytes32 commitment, bytes32 seed) external;

    /// @notice Pays an account the bonds that went back to it. Anyone.
    /// @dev Emits {BondsPaid}.
    function payBonds(address payable payer) external;

    /// @notice Reveals a seed once the draw's block is mined, within the seed window, and credits its payer with the bond.
    /// Anyone.
    /// @dev Emits {SeedRevealed}.
    /// @param index Place among {seedsOf}.
    /// @param seed The 32 bytes committed to.
    function revealSeed(uint256 disputeId, uint256 index, bytes32 seed) external;

    /// @notice Draws the first panel once all seeds are revealed or their window is over, and the appeal's from the block
    /// after the appeal on. Anyone.
    /// @dev Emits {PanelDrawn}, and {SeedsWithheld} when seeds are missing: their bonds join the panel's fees and their holders
    /// lose the appeal. A draw's block never changes, so a draw cannot be tried again. As many are drawn as there are, where
    /// the roster is smaller than the panel.
    function draw(uint256 disputeId) external;

    /// @notice Relays a member's signed commitment.
    /// @dev Emits {VoteCommitted}. EIP-712
    /// `VoteCommitment(bytes32 caseId,uint256 disputeId,uint32 round,bytes32 voter,bytes32 commitment)`.
    /// @param commitment {voteDigest} of the vote: bound to chain, contract, case, dispute, round, voter, ruling and salt.
    function commitVote(
        uint256 disputeId,
        bytes32 voter,
        bytes32 commitment,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Relays a member's signed vote. Open once all have committed, or when the commit window is over.
    /// @dev Emits {VoteRevealed}. EIP-712
    /// `Vote(bytes32 caseId,uint256 disputeId,uint32 round,bytes32 voter,uint256 ruling,bytes32 salt)`.
    /// @param salt 32 random bytes, kept by the voter.
    function revealVote(
        uint256 disputeId,
        bytes32 voter,
        uint256 ruling,
        bytes32 salt,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Counts once all members have revealed or the window is over; draws the next panel on silence. Anyone.
    /// @dev Emits {PanelRuled} and ERC-792 `AppealPossible`, or {PanelSilent} and {PanelDrawn}.
    function closeRound(uint256 disputeId) external;

    /// @notice Gives the ruling to the arbitrable once no appeal can come: window over, waived, or appeal ruled. Anyone.
    /// @dev Emits {RulingExecuted}, then calls the arbitrable's `rule`.
    function executeRuling(uint256 disputeId) external;

    /// @notice Pays an arbitrator's fees to an address it signed. Anyone may relay.
    /// @dev Emits {FeesWithdrawn}. EIP-712 `FeeWithdrawal(bytes32 voter,address to,uint256 nonce)`.
    function withdrawFees(bytes32 voter, address payable to, bytes calldata signer, bytes calldata signature) external;

    /// @notice Takes out fees that silent panels did not earn. Role: roster clerk.
    /// @dev Emits {UnearnedSwept}.
    function sweepUnearned(address payable to) external;

    /// @notice Decodes the `extraData` of a dispute; reverts without a reason where it is none.
    /// @param extraData Bytes of a dispute.
    function readRequest(bytes calldata extraData) external pure returns (PanelRequest memory);

    /// @notice Sizes and windows.
    function config() external view returns (PanelConfig memory);

    /// @notice Wei a vote costs now.
    function feePerVote() external view returns (uint256);

    /// @notice Number of disputes so far; ids run from 1.
    function disputeCount() external view returns (uint256);

    /// @notice What is kept of a dispute.
    function disputeOf(uint256 disputeId) external view returns (DisputeInfo memory);

    /// @notice The bond of a seed: who paid it (zero: nobody), and whether a dispute used the seed or its holder gave it up.
    function bondOf(
        address arbitrable,
        bytes32 caseId,
        bytes32 commitment
    ) external view returns (address payer, bool spent);

    /// @notice Wei of bonds that went back to an account and were not paid out yet.
    function returnedBondsOf(address payer) external view returns (uint256);

    /// @notice Seed commitments of a dispute: claimant's, witnesses', respondents'; zero where the seed is revealed.
    function seedsOf(uint256 disputeId) external view returns (bytes32[] memory);

    /// @notice Members of a panel.
    function panelOf(uint256 disputeId, uint32 round) external view returns (bytes32[] memory);

    /// @notice A member's vote in a round.
    function voteOf(uint256 disputeId, uint32 round, bytes32 voter) external view returns (Vote memory);

    /// @notice Votes for a ruling in a round.
    function tallyOf(uint256 disputeId, uint32 round, uint256 ruling) external view returns (uint256);

    /// @notice The EIP-712 digest a member signs to vote, and commits to before.
    /// @param salt 32 random bytes, kept by the voter.
    function voteDigest(
        uint256 disputeId,
        uint32 round,
        bytes32 voter,
        uint256 ruling,
        bytes32 salt
    ) external view returns (bytes32);

    /// @notice All arbitrators of the roster.
    function roster() external view returns (bytes32[] memory);

    /// @notice Wei an arbitrator may take.
    function feesOf(bytes32 voter) external view returns (uint256);

    /// @notice Nonce of an arbitrator's next fee withdrawal.
    function nonceOf(bytes32 voter) external view returns (uint256);
}
