// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title ReceivedTokens
/// @notice Takes tokens and counts what arrived, since a token may keep a fee or lie about the transfer.
library ReceivedTokens {
    using SafeERC20 for IERC20;

    /// @notice Pulls from an approved owner and returns what arrived here, in token units.
    function pull(IERC20 token, address from, uint256 amount) internal returns (uint256) {
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(from, address(this), amount);
        uint256 balance = token.balanceOf(address(this));
        // A token whose balance shrinks on receipt brought nothing.
        return balance > before ? balance - before : 0;
    }
}
