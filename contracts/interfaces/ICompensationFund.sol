// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

/// @title ICompensationFund
/// @notice Pays consumers first (先行赔付) and collects from the liable afterwards (追偿), in one ERC-20 token. Every amount is
/// in the token's smallest unit (fen for the settlement token).
/// @dev What an owner cannot do: change the payee or the cap of a case, pay more than the cap, take credits that are not yet
/// pulled, advance beyond reserved bond without a second person, or collect twice for a round. Tokens are assumed hostile:
/// what counts is what arrived, and a refused payout hurts its own payee alone.
///
/// For every case and in total: paid = recovered + outstanding + written off.
///
/// Everywhere here: `caseId` the case; `partyId` id of a party in the party registry; `payee` account credited for
/// the case; `amount` token units; `round` number of the settled round, from 1; `from` account the tokens came from;
/// `to` account they go to; `requestHash` keccak256(abi.encode(AdvanceRequest)).
interface ICompensationFund is IAccessManaged {
    /// @notice What the fund did for a case.
    /// @param payee Who is paid, fixed when the case opened; a settlement agent where the consumer has no wallet.
    /// @param cap The most that can ever be paid; below 2^48.
    /// @param paid Credited to the payee so far, by advance or after the finding.
    /// @param recovered Of `paid`, what was collected from the liable.
    /// @param writtenOff Of `paid`, what the fund bears: the platform's share, denied advances, debts given up.
    /// @param owed Awarded, not yet covered by any collection, hence not yet credited.
    /// @param settledRound Last round whose finding was settled; 0 for none.
    /// @param settled Whether that settlement stands; a reversal takes it back.
    struct Account {
        address payee;
        uint48 cap;
        uint48 paid;
        uint48 recovered;
        uint48 writtenOff;
        uint48 owed;
        uint32 settledRound;
        bool settled;
    }

    /// @notice An advance as its approver sees it.
    /// @param caseId The case.
    /// @param payee Must be the payee of the case.
    /// @param amount Token units.
    /// @param obligors Parties whose free bond covers the advance; the first is the merchant whose rolling limit counts.
    /// @param amounts Token units to reserve of each; together `amount`, or less with an approval.
    struct AdvanceRequest {
        bytes32 caseId;
        address payee;
        uint256 amount;
        bytes32[] obligors;
        uint256[] amounts;
    }

    /// @notice Limits over any 24 hours, in token units, and the largest single advance without a second person.
    struct Limits {
        uint56 perMerchant;
        uint56 perPayee;
        uint56 pool;
        uint56 single;
    }

    /// @notice Sums over all cases, in token units.
    /// @param paid Credited to payees so far.
    /// @param credits Of `paid`, not pulled yet: what the fund must hold.
    /// @param restitutions Owed to parties after reversals.
    /// @param recovered Collected from the liable.
    /// @param writtenOff Borne by the fund.
    struct Totals {
        uint96 paid;
        uint96 credits;
        uint64 restitutions;
        uint96 recovered;
        uint96 writtenOff;
    }

    /// @notice Emitted when capital arrived.
    event CapitalDeposited(address indexed from, uint256 amount);
    /// @notice Emitted when capital was taken out.
    event CapitalWithdrawn(address indexed to, uint256 amount);
    /// @notice Emitted when a case got its payee and cap.
    /// @param cap Most token units the case can ever be paid.
    event AccountOpened(bytes32 indexed caseId, address indexed payee, uint256 cap);
    /// @notice Emitted when a second person approved an advance; `requestHash` is keccak256 of the ABI-encoded request.
    /// @param approver Second person.
    event AdvanceApproved(bytes32 indexed requestHash, address indexed approver);
    /// @notice Emitted when the fund advanced; `covered` is what was reserved of bonds for it.
    /// @param covered Token units of bond to reserve for it.
    event Advanced(bytes32 indexed caseId, address indexed payee, uint256 amount, uint256 covered);
    /// @notice Emitted when a payee was credited out of what a finding collected.
    event AwardCredited(bytes32 indexed caseId, address indexed payee, uint256 amount);
    /// @notice Emitted when a credit was paid out.
    event CreditPaid(address indexed payee, uint256 amount);
    /// @notice Emitted when a finding was settled: `collected` from bonds, `borne` by the fund, `debt` still due of the liable.
    /// @param award Token units due to the payee in all.
    /// @param collected Token units taken from bonds.
    /// @param borne Token units that are the platform's own loss.
    /// @param debt Token units that could not be collected.
    event Settled(
        bytes32 indexed caseId,
        uint32 indexed round,
        uint256 award,
        uint256 collected,
        uint256 borne,
        uint256 debt
    );
    /// @notice Emitted when a bond did not cover a party's payable.
    event DebtRecorded(bytes32 indexed caseId, bytes32 indexed partyId, uint256 amount);
    /// @notice Emitted when a debt was paid.
    event DebtRepaid(bytes32 indexed caseId, bytes32 indexed partyId, address indexed from, uint256 amount);
    /// @notice Emitted when a person gave a debt up.
    event DebtWrittenOff(bytes32 indexed caseId, bytes32 indexed partyId, uint256 amount);
    /// @notice Emitted when a round's settlement was undone.
    event Reversed(bytes32 indexed caseId, uint32 indexed round);
    /// @notice Emitted when a reversal gave money back to a party's bond; `stillOwed` is what the fund could not give yet.
    /// @param stillOwed Token units the fund could not give back yet.
    event Restituted(bytes32 indexed caseId, bytes32 indexed partyId, uint256 amount, uint256 stillOwed);
    /// @notice Emitted when the limits changed.
    /// @param limits The limits.
    event LimitsSet(Limits limits);

