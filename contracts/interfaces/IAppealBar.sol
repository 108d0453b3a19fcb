// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IAppealBar
/// @notice What an arbitrator may offer so that its arbitrable refuses the appeal of a party that forfeited it.
interface IAppealBar {
    /// @notice Says whether a party lost its right to appeal a dispute.
    /// @param disputeId The arbitrator's dispute.
    /// @param partyId The party, zero for the claimant.
    /// @return barred True when its appeal is to be refused; those of the other parties are not touched.
    function appealBarred(uint256 disputeId, bytes32 partyId) external view returns (bool barred);
}
