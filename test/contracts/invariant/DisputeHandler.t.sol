// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICaseRegistry} from "../../../contracts/interfaces/ICaseRegistry.sol";
import {ICompensationFund} from "../../../contracts/interfaces/ICompensationFund.sol";
import {DisputeWorld} from "./DisputeWorld.sol";
import {VM} from "./Vm.sol";

/// @notice Every actor's moves, with bounded random arguments. A move that is refused leaves no trace; a move that must not
/// succeed, or must not fail, raises a flag the invariants read.
contract DisputeHandler is DisputeWorld {
    /// @notice Capital put in less capital taken out.
    uint256 public capital;
    /// @notice Number of moves that changed something, by name.
    mapping(bytes32 move => uint256) public done;
    /// @notice Set when what must hold did not; names the invariant.
    bytes32 public broken;
    /// @notice Outcome a round was enforced with.
    mapping(bytes32 caseId => mapping(uint32 round => bytes32)) public enforced;
    /// @notice Whether a round was enforced.
    mapping(bytes32 caseId => mapping(uint32 round => bool)) public isEnforced;

    function depositBond(uint256 party, uint256 amount) external {
        bonds.depositFor(partyId(party), 1 + (amount % 8_000));
        done["depositBond"]++;
    }

    function depositCapital(uint256 amount) external {
        uint256 before = token.balanceOf(address(fund));
        fund.deposit(1 + (amount % 30_000));
        capital += token.balanceOf(address(fund)) - before;
        done["depositCapital"]++;
    }

    function withdrawCapital(uint256 amount) external {
        amount = 1 + (amount % fund.freeCapital());
        fund.withdrawCapital(address(this), amount);
        capital -= amount;
        done["withdrawCapital"]++;
    }

    function requestWithdrawal(uint256 party, uint256 amount) external {
        bytes32 id = partyId(party);
        amount = 1 + (amount % bonds.withdrawableOf(id));
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("WithdrawalRequest(bytes32 partyId,uint256 amount,address to,uint256 nonce)"),
                id,
                amount,
                address(this),
                bonds.nonceOf(id)
            )
        );
        bytes32 digest = _digest("Redress GuaranteeBonds", address(bonds), structHash);
        bonds.requestWithdrawal(id, amount, address(this), _signer(party), _sign(_keyOf(party), digest));
        done["requestWithdrawal"]++;
    }

    function withdraw(uint256 party) external {
        uint256 readyAt = bonds.withdrawalOf(partyId(party)).readyAt;
        if (readyAt > block.timestamp) VM.warp(readyAt);
        bonds.withdraw(partyId(party));
        done["withdraw"]++;
    }

    function setTail(uint256 party, uint96 amount) external {
        bonds.setTail(partyId(party), amount % 10_000);
    }

    function openCase(uint256 seed, uint256 amount) external {
        uint96 claimed = uint96(1 + (amount % 20_000));
        ICaseRegistry.CaseTerms memory terms = _newTerms(seed, 60_000, claimed);
        registry.openCase(terms);
        Filed storage filed = _cases.push();
        (filed.caseId, filed.terms) = (terms.caseId, abi.encode(terms));
        filed.termsHash = keccak256(filed.terms);
        done["openCase"]++;
    }

    function advance(uint256 index, uint256 party, uint256 amount) external {
        Filed storage filed = _pick(index);
        ICompensationFund.AdvanceRequest memory request;
        (request.caseId, request.payee) = (filed.caseId, _terms(filed).payee);
        request.amount = 1 + (amount % 20_000);
        (request.obligors, request.amounts) = (new bytes32[](1), new uint256[](1));
        (request.obligors[0], request.amounts[0]) = (partyId(party), request.amount);
        // At times a second person lets the fund advance without cover: recourse then meets empty bonds.
        if (amount % 3 == 0) {
            (request.obligors, request.amounts) = (new bytes32[](0), new uint256[](0));
            VM.prank(SECOND_PERSON);
            fund.approveAdvance(keccak256(abi.encode(request)));
        }
        fund.advance(request);
        done["advance"]++;
    }

    function freeze(uint256 index, uint256 award, uint256 split) external {
        Filed storage filed = _find(index, ICaseRegistry.Status.Open);
        ICaseRegistry.CaseTerms memory terms = _terms(filed);
        uint32 round = registry.stateOf(filed.caseId).round;
        award = award % (uint256(terms.lines[0].claimed) + 1);
        bytes[] memory findings = new bytes[](3);
        findings[0] = abi.encode(_newFinding(filed.caseId, round, award, split));
        findings[1] = abi.encode(_newFinding(filed.caseId, round, award / 2, split / 7));
        // Too much is awarded: whoever rules it, nobody can enforce it.
        findings[2] = abi.encode(_newFinding(filed.caseId, round, terms.lines[0].claimed + 1, split));
        bytes32[] memory hashes = new bytes32[](3);
        for (uint256 i = 0; i < 3; ++i) hashes[i] = keccak256(findings[i]);
        registry.freezeCandidates(terms, "evidence", hashes);
        delete filed.findings;
        for (uint256 i = 0; i < 3; ++i) filed.findings.push(findings[i]);
        done["freeze"]++;
    }

    function accept(uint256 index, uint256 candidate) external {
        Filed storage filed = _find(index, ICaseRegistry.Status.Proposed);
        bytes32 findingHash = keccak256(filed.findings[candidate % 2]);
        uint32 round = registry.stateOf(filed.caseId).round;
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Acceptance(bytes32 caseId,uint32 round,bytes32 findingHash)"),
                filed.caseId,
                round,
                findingHash
            )
        );
        bytes32 digest = _digest("Redress CaseRegistry", address(registry), structHash);
        ICaseRegistry.PartySignature[] memory signatures = new ICaseRegistry.PartySignature[](PARTIES + 1);
        signatures[0] = ICaseRegistry.PartySignature(
            0,
            abi.encodePacked(VM.addr(CLAIMANT_KEY)),
            _sign(CLAIMANT_KEY, digest)
        );
        for (uint256 i = 0; i < PARTIES; ++i) {
            signatures[i + 1] = ICaseRegistry.PartySignature(partyId(i), _signer(i), _sign(_keyOf(i), digest));
        }
        registry.acceptProposal(_terms(filed), findingHash, signatures);
        done["accept"]++;
    }

    function object(uint256 index, uint256 party) external {
        Filed storage filed = _find(index, ICaseRegistry.Status.Proposed);
        uint32 round = registry.stateOf(filed.caseId).round;
        bytes32 structHash = keccak256(
            abi.encode(keccak256("Objection(bytes32 caseId,uint32 round)"), filed.caseId, round)
        );
        bytes32 digest = _digest("Redress CaseRegistry", address(registry), structHash);
        registry.object(
            _terms(filed),
            ICaseRegistry.PartySignature(partyId(party), _signer(party), _sign(_keyOf(party), digest))
        );
        filed.disputeId = registry.requestRuling(_terms(filed));
        done["object"]++;
    }

    function rule(uint256 index, uint256 ruling) external {
        _rule(_find(index, ICaseRegistry.Status.Disputed).disputeId, ruling % 5);
        done["rule"]++;
    }

    function lapse(uint256 index) external {
        Filed storage filed = _find(index, ICaseRegistry.Status(1 + (index % 5)));
        uint256 deadlineAt = registry.stateOf(filed.caseId).deadlineAt;
        if (deadlineAt >= block.timestamp) VM.warp(deadlineAt + 1);
        registry.lapse(filed.caseId);
        done["lapse"]++;
    }

    function enforce(uint256 index, uint256 candidate) external {
        Filed storage filed = _find(index, ICaseRegistry.Status.Final);
        uint256 number = registry.stateOf(filed.caseId).candidate;
        // Mostly the outcome's own finding, at times another.
        uint256 place = number == 0 || candidate % 8 == 0 ? candidate % filed.findings.length : number - 1;
        ICaseRegistry.Finding memory finding = abi.decode(filed.findings[place], (ICaseRegistry.Finding));
        registry.enforce(_terms(filed), finding);
        _checkEnforced(filed, keccak256(abi.encode(finding)));
        if (finding.award > _terms(filed).lines[0].claimed) broken = "2: award";
        done["enforce"]++;
    }

    function enforceRefused(uint256 index) external {
        Filed storage filed = _find(index, ICaseRegistry.Status.Final);
        registry.enforceRefused(_terms(filed));
        _checkEnforced(filed, 0);
        done["enforceRefused"]++;
    }

    function repay(uint256 start, uint256 amount) external {
        (bytes32 caseId, bytes32 debtor) = _debtor(start);
        fund.repay(caseId, debtor, 1 + (amount % fund.debtOf(caseId, debtor)));
        done["repay"]++;
    }

    function writeOff(uint256 start, uint256 amount) external {
        (bytes32 caseId, bytes32 debtor) = _debtor(start);
        uint256 debt = fund.debtOf(caseId, debtor);
        uint256 outstanding = fund.outstandingOf(caseId);
        _writeOff(caseId, debtor, 1 + (amount % (debt < outstanding ? debt : outstanding)));
    }

    /// @dev All of a debt, and not one unit more.
    function writeOffAll(uint256 start) external {
        (bytes32 caseId, bytes32 debtor) = _debtor(start);
        uint256 debt = fund.debtOf(caseId, debtor);
        uint256 outstanding = fund.outstandingOf(caseId);
        uint256 most = debt < outstanding ? debt : outstanding;
        try fund.writeOff(caseId, debtor, most + 1) {
            broken = "5: write-off too large";
        } catch {}
        _writeOff(caseId, debtor, most);
        done["writeOffAll"]++;
    }

    /// @dev From filing to a debt the fund has paid for: an advance without cover, all of it due from parties with too little.
    function runUpDebt(uint256 seed, uint256 split) external {
        this.openCase(seed, 19_999);
        this.advance(0, 0, 3 * (seed % 6_000));
        uint256 last = _cases.length - 1;
        this.freeze(last, 20_000, split);
        this.accept(last, 0);
        this.enforce(last, 1);
        done["runUpDebt"]++;
    }

    /// @dev What each bond has and is owed after a reversal is what it had plus what was collected from it, to the unit.
    function reopen(uint256 index) external {
        Filed storage filed = _find(index, ICaseRegistry.Status.Closed);
        uint256[PARTIES] memory wanted;
        bool feeFree = token.feeBps() == 0;
        for (uint256 i = 0; i < PARTIES; ++i) {
            wanted[i] = _heldBy(filed.caseId, i) + fund.collectedFrom(filed.caseId, partyId(i));
        }
        registry.reopen(_terms(filed), "judgment");
        for (uint256 i = 0; i < PARTIES; ++i) {
            if (feeFree && _heldBy(filed.caseId, i) != wanted[i]) broken = "8: reversal";
        }
        if (fund.outstandingOf(filed.caseId) != fund.accountOf(filed.caseId).paid) broken = "8: outstanding";
        done["reopen"]++;
    }

    function payRestitution(uint256 index, uint256 party) external {
        index %= _cases.length;
        for (uint256 i = 0; i < _cases.length && fund.restitutionOf(_cases[index].caseId, partyId(party)) == 0; ++i) {
            index = (index + 1) % _cases.length;
        }
        fund.payRestitution(_cases[index].caseId, partyId(party));
        done["payRestitution"]++;
    }

    function payOut(uint256 payee) external {
        fund.payOut(payeeOf(payee));
        done["payOut"]++;
    }

    function pause() external {
        registry.pause();
        done["pause"]++;
        for (uint256 i = 0; i < PAYEES; ++i) {
            bool due = fund.creditOf(payeeOf(i)) != 0 && !token.blocked(payeeOf(i));
            if (!due) continue;
            try fund.payOut(payeeOf(i)) {} catch {
                broken = "12: pause";
            }
        }
    }

    function unpause() external {
        registry.unpause();
    }

    function passTime(uint256 time) external {
        VM.warp(block.timestamp + (time % 12 hours));
        done["passTime"]++;
    }

    /// @dev Long after, every case that is not closed has a way out that anybody can take.
    function passAges(uint256 seed) external {
        if (seed % 16 != 0) return;
        VM.warp(block.timestamp + 200 days);
        for (uint256 i = 0; i < _cases.length; ++i) {
            ICaseRegistry.Status status = registry.stateOf(_cases[i].caseId).status;
            if (status == ICaseRegistry.Status.Closed) continue;
            bool refused = status == ICaseRegistry.Status.Final && registry.outcomeOf(_cases[i].caseId) == 0;
            if (refused) continue;
            try registry.lapse(_cases[i].caseId) {} catch {
                broken = "9: exit";
            }
        }
        done["passAges"]++;
    }

    /// @dev During the next transfers the token calls out: to take a credit, to take a bond, or nothing.
    function makeTokenReenter(uint256 target, uint256 who) external {
        if (target % 3 == 0) token.setHook(address(fund), abi.encodeCall(fund.payOut, (payeeOf(who))));
        else if (target % 3 == 1) token.setHook(address(bonds), abi.encodeCall(bonds.withdraw, (partyId(who))));
        else token.setHook(address(0), "");
        done["makeTokenReenter"]++;
    }

    /// @dev A second ruling of the same dispute, and one of a dispute of another round, change nothing.
    function ruleAgain(uint256 index, uint256 ruling) external {
        Filed storage filed = _find(index, ICaseRegistry.Status.Final);
        if (registry.stateOf(filed.caseId).status == ICaseRegistry.Status.Disputed) return;
        try this.ruleOn(filed.disputeId, ruling % 5) {
            broken = "7: ruled twice";
        } catch {}
        done["ruleAgain"]++;
    }

    function ruleOn(uint256 disputeId, uint256 ruling) external {
        if (msg.sender == address(this)) _rule(disputeId, ruling);
    }

    function makeTokenHostile(uint256 fee, uint256 payee, bool isBlocked) external {
        token.setFee(fee % 3 == 0 ? fee % 500 : 0);
        token.setBlocked(payeeOf(payee), isBlocked);
    }

    /// @dev To the unit: the debt shrinks and the loss grows by the same amount, for the case and in total.
    function _writeOff(bytes32 caseId, bytes32 debtor, uint256 amount) private {
        uint256 debt = fund.debtOf(caseId, debtor);
        uint256 lost = fund.accountOf(caseId).writtenOff;
        uint256 lostInAll = fund.totals().writtenOff;
        fund.writeOff(caseId, debtor, amount);
        bool exact =
            fund.debtOf(caseId, debtor) + amount == debt &&
                fund.accountOf(caseId).writtenOff == lost + amount &&
                fund.totals().writtenOff == lostInAll + amount;
        if (!exact) broken = "5: write-off";
        done["writeOff"]++;
    }

    function _checkEnforced(Filed storage filed, bytes32 outcome) private {
        uint32 round = registry.stateOf(filed.caseId).round;
        if (isEnforced[filed.caseId][round]) broken = "6: enforced twice";
        (isEnforced[filed.caseId][round], enforced[filed.caseId][round]) = (true, outcome);
    }

    function _heldBy(bytes32 caseId, uint256 party) private view returns (uint256) {
        return bonds.bondOf(partyId(party)) + fund.restitutionOf(caseId, partyId(party));
    }

    /// @dev A case and party with a debt, from a random start; the start itself when there is none.
    function _debtor(uint256 start) private view returns (bytes32 caseId, bytes32 debtor) {
        uint256 count = _cases.length * PARTIES;
        for (uint256 i = 0; i < count; ++i) {
            uint256 place = ((start % count) + i) % count;
            (caseId, debtor) = (_cases[place / PARTIES].caseId, partyId(place % PARTIES));
            if (fund.debtOf(caseId, debtor) != 0) break;
        }
    }

    /// @dev One of the latest cases in that status, or any.
    function _find(uint256 index, ICaseRegistry.Status status) private view returns (Filed storage) {
        for (uint256 i = 0; i < 12 && i < _cases.length; ++i) {
            Filed storage filed = _cases[((index % _cases.length) + _cases.length - i) % _cases.length];
            if (registry.stateOf(filed.caseId).status == status) return filed;
        }
        return _pick(index);
    }

    function _pick(uint256 index) private view returns (Filed storage) {
        // Mostly the latest cases: older ones are closed.
        uint256 back = index % 6;
        return _cases[_cases.length > back ? _cases.length - 1 - back : 0];
    }
}
