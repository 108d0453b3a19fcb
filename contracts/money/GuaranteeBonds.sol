// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IGuaranteeBonds} from "../interfaces/IGuaranteeBonds.sol";
import {IPartyRegistry} from "../interfaces/IPartyRegistry.sol";
import {ReceivedTokens} from "./ReceivedTokens.sol";

/// @title GuaranteeBonds
/// @notice See {IGuaranteeBonds}.
contract GuaranteeBonds is IGuaranteeBonds, AccessManaged, EIP712, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using ReceivedTokens for IERC20;
    using SafeCast for uint256;

    /// @dev `agreed` remembers that an agreement was seen: the registry never erases one. `withdrawing` saves a look at a
    /// withdrawal where none was ever asked for.
    struct Bond {
        uint96 amount;
        uint96 reserved;
        bool agreed;
        bool withdrawing;
    }

    bytes32 private constant WITHDRAWAL_TYPEHASH = keccak256(
        "WithdrawalRequest(bytes32 partyId,uint256 amount,address to,uint256 nonce)"
    );
    uint256 private constant RIPE_SECONDS = 24 hours;

    IERC20 private immutable _token;
    IPartyRegistry private immutable _parties;
    uint48 private immutable _withdrawalDelaySeconds;

    uint256 private _totalBonds;
    mapping(bytes32 partyId => Bond) private _bonds;
    mapping(bytes32 partyId => uint96) private _tails;
    mapping(bytes32 partyId => uint256) private _nonces;
    mapping(bytes32 partyId => Withdrawal) private _withdrawals;
    mapping(bytes32 caseId => mapping(bytes32 partyId => uint256)) private _reservedFor;

    /// @param authority The AccessManager.
    /// @param token_ ERC-20 token of all bonds.
    /// @param parties The party registry.
    /// @param withdrawalDelaySeconds_ Seconds between asking for a withdrawal and its payment.
    constructor(
        address authority,
        address token_,
        address parties,
        uint48 withdrawalDelaySeconds_
    ) AccessManaged(authority) EIP712("Redress GuaranteeBonds", "1") {
        _token = IERC20(token_);
        _parties = IPartyRegistry(parties);
        _withdrawalDelaySeconds = withdrawalDelaySeconds_;
    }

    /// @inheritdoc IGuaranteeBonds
    function depositFor(bytes32 partyId, uint256 amount) external nonReentrant {
        if (_parties.kindOf(partyId) == IPartyRegistry.Kind.None) revert GuaranteeBondsUnknownParty(partyId);

        uint256 received = _receive(partyId, amount);
        emit BondDeposited(partyId, msg.sender, received);
    }

    /// @inheritdoc IGuaranteeBonds
    function requestWithdrawal(
        bytes32 partyId,
        uint256 amount,
        address to,
        bytes calldata signer,
        bytes calldata signature
    ) external {
        if (amount == 0) revert GuaranteeBondsZeroAmount(partyId);
        if (to == address(0) || to == address(this)) revert GuaranteeBondsBadReceiver(partyId, to);
        uint256 free = withdrawableOf(partyId);
        if (amount > free) revert GuaranteeBondsInsufficient(partyId, free, amount);
        _checkSignature(partyId, amount, to, signer, signature);

        uint48 readyAt = uint48(block.timestamp) + _withdrawalDelaySeconds;
        _nonces[partyId] += 1;
        _bonds[partyId].withdrawing = true;
        _withdrawals[partyId] = Withdrawal({amount: amount.toUint96(), readyAt: readyAt, to: to});
        emit WithdrawalRequested(partyId, amount, to, readyAt);
    }

    /// @inheritdoc IGuaranteeBonds
    function withdraw(bytes32 partyId) external nonReentrant {
        Withdrawal memory request = _withdrawals[partyId];
        if (request.amount == 0) revert GuaranteeBondsNoWithdrawal(partyId);
        if (block.timestamp < request.readyAt) {
            revert GuaranteeBondsTooEarly(partyId, request.readyAt, block.timestamp);
        }
        if (block.timestamp >= request.readyAt + RIPE_SECONDS) {
            revert GuaranteeBondsLapsed(partyId, request.readyAt + RIPE_SECONDS, block.timestamp);
        }
        uint256 amount = Math.min(request.amount, withdrawableOf(partyId));
        if (amount == 0) revert GuaranteeBondsInsufficient(partyId, 0, request.amount);

        delete _withdrawals[partyId];
        (_bonds[partyId].amount, _bonds[partyId].withdrawing) = (_bonds[partyId].amount - uint96(amount), false);
        _totalBonds -= amount;
        emit BondWithdrawn(partyId, amount, request.to);

        _token.safeTransfer(request.to, amount);
    }

    /// @inheritdoc IGuaranteeBonds
    function reserve(bytes32 caseId, bytes32 partyId, uint256 amount) external restricted {
        if (amount == 0) revert GuaranteeBondsZeroAmount(partyId);
        if (!_agreed(partyId)) revert GuaranteeBondsNoAgreement(partyId);
        uint256 free = freeOf(partyId);
        if (amount > free) revert GuaranteeBondsInsufficient(partyId, free, amount);

        _bonds[partyId].reserved += uint96(amount);
        _reservedFor[caseId][partyId] += amount;
        emit BondReserved(caseId, partyId, amount);
    }

    /// @inheritdoc IGuaranteeBonds
    function release(bytes32 caseId, bytes32 partyId) external restricted returns (uint256 amount) {
        amount = _reservedFor[caseId][partyId];
        if (amount == 0) return 0;

        _reservedFor[caseId][partyId] = 0;
        _bonds[partyId].reserved -= uint96(amount);
        emit BondReleased(caseId, partyId, amount);
    }

    /// @inheritdoc IGuaranteeBonds
    function slash(
        bytes32 caseId,
        bytes32 partyId,
        uint256 amount
    ) external restricted nonReentrant returns (uint256 collected) {
        uint256 fromReserved = Math.min(amount, _reservedFor[caseId][partyId]);
        uint256 fromFree = _agreed(partyId) ? Math.min(amount - fromReserved, freeOf(partyId)) : 0;
        collected = fromReserved + fromFree;
        if (collected == 0) return 0;

        _reservedFor[caseId][partyId] -= fromReserved;
        _bonds[partyId].reserved -= uint96(fromReserved);
        _bonds[partyId].amount -= uint96(collected);
        _totalBonds -= collected;
        emit BondSlashed(caseId, partyId, msg.sender, collected);

        _token.safeTransfer(msg.sender, collected);
    }

    /// @inheritdoc IGuaranteeBonds
    function restore(bytes32 caseId, bytes32 partyId, uint256 amount) external restricted nonReentrant {
        uint256 received = _receive(partyId, amount);
        emit BondRestored(caseId, partyId, received);
    }

    /// @inheritdoc IGuaranteeBonds
    function setTail(bytes32 partyId, uint96 amount) external restricted {
        _tails[partyId] = amount;
        emit TailSet(partyId, amount);
    }

    /// @inheritdoc IGuaranteeBonds
    function token() external view returns (address) {
        return address(_token);
    }

    /// @inheritdoc IGuaranteeBonds
    function withdrawalDelaySeconds() external view returns (uint48) {
        return _withdrawalDelaySeconds;
    }

    /// @inheritdoc IGuaranteeBonds
    function totalBonds() external view returns (uint256) {
        return _totalBonds;
    }

    /// @inheritdoc IGuaranteeBonds
    function bondOf(bytes32 partyId) external view returns (uint256) {
        return _bonds[partyId].amount;
    }

    /// @inheritdoc IGuaranteeBonds
    function reservedOf(bytes32 partyId) external view returns (uint256) {
        return _bonds[partyId].reserved;
    }

    /// @inheritdoc IGuaranteeBonds
    function reservedFor(bytes32 caseId, bytes32 partyId) external view returns (uint256) {
        return _reservedFor[caseId][partyId];
    }

    /// @inheritdoc IGuaranteeBonds
    function withdrawalOf(bytes32 partyId) external view returns (Withdrawal memory) {
        return _withdrawals[partyId];
    }

    /// @inheritdoc IGuaranteeBonds
    function nonceOf(bytes32 partyId) external view returns (uint256) {
        return _nonces[partyId];
    }

    /// @inheritdoc IGuaranteeBonds
    function freeOf(bytes32 partyId) public view returns (uint256) {
        Bond storage bond = _bonds[partyId];
        uint256 unreserved = bond.amount - bond.reserved;
        return bond.withdrawing ? Math.saturatingSub(unreserved, _ripe(partyId)) : unreserved;
    }

    /// @inheritdoc IGuaranteeBonds
    function withdrawableOf(bytes32 partyId) public view returns (uint256) {
        Bond storage bond = _bonds[partyId];
        return Math.saturatingSub(bond.amount - bond.reserved, _tails[partyId]);
    }

    function _receive(bytes32 partyId, uint256 amount) private returns (uint256 received) {
        received = amount == 0 ? 0 : _token.pull(msg.sender, amount);
        if (received == 0) revert GuaranteeBondsZeroAmount(partyId);
        _bonds[partyId].amount = (_bonds[partyId].amount + received).toUint96();
        _totalBonds += received;
    }

    function _agreed(bytes32 partyId) private returns (bool) {
        if (_bonds[partyId].agreed) return true;
        if (_parties.agreementOf(partyId) == bytes32(0)) return false;
        _bonds[partyId].agreed = true;
        return true;
    }

    /// @dev Asks for the key, not for an active party: a suspension must not lock money in.
    function _checkSignature(
        bytes32 partyId,
        uint256 amount,
        address to,
        bytes calldata signer,
        bytes calldata signature
    ) private view {
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(WITHDRAWAL_TYPEHASH, partyId, amount, to, _nonces[partyId]))
        );
        bool valid =
            _parties.isSigner(partyId, signer) && SignatureChecker.isValidSignatureNow(signer, digest, signature);
        if (!valid) revert GuaranteeBondsBadSignature(partyId, signer);
    }

    function _ripe(bytes32 partyId) private view returns (uint256) {
        Withdrawal storage request = _withdrawals[partyId];
        uint256 readyAt = request.readyAt;
        return block.timestamp >= readyAt && block.timestamp < readyAt + RIPE_SECONDS ? request.amount : 0;
    }
}
