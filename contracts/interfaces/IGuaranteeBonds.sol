// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

/// @title IGuaranteeBonds
/// @notice Locked guarantees (保证金) of parties, in one ERC-20 token. Every amount is in the token's smallest unit
/// (fen for the settlement token).
/// @dev Assumed of others: the token may charge fees, refuse recipients, re-enter or return nothing; what is credited is what
/// arrived. Nobody, the authority included, can move a bond other than by a reservation or slash of a contract that holds the
/// role, and then only a bond whose party signed the agreement kept by the party registry. A pause does not exist here.
///
/// Everywhere here: `partyId` id of a party in the party registry; `caseId` the case; `amount` token units; `from`
/// account the tokens came from; `to` account they go to; `nowAt` Unix second of the block; `readyAt` Unix second
/// from which a withdrawal is paid.
interface IGuaranteeBonds is IAccessManaged {
    /// @notice A withdrawal that was asked for and not yet paid.
    /// @param amount Token units asked for.
    /// @param readyAt Unix second from which it may be paid; it lapses 24 hours later.
    /// @param to Receiver fixed when it was asked for.
    struct Withdrawal {
        uint96 amount;
        uint48 readyAt;
        address to;
    }

    /// @notice Emitted when tokens arrived for a party.
    event BondDeposited(bytes32 indexed partyId, address indexed from, uint256 amount);
    /// @notice Emitted when a party asked to withdraw.
    event WithdrawalRequested(bytes32 indexed partyId, uint256 amount, address indexed to, uint48 readyAt);
    /// @notice Emitted when a withdrawal was paid. `amount` is what was free of reservations, at most what was asked for.
    event BondWithdrawn(bytes32 indexed partyId, uint256 amount, address indexed to);
    /// @notice Emitted when part of a bond was set aside for a case: the notice the party is owed.
    event BondReserved(bytes32 indexed caseId, bytes32 indexed partyId, uint256 amount);
    /// @notice Emitted when a reservation was given back to its party.
    event BondReleased(bytes32 indexed caseId, bytes32 indexed partyId, uint256 amount);
    /// @notice Emitted when a bond paid for a case.
    event BondSlashed(bytes32 indexed caseId, bytes32 indexed partyId, address indexed to, uint256 amount);
    /// @notice Emitted when money collected in a case that was reversed came back to the bond.
    event BondRestored(bytes32 indexed caseId, bytes32 indexed partyId, uint256 amount);
    /// @notice Emitted when the part of a bond kept back for recent sales was set.
    event TailSet(bytes32 indexed partyId, uint256 amount);

    /// @notice No amount was given, or nothing of it arrived.
    error GuaranteeBondsZeroAmount(bytes32 partyId);
    /// @notice The party is not registered.
    error GuaranteeBondsUnknownParty(bytes32 partyId);
    /// @notice The party never signed an agreement that lets its bond be charged.
    error GuaranteeBondsNoAgreement(bytes32 partyId);
    /// @notice Less is free than was asked for.
    /// @param free Token units that are free.
    /// @param needed Token units asked for.
    error GuaranteeBondsInsufficient(bytes32 partyId, uint256 free, uint256 needed);
    /// @notice The signer is not one of the party's, or its signature does not fit.
    /// @param signer ERC-7913 signer given.
    error GuaranteeBondsBadSignature(bytes32 partyId, bytes signer);
    /// @notice No withdrawal was asked for.
    error GuaranteeBondsNoWithdrawal(bytes32 partyId);
    /// @notice The withdrawal is not ripe yet.
    error GuaranteeBondsTooEarly(bytes32 partyId, uint256 readyAt, uint256 nowAt);
    /// @notice The withdrawal lapsed; it must be asked for again.
    /// @param lapsedAt Unix second at which the withdrawal lapsed.
    error GuaranteeBondsLapsed(bytes32 partyId, uint256 lapsedAt, uint256 nowAt);
    /// @notice The receiver may not be the zero address or this contract.
    error GuaranteeBondsBadReceiver(bytes32 partyId, address to);

