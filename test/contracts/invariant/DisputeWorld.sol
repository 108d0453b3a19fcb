// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IArbitrator} from "@kleros/erc-792/contracts/IArbitrator.sol";
import {IArbitrable} from "@kleros/erc-792/contracts/IArbitrable.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

import {CaseRegistry} from "../../../contracts/disputes/CaseRegistry.sol";
import {ICaseRegistry} from "../../../contracts/interfaces/ICaseRegistry.sol";
import {ICompensationFund} from "../../../contracts/interfaces/ICompensationFund.sol";
import {IPartyRegistry} from "../../../contracts/interfaces/IPartyRegistry.sol";
import {HostileToken} from "../../../contracts/mocks/HostileToken.sol";
import {CompensationFund} from "../../../contracts/money/CompensationFund.sol";
import {GuaranteeBonds} from "../../../contracts/money/GuaranteeBonds.sol";
import {PartyRegistry} from "../../../contracts/parties/PartyRegistry.sol";
import {VM} from "./Vm.sol";

/// @notice The contracts of money and cases with a hostile token, three parties, and an arbitrator that obeys the handler.
/// @dev The world is the admin, so it may call what roles restrict; it stands for clerks, court, treasurer and guardian.
abstract contract DisputeWorld is IArbitrator {
    struct Filed {
        bytes32 caseId;
        bytes32 termsHash;
        bytes terms;
        bytes[] findings;
        uint256 disputeId;
    }

    uint256 internal constant CLAIMANT_KEY = 0xC1A1;
    address internal constant SECOND_PERSON = address(0x5EC0);
    uint256 internal constant PARTIES = 3;
    uint256 internal constant PAYEES = 3;

    HostileToken public token;
    GuaranteeBonds public bonds;
    CompensationFund public fund;
    CaseRegistry public registry;
    PartyRegistry public parties;

    Filed[] internal _cases;
    uint256 internal _disputeCount;

    constructor() {
        AccessManager manager = new AccessManager(address(this));
        token = new HostileToken();
        parties = new PartyRegistry(address(manager));
        bonds = new GuaranteeBonds(address(manager), address(token), address(parties), 7 days);
        fund = new CompensationFund(
            address(manager),
            address(bonds),
            partyId(2),
            address(0),
            ICompensationFund.Limits(1e12, 1e12, 1e12, 1e12)
        );
        registry = new CaseRegistry(address(manager), address(parties), address(fund));
        _grant(manager);

        parties.registerParty(partyId(0), IPartyRegistry.Kind.Merchant, _signer(0), "agreement");
        parties.registerParty(partyId(1), IPartyRegistry.Kind.Carrier, _signer(1), "agreement");
        parties.registerParty(partyId(2), IPartyRegistry.Kind.Platform, _signer(2), "agreement");
        token.mint(address(this), 1e15);
        token.approve(address(bonds), type(uint256).max);
        token.approve(address(fund), type(uint256).max);
    }

    function partyId(uint256 index) public pure returns (bytes32) {
        return keccak256(abi.encode("party", index % PARTIES));
    }

    function payeeOf(uint256 index) public pure returns (address) {
        return address(uint160(0xBEEF00 + (index % PAYEES)));
    }

    function caseCount() public view returns (uint256) {
        return _cases.length;
    }

    function caseAt(uint256 index) public view returns (bytes32 caseId, bytes32 termsHash, bytes memory terms) {
        Filed storage filed = _cases[index];
        return (filed.caseId, filed.termsHash, filed.terms);
    }

    function createDispute(uint256, bytes calldata) external payable returns (uint256) {
        return ++_disputeCount;
    }

    function appeal(uint256, bytes calldata) external payable {}

    function arbitrationCost(bytes calldata) external pure returns (uint256) {
        return 0;
    }

    function appealCost(uint256, bytes calldata) external pure returns (uint256) {
        return 0;
    }

    function appealPeriod(uint256) external pure returns (uint256, uint256) {
        return (0, 0);
    }

    function disputeStatus(uint256) external pure returns (DisputeStatus) {
        return DisputeStatus.Appealable;
    }

    function currentRuling(uint256) external pure returns (uint256) {
        return 1;
    }

    function _rule(uint256 disputeId, uint256 ruling) internal {
        IArbitrable(address(registry)).rule(disputeId, ruling);
    }

    function _terms(Filed storage filed) internal view returns (ICaseRegistry.CaseTerms memory) {
        return abi.decode(filed.terms, (ICaseRegistry.CaseTerms));
    }

    function _newTerms(
        uint256 seed,
        uint96 paid,
        uint96 claimed
    ) internal view returns (ICaseRegistry.CaseTerms memory terms) {
        terms.caseId = keccak256(abi.encode("case", _cases.length, seed));
        terms.rulePackHash = "rules";
        terms.lines = new ICaseRegistry.OrderLine[](1);
        // Few lines, so that several cases meet on one.
        terms.lines[0] = ICaseRegistry.OrderLine(keccak256(abi.encode("line", seed % 8)), paid, claimed);
        terms.claimantSigner = abi.encodePacked(VM.addr(CLAIMANT_KEY));
        terms.respondents = new bytes32[](PARTIES);
        for (uint256 i = 0; i < PARTIES; ++i) terms.respondents[i] = partyId(i);
        terms.payee = payeeOf(seed);
        terms.arbitrator = address(this);
        terms.freezeWindow = 7 days;
        terms.objectionWindow = 3 days;
        terms.rulingWindow = 60 days;
    }

    function _newFinding(
        bytes32 caseId,
        uint32 round,
        uint256 award,
        uint256 split
    ) internal pure returns (ICaseRegistry.Finding memory finding) {
        (finding.caseId, finding.round, finding.documentHash, finding.award) = (
            caseId,
            round,
            keccak256(abi.encode(split)),
            award
        );
        finding.parties = new bytes32[](PARTIES);
        finding.shareBps = new uint16[](PARTIES);
        finding.payables = new uint256[](PARTIES);
        uint256 first = split % 10_001;
        uint256 second = (split / 10_001) % (10_001 - first);
        (finding.shareBps[0], finding.shareBps[1]) = (uint16(first), uint16(second));
        finding.shareBps[2] = uint16(10_000 - first - second);
        for (uint256 i = 0; i < PARTIES; ++i) finding.parties[i] = partyId(i);
        (finding.payables[0], finding.payables[1]) = ((award * first) / 10_000, (award * second) / 10_000);
        finding.payables[2] = award - finding.payables[0] - finding.payables[1];
    }

    function _sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _digest(string memory name, address verifier, bytes32 structHash) internal view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256("1"),
                block.chainid,
                verifier
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function _keyOf(uint256 index) internal pure returns (uint256) {
        return 0xA11CE + (index % PARTIES);
    }

    function _signer(uint256 index) internal pure returns (bytes memory) {
        return abi.encodePacked(VM.addr(_keyOf(index)));
    }

    function _grant(AccessManager manager) private {
        bytes4[] memory ofBonds = new bytes4[](4);
        (ofBonds[0], ofBonds[1]) = (bonds.reserve.selector, bonds.release.selector);
        (ofBonds[2], ofBonds[3]) = (bonds.slash.selector, bonds.restore.selector);
        manager.setTargetFunctionRole(address(bonds), ofBonds, 1);
        manager.grantRole(1, address(fund), 0);

        bytes4[] memory ofFund = new bytes4[](3);
        (ofFund[0], ofFund[1], ofFund[2]) = (fund.openAccount.selector, fund.recover.selector, fund.reverse.selector);
        manager.setTargetFunctionRole(address(fund), ofFund, 2);
        manager.grantRole(2, address(registry), 0);
        manager.grantRole(0, SECOND_PERSON, 0);
    }
}
