// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {ICompensationFund} from "../interfaces/ICompensationFund.sol";
import {IGuaranteeBonds} from "../interfaces/IGuaranteeBonds.sol";
import {AdvanceLimits} from "./AdvanceLimits.sol";
import {CaseAccounts} from "./CaseAccounts.sol";
import {ReceivedTokens} from "./ReceivedTokens.sol";

/// @title CompensationFund
/// @notice See {ICompensationFund}.
contract CompensationFund is ICompensationFund, CaseAccounts, AdvanceLimits, AccessManaged, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using ReceivedTokens for IERC20;

    uint256 private constant MAX_PARTIES = 16;

    IERC20 private immutable _token;
    IGuaranteeBonds private immutable _guaranteeBonds;
    bytes32 private immutable _platformPartyId;

    /// @param authority The AccessManager.
    /// @param bonds_ The bonds to reserve and collect from; their token is the fund's.
    /// @param platformPartyId_ The party whose share the fund bears.
    /// @param settlementAgent_ Address credited for consumers without a wallet; zero for none.
    /// @param limits_ Limits in force from the start.
    constructor(
        address authority,
        address bonds_,
        bytes32 platformPartyId_,
        address settlementAgent_,
        Limits memory limits_
    ) AccessManaged(authority) AdvanceLimits(settlementAgent_, limits_) {
        _guaranteeBonds = IGuaranteeBonds(bonds_);
        _token = IERC20(IGuaranteeBonds(bonds_).token());
        _platformPartyId = platformPartyId_;
    }

    /// @inheritdoc ICompensationFund
    function deposit(uint256 amount) external nonReentrant {
        uint256 received = amount == 0 ? 0 : _token.pull(msg.sender, amount);
        if (received == 0) revert CompensationFundZeroAmount();
        emit CapitalDeposited(msg.sender, received);
    }

    /// @inheritdoc ICompensationFund
    function withdrawCapital(address to, uint256 amount) external restricted nonReentrant {
        if (amount == 0) revert CompensationFundZeroAmount();
        _requireCapital(amount);

        emit CapitalWithdrawn(to, amount);

        _token.safeTransfer(to, amount);
    }

    /// @inheritdoc ICompensationFund
    function openAccount(bytes32 caseId, address payee, uint256 cap) external restricted {
        _open(caseId, payee, cap);
    }

    /// @inheritdoc ICompensationFund
    function approveAdvance(bytes32 requestHash) external restricted {
        _approve(requestHash);
    }

    /// @inheritdoc ICompensationFund
    function advance(AdvanceRequest calldata request) external restricted nonReentrant {
        _requireLists(request.obligors.length, request.amounts.length);
        _requireCapital(request.amount);
        uint256 covered = _sum(request.amounts);
        _countAdvance(request, covered);

        _recordAdvance(request.caseId, request.payee, request.amount);
        emit Advanced(request.caseId, request.payee, request.amount, covered);

        for (uint256 i = 0; i < request.obligors.length; ++i) {
            _guaranteeBonds.reserve(request.caseId, request.obligors[i], request.amounts[i]);
        }
    }

    /// @inheritdoc ICompensationFund
    function payOut(address payee) external nonReentrant {
        uint256 amount = _takeCredit(payee);
        emit CreditPaid(payee, amount);

        _token.safeTransfer(payee, amount);
    }

    /// @inheritdoc ICompensationFund
    function recover(
        bytes32 caseId,
        uint32 round,
        uint256 award,
        bytes32[] calldata parties,
        uint256[] calldata payables
    ) external restricted nonReentrant {
        _requireLists(parties.length, payables.length);
        uint256 sum = _sum(payables);
        if (sum != award) revert CompensationFundBadSum(caseId, sum, award);

        _beginSettlement(caseId, round, award);
        Settlement memory result;
        for (uint256 i = 0; i < parties.length; ++i) {
            if (parties[i] == _platformPartyId) result.borne += payables[i];
            else if (payables[i] != 0) result.collected += _collect(caseId, parties[i], payables[i]);
        }
        _coverCollected(caseId, result.collected);
        _bear(caseId, result.borne, _tokensBeyond(_totals.credits));
        result.debt = award - result.collected - result.borne;
        emit Settled(caseId, round, award, result.collected, result.borne, result.debt);
    }

    /// @inheritdoc ICompensationFund
    function releaseReservation(bytes32 caseId, bytes32 partyId) external {
        _requireSettled(caseId);
        _guaranteeBonds.release(caseId, partyId);
    }

    /// @inheritdoc ICompensationFund
    function repay(bytes32 caseId, bytes32 partyId, uint256 amount) external nonReentrant {
        _requireDebt(caseId, partyId, amount);
        uint256 received = _token.pull(msg.sender, amount);
        if (received == 0) revert CompensationFundZeroAmount();
        _requireDebt(caseId, partyId, received);

        _recordRepayment(caseId, partyId, received);
        emit DebtRepaid(caseId, partyId, msg.sender, received);
    }

    /// @inheritdoc ICompensationFund
    function writeOff(bytes32 caseId, bytes32 partyId, uint256 amount) external restricted {
        _requireDebt(caseId, partyId, amount);
        _recordWriteOff(caseId, partyId, amount);
    }

    /// @inheritdoc ICompensationFund
    function reverse(bytes32 caseId) external restricted nonReentrant {
        bytes32[] memory charged = _undoSettlement(caseId);
        for (uint256 i = 0; i < charged.length; ++i) {
            if (restitutionOf(caseId, charged[i]) != 0) _restitute(caseId, charged[i]);
        }
    }

    /// @inheritdoc ICompensationFund
    function payRestitution(bytes32 caseId, bytes32 partyId) external nonReentrant {
        if (restitutionOf(caseId, partyId) == 0) revert CompensationFundNothingDue(partyId);
        _restitute(caseId, partyId);
    }

    /// @inheritdoc ICompensationFund
    function setLimits(Limits calldata limits_) external restricted {
        _setLimits(limits_);
    }

    /// @inheritdoc ICompensationFund
    function token() external view returns (address) {
        return address(_token);
    }

    /// @inheritdoc ICompensationFund
    function bonds() external view returns (address) {
        return address(_guaranteeBonds);
    }

    /// @inheritdoc ICompensationFund
    function platformPartyId() external view returns (bytes32) {
        return _platformPartyId;
    }

    /// @inheritdoc ICompensationFund
    function freeCapital() public view returns (uint256) {
        Totals storage sums = _totals;
        return _tokensBeyond(uint256(sums.credits) + sums.restitutions);
    }

    function _platform() internal view override returns (bytes32) {
        return _platformPartyId;
    }

    /// @dev What was slashed less what a token keeps is what counts, so the fee of a token is its party's debt.
    function _collect(bytes32 caseId, bytes32 partyId, uint256 due) private returns (uint256 received) {
        uint256 before = _token.balanceOf(address(this));
        _guaranteeBonds.slash(caseId, partyId, due);
        received = Math.min(Math.saturatingSub(_token.balanceOf(address(this)), before), due);
        _recordCharge(caseId, partyId, received, due - received);
    }

    function _restitute(bytes32 caseId, bytes32 partyId) private {
        uint256 amount = _recordRestitution(caseId, partyId, _tokensBeyond(_totals.credits));
        if (amount == 0) return;

        _token.forceApprove(address(_guaranteeBonds), amount);
        _guaranteeBonds.restore(caseId, partyId, amount);
    }

    function _requireCapital(uint256 amount) private view {
        uint256 free = freeCapital();
        if (amount > free) revert CompensationFundInsufficient(free, amount);
    }

    function _tokensBeyond(uint256 liabilities) private view returns (uint256) {
        return Math.saturatingSub(_token.balanceOf(address(this)), liabilities);
    }

    function _requireLists(uint256 parties, uint256 amounts) private pure {
        if (parties != amounts || parties > MAX_PARTIES) revert CompensationFundBadLists(parties, amounts);
    }

    function _sum(uint256[] calldata amounts) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < amounts.length; ++i) {
            if (amounts[i] > type(uint96).max) revert CompensationFundTooLarge(amounts[i]);
            sum += amounts[i];
        }
    }
}