    /// @notice Adds to a party's bond from the caller's approved tokens.
    /// @dev Emits {BondDeposited} with what arrived. Requires a registered party and a received amount over zero.
    /// @param partyId keccak256 of the party's id.
    /// @param amount Token units to take from the caller.
    function depositFor(bytes32 partyId, uint256 amount) external;

    /// @notice Asks to withdraw, by signature of one of the party's signers; anyone may relay it. Replaces an earlier request.
    /// @dev EIP-712 `WithdrawalRequest(bytes32 partyId,uint256 amount,address to,uint256 nonce)`, nonce from {nonceOf}.
    /// Emits {WithdrawalRequested}. The amount stays in the bond and may still be reserved until it is ripe.
    /// @param partyId The party.
    /// @param amount Token units, at most {withdrawableOf} now.
    /// @param to Receiver.
    /// @param signer ERC-7913 signer of the party.
    /// @param signature Its signature.
    function requestWithdrawal(
        bytes32 partyId,
        uint256 amount,
        address to,
        bytes calldata signer,
        bytes calldata signature
    ) external;

    /// @notice Pays a ripe withdrawal to the receiver fixed in it; anyone may call.
    /// @dev Emits {BondWithdrawn}. Pays what is withdrawable when that is less than was asked for.
    /// @param partyId The party.
    function withdraw(bytes32 partyId) external;

    /// @notice Sets part of a party's free bond aside for a case. Role: the compensation fund.
    /// @dev Emits {BondReserved}. Requires the party's agreement and enough free bond.
    /// @param caseId The case.
    /// @param partyId The party.
    /// @param amount Token units; zero is refused.
    function reserve(bytes32 caseId, bytes32 partyId, uint256 amount) external;

    /// @notice Gives back all that is still reserved for a case. Role: the compensation fund. No effect when nothing is.
    /// @dev Emits {BondReleased} when something was.
    /// @return amount Token units given back.
    function release(bytes32 caseId, bytes32 partyId) external returns (uint256 amount);

    /// @notice Collects up to `amount` for a case and sends it to the caller. Role: the compensation fund.
    /// @dev First from what is reserved for the case, then, with the party's agreement, from what is free. Emits {BondSlashed}
    /// when something was collected. Never reverts for want of money: the shortage is the caller's to record.
    /// @return collected Token units taken from the bond.
    function slash(bytes32 caseId, bytes32 partyId, uint256 amount) external returns (uint256 collected);

    /// @notice Puts money collected in a reversed case back into the bond, from the caller's approved tokens. Role: the fund.
    /// @dev Emits {BondRestored} with what arrived.
    function restore(bytes32 caseId, bytes32 partyId, uint256 amount) external;

    /// @notice Sets what is kept back from withdrawals for recent sales. Role: bond clerk.
    /// @dev Emits {TailSet}. Reservations may use the tail: claims on recent sales are what it is for.
    function setTail(bytes32 partyId, uint96 amount) external;

    /// @notice The token of every amount here.
    function token() external view returns (address);

    /// @notice Seconds between asking for a withdrawal and its payment.
    function withdrawalDelaySeconds() external view returns (uint48);

    /// @notice Sum of all bonds, in token units.
    function totalBonds() external view returns (uint256);

    /// @notice The whole bond of a party, reserved parts included, in token units.
    function bondOf(bytes32 partyId) external view returns (uint256);

    /// @notice Token units of the bond that are reserved for cases.
    function reservedOf(bytes32 partyId) external view returns (uint256);

    /// @notice Token units that can be reserved now: bond less reservations less a ripe, unpaid withdrawal.
    function freeOf(bytes32 partyId) external view returns (uint256);

    /// @notice Token units that can be withdrawn once ripe: bond less reservations less the tail for recent sales.
    function withdrawableOf(bytes32 partyId) external view returns (uint256);

    /// @notice Token units reserved for one case.
    function reservedFor(bytes32 caseId, bytes32 partyId) external view returns (uint256);

    /// @notice The pending withdrawal, all zero when there is none.
    function withdrawalOf(bytes32 partyId) external view returns (Withdrawal memory);

    /// @notice The nonce that the party's next withdrawal request must sign.
    function nonceOf(bytes32 partyId) external view returns (uint256);
}
