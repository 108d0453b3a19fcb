// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IAppealWaiver
/// @notice What an arbitrable may offer so that its arbitrator need not wait for an appeal nobody wants.
interface IAppealWaiver {
    /// @notice Says whether all parties of a dispute gave up appealing.
    /// @param arbitrator The arbitrator asking.
    /// @param disputeId Its dispute.
    /// @return waived True when it need not wait.
    function appealWaived(address arbitrator, uint256 disputeId) external view returns (bool waived);
}