    /// @notice No amount was given, or nothing of it arrived.
    error CompensationFundZeroAmount();
    /// @notice The case has no account here.
    error CompensationFundUnknownCase(bytes32 caseId);
    /// @notice The case has an account already.
    error CompensationFundCaseExists(bytes32 caseId);
    /// @notice The payee is not the one fixed at filing, or none.
    error CompensationFundBadPayee(bytes32 caseId, address payee);
    /// @notice More than the case's cap would be paid.
    /// @param wanted Token units that would be paid in all.
    /// @param cap Most token units the case can ever be paid.
    error CompensationFundOverCap(bytes32 caseId, uint256 wanted, uint256 cap);
    /// @notice The round is settled already, or is none.
    /// @param settledRound Last round settled; 0 for none.
    error CompensationFundSettled(bytes32 caseId, uint32 settledRound, uint32 round);
    /// @notice The case is not settled, so there is nothing to reverse, release or repay.
    error CompensationFundNotSettled(bytes32 caseId);
    /// @notice Lists differ in length or are too long.
    /// @param parties Length of the list of parties.
    /// @param amounts Length of the list of amounts.
    error CompensationFundBadLists(uint256 parties, uint256 amounts);
    /// @notice The bonds to reserve are more than the advance, or less without a second person's approval.
    /// @param covered Token units of bond to reserve for it.
    error CompensationFundNotCovered(bytes32 caseId, uint256 covered, uint256 amount);
    /// @notice A limit would be passed and no second person approved. `key` names the merchant, the payee (an address in the low
    /// bytes), zero for the pool, or the case for the largest single advance.
    /// @param key Party id of a merchant, address of a payee in the low bytes, zero for the pool, or the case.
    /// @param wouldBe Token units of the last 24 hours, this advance included.
    /// @param limit Most token units.
    error CompensationFundLimitExceeded(bytes32 key, uint256 wouldBe, uint256 limit);
    /// @notice The fund has less free capital than that.
    /// @param free Token units of free capital.
    /// @param needed Token units asked for.
    error CompensationFundInsufficient(uint256 free, uint256 needed);
    /// @notice The payables do not add up to the award.
    /// @param sum Sum of the payables, in token units.
    /// @param award Token units due to the payee in all.
    error CompensationFundBadSum(bytes32 caseId, uint256 sum, uint256 award);
    /// @notice More than the party's debt, or than what is outstanding.
    /// @param debt Token units that could not be collected.
    error CompensationFundOverDebt(bytes32 caseId, bytes32 partyId, uint256 debt, uint256 amount);
    /// @notice Nothing is due.
    /// @param id Party, or account in the low bytes, that is owed nothing.
    error CompensationFundNothingDue(bytes32 id);
    /// @notice An amount does not fit its counter.
    error CompensationFundTooLarge(uint256 amount);

    /// @notice Adds capital from the caller's approved tokens. Anyone.
    /// @dev Emits {CapitalDeposited} with what arrived.
    function deposit(uint256 amount) external;

    /// @notice Takes out capital that no credit needs. Role: treasurer, with a delay.
    /// @dev Emits {CapitalWithdrawn}.
    function withdrawCapital(address to, uint256 amount) external;

    /// @notice Fixes payee and cap of a case. Role: case registry.
    /// @dev Emits {AccountOpened}.
    /// @param cap Token units claimed.
    function openAccount(bytes32 caseId, address payee, uint256 cap) external;

