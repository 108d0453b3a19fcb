// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {ICompensationFund} from "../interfaces/ICompensationFund.sol";

/// @title CaseAccounts
/// @notice The books of the fund: what each case was paid, what came back, who still owes. Moves no tokens.
/// @dev Every function keeps, for a case and in total, paid = recovered + outstanding + written off; and for a settled case,
/// outstanding + owed = the debts of its parties. Amounts of a case fit 48 bits because its cap does: payee, cap and payment
/// share a slot, which keeps an advance cheap.
abstract contract CaseAccounts is ICompensationFund {
    using SafeCast for uint256;

    struct Charge {
        uint96 collected;
        uint96 debt;
    }

    struct Settlement {
        uint256 collected;
        uint256 borne;
        uint256 debt;
    }

    Totals internal _totals;
    mapping(bytes32 caseId => Account) private _accounts;
    mapping(bytes32 caseId => bytes32[]) private _charged;
    mapping(bytes32 caseId => mapping(bytes32 partyId => Charge)) private _charges;
    mapping(bytes32 caseId => mapping(bytes32 partyId => uint256)) private _restitutions;
    mapping(address payee => uint256) private _credits;

    /// @inheritdoc ICompensationFund
    function accountOf(bytes32 caseId) external view returns (Account memory) {
        return _accounts[caseId];
    }

    /// @inheritdoc ICompensationFund
    function debtOf(bytes32 caseId, bytes32 partyId) external view returns (uint256) {
        return _charges[caseId][partyId].debt;
    }

    /// @inheritdoc ICompensationFund
    function collectedFrom(bytes32 caseId, bytes32 partyId) external view returns (uint256) {
        return _charges[caseId][partyId].collected;
    }

    /// @inheritdoc ICompensationFund
    function creditOf(address payee) external view returns (uint256) {
        return _credits[payee];
    }

    /// @inheritdoc ICompensationFund
    function totals() external view returns (Totals memory) {
        return _totals;
    }

    /// @inheritdoc ICompensationFund
    function outstandingOf(bytes32 caseId) public view returns (uint256) {
        Account storage account = _accounts[caseId];
        return account.paid - account.recovered - account.writtenOff;
    }

    /// @inheritdoc ICompensationFund
    function restitutionOf(bytes32 caseId, bytes32 partyId) public view returns (uint256) {
        return _restitutions[caseId][partyId];
    }

    function _open(bytes32 caseId, address payee, uint256 cap) internal {
        if (_accounts[caseId].payee != address(0)) revert CompensationFundCaseExists(caseId);
        if (payee == address(0) || payee == address(this)) revert CompensationFundBadPayee(caseId, payee);
        if (cap == 0) revert CompensationFundZeroAmount();
        if (cap > type(uint48).max) revert CompensationFundTooLarge(cap);

        _accounts[caseId].payee = payee;
        _accounts[caseId].cap = uint48(cap);
        emit AccountOpened(caseId, payee, cap);
    }

    function _recordAdvance(bytes32 caseId, address payee, uint256 amount) internal {
        Account storage account = _known(caseId);
        if (account.settled) revert CompensationFundSettled(caseId, account.settledRound, 0);
        if (payee != account.payee) revert CompensationFundBadPayee(caseId, payee);
        if (amount == 0) revert CompensationFundZeroAmount();
        uint256 paid = account.paid + amount;
        if (paid > account.cap) revert CompensationFundOverCap(caseId, paid, account.cap);

        _credit(account, amount);
    }

    function _beginSettlement(bytes32 caseId, uint32 round, uint256 award) internal {
        Account storage account = _known(caseId);
        if (account.settled || round <= account.settledRound) {
            revert CompensationFundSettled(caseId, account.settledRound, round);
        }
        if (award > account.cap) revert CompensationFundOverCap(caseId, award, account.cap);

        account.settled = true;
        account.settledRound = round;
        account.owed = uint48(Math.saturatingSub(award, account.paid));
        _writeOff(account, Math.saturatingSub(account.paid, award));
    }

    function _recordCharge(bytes32 caseId, bytes32 partyId, uint256 collected, uint256 debt) internal {
        Charge storage charge = _charges[caseId][partyId];
        _charged[caseId].push(partyId);
        charge.collected += uint96(collected);
        charge.debt += uint96(debt);
        if (debt != 0) emit DebtRecorded(caseId, partyId, debt);
    }

    /// @dev Collected money covers what the fund paid before it pays the payee more.
    function _coverCollected(bytes32 caseId, uint256 collected) internal {
        Account storage account = _accounts[caseId];
        uint256 toPayee = collected - Math.min(collected, outstandingOf(caseId));
        if (toPayee != 0) _creditAward(caseId, account, toPayee);

        account.recovered += uint48(collected);
        _totals.recovered += uint96(collected);
    }

    /// @dev The platform's share is the fund's own loss; what capital cannot pay of it stays the platform's debt.
    function _bear(bytes32 caseId, uint256 share, uint256 capital) internal {
        if (share == 0) return;
        Account storage account = _accounts[caseId];
        uint256 ofAdvance = Math.min(share, outstandingOf(caseId));
        uint256 toPayee = Math.min(share - ofAdvance, capital);
        if (toPayee != 0) _creditAward(caseId, account, toPayee);

        _writeOff(account, ofAdvance + toPayee);
        uint256 unpaid = share - ofAdvance - toPayee;
        if (unpaid != 0) _recordCharge(caseId, _platform(), 0, unpaid);
    }

    function _recordRepayment(bytes32 caseId, bytes32 partyId, uint256 received) internal {
        Charge storage charge = _charges[caseId][partyId];
        charge.debt -= uint96(received);
        charge.collected += uint96(received);
        _coverCollected(caseId, received);
    }

    function _recordWriteOff(bytes32 caseId, bytes32 partyId, uint256 amount) internal {
        uint256 outstanding = outstandingOf(caseId);
        if (amount > outstanding) revert CompensationFundOverDebt(caseId, partyId, outstanding, amount);

        _charges[caseId][partyId].debt -= uint96(amount);
        _writeOff(_accounts[caseId], amount);
        emit DebtWrittenOff(caseId, partyId, amount);
    }

    /// @dev The payee keeps what it got: all of it is outstanding again. Each who paid is owed it back.
    function _undoSettlement(bytes32 caseId) internal returns (bytes32[] memory charged) {
        _requireSettled(caseId);
        Account storage account = _accounts[caseId];
        _totals.recovered -= account.recovered;
        _totals.writtenOff -= account.writtenOff;
        (account.recovered, account.writtenOff, account.owed, account.settled) = (0, 0, 0, false);
        emit Reversed(caseId, account.settledRound);

        charged = _charged[caseId];
        delete _charged[caseId];
        for (uint256 i = 0; i < charged.length; ++i) {
            uint256 collected = _charges[caseId][charged[i]].collected;
            delete _charges[caseId][charged[i]];
            _restitutions[caseId][charged[i]] += collected;
            _totals.restitutions += collected.toUint64();
        }
    }

    function _recordRestitution(bytes32 caseId, bytes32 partyId, uint256 capital) internal returns (uint256 amount) {
        uint256 due = _restitutions[caseId][partyId];
        amount = Math.min(due, capital);

        _restitutions[caseId][partyId] = due - amount;
        _totals.restitutions -= uint64(amount);
        emit Restituted(caseId, partyId, amount, due - amount);
    }

    function _takeCredit(address payee) internal returns (uint256 amount) {
        amount = _credits[payee];
        if (amount == 0) revert CompensationFundNothingDue(bytes32(uint256(uint160(payee))));
        _credits[payee] = 0;
        _totals.credits -= uint96(amount);
    }

    function _requireSettled(bytes32 caseId) internal view {
        if (!_known(caseId).settled) revert CompensationFundNotSettled(caseId);
    }

    function _requireDebt(bytes32 caseId, bytes32 partyId, uint256 amount) internal view {
        _requireSettled(caseId);
        if (amount == 0) revert CompensationFundZeroAmount();
        uint256 debt = _charges[caseId][partyId].debt;
        if (amount > debt) revert CompensationFundOverDebt(caseId, partyId, debt, amount);
    }

    function _platform() internal view virtual returns (bytes32);

    function _known(bytes32 caseId) private view returns (Account storage account) {
        account = _accounts[caseId];
        if (account.payee == address(0)) revert CompensationFundUnknownCase(caseId);
    }

    function _creditAward(bytes32 caseId, Account storage account, uint256 amount) private {
        account.owed -= uint48(amount);
        _credit(account, amount);
        emit AwardCredited(caseId, account.payee, amount);
    }

    function _credit(Account storage account, uint256 amount) private {
        Totals storage sums = _totals;
        account.paid += uint48(amount);
        (sums.paid, sums.credits) = (sums.paid + uint96(amount), sums.credits + uint96(amount));
        _credits[account.payee] += amount;
    }

    function _writeOff(Account storage account, uint256 amount) private {
        if (amount == 0) return;
        account.writtenOff += uint48(amount);
        _totals.writtenOff += uint96(amount);
    }
}
