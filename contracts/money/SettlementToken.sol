// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title SettlementToken
/// @notice Accounting token of consortium and test networks: one token unit is one minor unit of the currency (1 fen).
/// It is no money and is never deployed to a public network: the constructor accepts one named chain only, and the
/// deployment parameters of public networks name an existing token instead.
contract SettlementToken is ERC20Permit, AccessManaged {
    /// @notice The deployment's parameters are for another chain than the one it is sent to.
    /// @param chainId The chain the transaction runs on.
    /// @param allowedChainId The chain the parameters are for.
    error SettlementTokenWrongChain(uint256 chainId, uint256 allowedChainId);

    /// @param authority The AccessManager that says who may mint.
    /// @param allowedChainId The development or consortium chain this token is for.
    constructor(
        address authority,
        uint256 allowedChainId
    ) ERC20("Redress Settlement (test)", "RST") ERC20Permit("Redress Settlement (test)") AccessManaged(authority) {
        if (block.chainid != allowedChainId) revert SettlementTokenWrongChain(block.chainid, allowedChainId);
    }

    /// @notice Creates units, as a payment into the accounts behind them is booked.
    /// @dev Restricted. Emits `Transfer` from the zero address.
    /// @param to Who receives them.
    /// @param amountMinor How many, in minor units.
    function mint(address to, uint256 amountMinor) external restricted {
        _mint(to, amountMinor);
    }

    /// @notice Two: a token shown with decimals reads as yuan and fen.
    function decimals() public pure override returns (uint8) {
        return 2;
    }
}
