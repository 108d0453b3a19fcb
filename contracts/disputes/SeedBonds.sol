// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PanelRoster} from "./PanelRoster.sol";

/// @title SeedBonds
/// @notice What is paid in for a seed, goes back when the seed is shown, and is lost when it is withheld from a draw.
/// @dev A bond belongs to a commitment, not to a party, so that a commitment copied from another is no second seed.
abstract contract SeedBonds is PanelRoster {
    struct SeedBond {
        address payer;
        uint48 paidAt;
        bool spent;
    }

    /// @dev Three windows of 180 days lie between the filing of a case and its latest dispute.
    uint256 private constant BOND_TERM = 540 days;

    uint96 internal immutable _seedBond;

    mapping(address arbitrable => mapping(bytes32 caseId => mapping(bytes32 commitment => SeedBond))) private _bonds;
    mapping(address payer => uint256) private _returned;

    constructor(uint96 seedBond) {
        if (seedBond == 0) revert ArbitratorPanelBadConfig("seedBond", 0);
        _seedBond = seedBond;
    }

    /// @notice See {IArbitratorPanel-bondSeed}.
    function bondSeed(address arbitrable, bytes32 caseId, bytes32 commitment) external payable {
        if (msg.value != _seedBond) revert ArbitratorPanelBadValue(msg.value, _seedBond);
        if (commitment == bytes32(0)) revert ArbitratorPanelBadRequest("commitment", 0);
        SeedBond storage bond = _bonds[arbitrable][caseId][commitment];
        if (bond.payer != address(0)) revert ArbitratorPanelSeedTaken(caseId, commitment);

        (bond.payer, bond.paidAt) = (msg.sender, uint48(block.timestamp));
        emit SeedBonded(arbitrable, caseId, commitment, msg.sender, msg.value);
    }

    /// @notice See {IArbitratorPanel-releaseSeed}.
    function releaseSeed(address arbitrable, bytes32 caseId, bytes32 commitment, bytes32 seed) external {
        SeedBond storage bond = _bonds[arbitrable][caseId][commitment];
        if (bond.payer == address(0) || bond.spent) revert ArbitratorPanelNoBond(caseId, commitment);
        uint256 heldUntil = bond.paidAt + BOND_TERM;
        bool isFree = commitment == _commitmentOf(caseId, seed) || block.timestamp > heldUntil;
        if (!isFree) revert ArbitratorPanelBondHeld(caseId, commitment, heldUntil);

        bond.spent = true;
        _returned[bond.payer] += _seedBond;
        emit SeedReleased(arbitrable, caseId, commitment, bond.payer);
    }

    /// @notice See {IArbitratorPanel-payBonds}.
    function payBonds(address payable payer) external nonReentrant {
        uint256 amount = _returned[payer];
        if (amount == 0) revert ArbitratorPanelNothingDue(bytes32(uint256(uint160(address(payer)))));

        _returned[payer] = 0;
        emit BondsPaid(payer, amount);

        _send(payer, amount);
    }

    /// @notice See {IArbitratorPanel-bondOf}.
    function bondOf(
        address arbitrable,
        bytes32 caseId,
        bytes32 commitment
    ) external view returns (address payer, bool spent) {
        SeedBond storage bond = _bonds[arbitrable][caseId][commitment];
        return (bond.payer, bond.spent);
    }

    /// @notice See {IArbitratorPanel-returnedBondsOf}.
    function returnedBondsOf(address payer) external view returns (uint256) {
        return _returned[payer];
    }

    /// @dev True when the seed is bonded and was never used: from now on it is.
    function _spendBond(address arbitrable, bytes32 caseId, bytes32 commitment) internal returns (bool isFresh) {
        SeedBond storage bond = _bonds[arbitrable][caseId][commitment];
        isFresh = bond.payer != address(0) && !bond.spent;
        if (isFresh) bond.spent = true;
    }

    /// @dev Of a seed that a dispute used and its holder revealed.
    function _returnBond(address arbitrable, bytes32 caseId, bytes32 commitment) internal {
        _returned[_bonds[arbitrable][caseId][commitment].payer] += _seedBond;
    }

    function _isSpent(address arbitrable, bytes32 caseId, bytes32 commitment) internal view returns (bool) {
        return _bonds[arbitrable][caseId][commitment].spent;
    }

    function _commitmentOf(bytes32 caseId, bytes32 seed) internal pure returns (bytes32) {
        return keccak256(abi.encode(caseId, seed));
    }
}
