// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICaseRegistry} from "../../../contracts/interfaces/ICaseRegistry.sol";
import {ICompensationFund} from "../../../contracts/interfaces/ICompensationFund.sol";
import {DisputeHandler} from "./DisputeHandler.t.sol";

/// @notice The invariants of README.md, by number, after every move of the handler.
contract DisputeInvariants {
    uint256 private constant PARTIES = 3;

    DisputeHandler private _handler;

    error Broken(bytes32 invariant, uint256 left, uint256 right);

    function setUp() public {
        _handler = new DisputeHandler();
        _handler.depositCapital(29_999);
        for (uint256 i = 0; i < PARTIES; ++i) _handler.depositBond(i, 7_999);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev All in one, so that every property is asked after every move; {Broken} names the one that failed.
    function invariant_allHoldAfterEveryMove() public view {
        _check00NoMoveBrokeARule();
        _check01BalancesCoverLiabilities();
        _check03BooksBalance();
        _check04ReservedWithinBond();
        _check05PaidIsAccountedFor();
        _check06NeverPaidTwice();
        _check07OneOutcomeARound();
        _check10TermsAreThoseAtFiling();
    }

    function _check01BalancesCoverLiabilities() private view {
        _atLeast("1: bonds", _balance(address(_handler.bonds())), _handler.bonds().totalBonds());
        _atLeast("1: fund", _balance(address(_handler.fund())), _handler.fund().totals().credits);
    }

    function _check03BooksBalance() private view {
        ICompensationFund.Totals memory sums = _handler.fund().totals();
        uint256 debit = _balance(address(_handler.fund())) + sums.paid;
        uint256 credit = _handler.capital() + sums.recovered + sums.credits + sums.restitutions;
        _equal("3: fund", debit, credit);
        uint256 bonded;
        for (uint256 i = 0; i < PARTIES; ++i) bonded += _handler.bonds().bondOf(_handler.partyId(i));
        _equal("3: bonds", bonded, _handler.bonds().totalBonds());
    }

    function _check04ReservedWithinBond() private view {
        for (uint256 i = 0; i < PARTIES; ++i) {
            bytes32 partyId = _handler.partyId(i);
            uint256 reserved;
            for (uint256 j = 0; j < _handler.caseCount(); ++j) {
                reserved += _handler.bonds().reservedFor(_caseId(j), partyId);
            }
            _equal("4: reserved", reserved, _handler.bonds().reservedOf(partyId));
            _atLeast("4: bond", _handler.bonds().bondOf(partyId), reserved);
        }
    }

    function _check05PaidIsAccountedFor() private view {
        ICompensationFund.Totals memory sums = _handler.fund().totals();
        uint256 paid;
        uint256 cleared;
        for (uint256 i = 0; i < _handler.caseCount(); ++i) {
            ICompensationFund.Account memory account = _handler.fund().accountOf(_caseId(i));
            uint256 outstanding = _handler.fund().outstandingOf(_caseId(i));
            if (account.settled) _equal("5: debts", _debts(i), outstanding + account.owed);
            paid += account.paid;
            cleared += account.recovered + account.writtenOff;
        }
        _equal("5: paid", paid, sums.paid);
        _equal("5: cleared", cleared, uint256(sums.recovered) + sums.writtenOff);
    }

    function _check06NeverPaidTwice() private view {
        for (uint256 i = 0; i < _handler.caseCount(); ++i) {
            ICompensationFund.Account memory account = _handler.fund().accountOf(_caseId(i));
            _atLeast("6: cap", account.cap, account.paid + account.owed);
        }
        for (uint256 i = 0; i < 8; ++i) {
            (uint256 claimed, uint256 paid) = _handler.registry().lineOf(keccak256(abi.encode("line", i)));
            _atLeast("6: line", paid, claimed);
        }
    }

    function _check07OneOutcomeARound() private view {
        for (uint256 i = 0; i < _handler.caseCount(); ++i) {
            bytes32 caseId = _caseId(i);
            ICaseRegistry.CaseState memory state = _handler.registry().stateOf(caseId);
            bool closed = state.status == ICaseRegistry.Status.Closed;
            _equal("7: enforced", closed ? 1 : 0, _handler.isEnforced(caseId, state.round) ? 1 : 0);
            if (!closed) continue;
            bytes32 outcome = _handler.registry().outcomeOf(caseId);
            _equal("7: outcome", uint256(outcome), uint256(_handler.enforced(caseId, state.round)));
        }
    }

    function _check10TermsAreThoseAtFiling() private view {
        for (uint256 i = 0; i < _handler.caseCount(); ++i) {
            (bytes32 caseId, bytes32 termsHash, ) = _handler.caseAt(i);
            _equal("10: terms", uint256(_handler.registry().termsHashOf(caseId)), uint256(termsHash));
        }
    }

    /// @dev 2, 6, 8, 9 and 12 are checked by the handler at the move they are about; 11 is the equality of 3.
    function _check00NoMoveBrokeARule() private view {
        if (_handler.broken() != 0) revert Broken(_handler.broken(), 0, 0);
    }

    function _debts(uint256 index) private view returns (uint256 sum) {
        for (uint256 i = 0; i < PARTIES; ++i) sum += _handler.fund().debtOf(_caseId(index), _handler.partyId(i));
    }

    function _caseId(uint256 index) private view returns (bytes32 caseId) {
        (caseId, , ) = _handler.caseAt(index);
    }

    function _balance(address account) private view returns (uint256) {
        return _handler.token().balanceOf(account);
    }

    function _equal(bytes32 invariant, uint256 left, uint256 right) private pure {
        if (left != right) revert Broken(invariant, left, right);
    }

    function _atLeast(bytes32 invariant, uint256 left, uint256 right) private pure {
        if (left < right) revert Broken(invariant, left, right);
    }
}