    /// @notice Approves one advance over a limit or beyond cover. Role: second person; may not be who then sends it.
    /// @dev Emits {AdvanceApproved}. An approval is used up by the advance that needs it.
    /// @param requestHash keccak256(abi.encode(AdvanceRequest)).
    function approveAdvance(bytes32 requestHash) external;

    /// @notice Credits the payee now and reserves the same amount of the obligors' free bond. Role: fund clerk.
    /// @dev Emits {Advanced}. Requires an open, unsettled account, capital, cover, and the limits or an approval.
    /// @param request What is to be paid, to whom, and whose bonds cover it.
    function advance(AdvanceRequest calldata request) external;

    /// @notice Pays a payee's whole credit to the payee. Anyone may call.
    /// @dev Emits {CreditPaid}. Never paused.
    function payOut(address payee) external;

    /// @notice Settles the finding of a round: collects from the bonds, covers the advance first, credits the payee with the
    /// rest, records shortages as debts. Role: case registry.
    /// @dev Emits {Settled} and one {DebtRecorded} a shortage. Award 0 with empty lists closes the case with the fund bearing
    /// what it advanced. An award beyond the advance is paid only out of collected money and the platform's own share, so that
    /// a merchant and false buyers who agree with each other take at most the bond.
    /// @param award Token units; at most the cap.
    /// @param parties Who pays; the platform's share is borne by the fund.
    /// @param payables Token units of each; together `award`.
    function recover(
        bytes32 caseId,
        uint32 round,
        uint256 award,
        bytes32[] calldata parties,
        uint256[] calldata payables
    ) external;

    /// @notice Gives back a reservation that the settlement left over. Anyone, once the case is settled.
    function releaseReservation(bytes32 caseId, bytes32 partyId) external;

    /// @notice Pays a debt of a case from the caller's approved tokens. Anyone.
    /// @dev Emits {DebtRepaid} with what arrived. Covers the fund's outstanding first, then credits the payee.
    function repay(bytes32 caseId, bytes32 partyId, uint256 amount) external;

    /// @notice Gives up part of a debt that the fund bears. Role: second person.
    /// @dev Emits {DebtWrittenOff}. At most the debt and what is outstanding.
    function writeOff(bytes32 caseId, bytes32 partyId, uint256 amount) external;

    /// @notice Undoes the settlement of the present round. Role: case registry.
    /// @dev Emits {Reversed} and a {Restituted} for each who paid. What the payee got stays with the payee and is outstanding
    /// again until the next round is settled.
    function reverse(bytes32 caseId) external;

    /// @notice Gives a party what a reversal still owes it, as far as capital allows. Anyone.
    /// @dev Emits {Restituted}.
    function payRestitution(bytes32 caseId, bytes32 partyId) external;

    /// @notice Sets the limits for advances from now on. Role: treasurer, with a delay.
    /// @dev Emits {LimitsSet}.
    /// @param limits The limits.
    function setLimits(Limits calldata limits) external;

    /// @notice The token of every amount here.
    function token() external view returns (address);

    /// @notice The bonds this fund collects from.
    function bonds() external view returns (address);

    /// @notice The party whose share the fund itself bears.
    function platformPartyId() external view returns (bytes32);

    /// @notice Address whose credits stand for many consumers; the per-payee limit does not count for it.
    function settlementAgent() external view returns (address);

    /// @notice The account of a case, all zero when there is none.
    function accountOf(bytes32 caseId) external view returns (Account memory);

    /// @notice Of what was paid in a case, token units neither recovered nor written off.
    function outstandingOf(bytes32 caseId) external view returns (uint256);

    /// @notice Token units a party still owes in a case.
    function debtOf(bytes32 caseId, bytes32 partyId) external view returns (uint256);

    /// @notice Token units collected from a party in the present round of a case.
    function collectedFrom(bytes32 caseId, bytes32 partyId) external view returns (uint256);

    /// @notice Token units a reversal still owes a party.
    function restitutionOf(bytes32 caseId, bytes32 partyId) external view returns (uint256);

    /// @notice Token units a payee may pull.
    function creditOf(address payee) external view returns (uint256);

    /// @notice Capital no credit needs, in token units.
    function freeCapital() external view returns (uint256);

    /// @notice Sums over all cases.
    function totals() external view returns (Totals memory);

    /// @notice The limits in force.
    function limits() external view returns (Limits memory);

    /// @notice Who approved an advance, zero when nobody did or it is used up.
    function approverOf(bytes32 requestHash) external view returns (address);

    /// @notice Token units counted against a limit over the last 24 hours; `key` as in {CompensationFundLimitExceeded}.
    /// @param key Party id of a merchant, address of a payee in the low bytes, zero for the pool, or the case.
    function usedOf(bytes32 key) external view returns (uint256);
}
