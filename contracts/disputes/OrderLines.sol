// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICaseRegistry} from "../interfaces/ICaseRegistry.sol";

/// @title OrderLines
/// @notice Holds, over all cases, that never more is claimed of an order line than was paid for it.
abstract contract OrderLines is ICaseRegistry {
    struct Line {
        uint96 paid;
        uint96 claimed;
    }

    mapping(bytes32 lineHash => Line) private _lines;

    /// @inheritdoc ICaseRegistry
    function lineOf(bytes32 lineHash) external view returns (uint256 claimed, uint256 paid) {
        Line storage line = _lines[lineHash];
        return (line.claimed, line.paid);
    }

    function _claimLines(OrderLine[] calldata lines) internal {
        for (uint256 i = 0; i < lines.length; ++i) {
            OrderLine calldata given = lines[i];
            Line memory line = _lines[given.lineHash];
            uint256 claimed = uint256(line.claimed) + given.claimed;
            bool fits = given.claimed != 0 && claimed <= given.paid && (line.paid == 0 || line.paid == given.paid);
            if (!fits) revert CaseRegistryBadLine(given.lineHash, claimed, line.paid == 0 ? given.paid : line.paid);
            _lines[given.lineHash] = Line({paid: given.paid, claimed: uint96(claimed)});
        }
    }

    function _releaseLines(OrderLine[] calldata lines) internal {
        for (uint256 i = 0; i < lines.length; ++i) _lines[lines[i].lineHash].claimed -= lines[i].claimed;
    }
}
