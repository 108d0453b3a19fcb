// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title RollingLimit
/// @notice Counts what was used over the last 24 hours in one storage slot.
/// @dev Time is cut into blocks of 8 hours and the present block is counted with the three before it. These cover at least the
/// last 24 hours and at most the last 32, so no 24 hours ever exceed a limit held against the sum.
library RollingLimit {
    /// @notice Amounts of the present block and the three before it.
    struct Usage {
        uint56 current;
        uint56 previous;
        uint56 second;
        uint56 third;
        uint32 blockNumber;
    }

    uint256 private constant BLOCK_SECONDS = 8 hours;

    /// @notice Returns the sum that counts now.
    /// @param usage As stored last.
    function used(Usage memory usage) internal view returns (uint256) {
        usage = _shifted(usage);
        return uint256(usage.current) + usage.previous + usage.second + usage.third;
    }

    /// @notice Returns the usage to store after adding an amount to the present block.
    /// @param usage As stored last.
    /// @param amount At most 2^56 - 1; the sum of one block must stay below 2^56, or the addition panics.
    function add(Usage memory usage, uint56 amount) internal view returns (Usage memory) {
        usage = _shifted(usage);
        usage.current += amount;
        return usage;
    }

    function _shifted(Usage memory usage) private view returns (Usage memory) {
        uint32 nowBlock = uint32(block.timestamp / BLOCK_SECONDS);
        uint256 passed = nowBlock - usage.blockNumber;
        usage.blockNumber = nowBlock;
        if (passed == 0) return usage;
        if (passed == 1) (usage.third, usage.second, usage.previous) = (usage.second, usage.previous, usage.current);
        else if (passed == 2) (usage.third, usage.second, usage.previous) = (usage.previous, usage.current, 0);
        else if (passed == 3) (usage.third, usage.second, usage.previous) = (usage.current, 0, 0);
        else (usage.third, usage.second, usage.previous) = (0, 0, 0);
        usage.current = 0;
        return usage;
    }
}
