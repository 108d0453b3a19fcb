// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICaseRegistry} from "../interfaces/ICaseRegistry.sol";

/// @title FindingRules
/// @notice What every finding must keep, whoever made it.
library FindingRules {
    uint256 private constant FULL_BPS = 10_000;
    uint256 private constant MAX_PARTIES = 16;

    /// @notice Reverts with the broken rule: `round`, `lists`, `shares`, `payer`, `sum` or `award`.
    /// @param terms The terms of the case.
    /// @param finding The finding.
    /// @param round The round it must be of.
    function check(
        ICaseRegistry.CaseTerms calldata terms,
        ICaseRegistry.Finding calldata finding,
        uint32 round
    ) internal pure {
        bytes32 caseId = terms.caseId;
        uint256 count = finding.parties.length;
        _require(finding.caseId == caseId && finding.round == round, caseId, "round");
        _require(count == finding.shareBps.length && count == finding.payables.length, caseId, "lists");
        _require(count != 0 && count <= MAX_PARTIES, caseId, "lists");

        uint256 shares;
        uint256 sum;
        for (uint256 i = 0; i < count; ++i) {
            shares += finding.shareBps[i];
            _require(finding.payables[i] <= type(uint96).max, caseId, "sum");
            sum += finding.payables[i];
            if (finding.payables[i] != 0) _require(_isRespondent(terms, finding.parties[i]), caseId, "payer");
        }
        _require(shares == FULL_BPS, caseId, "shares");
        _require(sum == finding.award, caseId, "sum");
        _require(sum <= claimed(terms), caseId, "award");
    }

    /// @notice Returns the sum claimed of all lines, in token units.
    function claimed(ICaseRegistry.CaseTerms calldata terms) internal pure returns (uint256 sum) {
        for (uint256 i = 0; i < terms.lines.length; ++i) sum += terms.lines[i].claimed;
    }

    function _isRespondent(ICaseRegistry.CaseTerms calldata terms, bytes32 partyId) private pure returns (bool) {
        for (uint256 i = 0; i < terms.respondents.length; ++i) {
            if (terms.respondents[i] == partyId) return true;
        }
        return false;
    }

    function _require(bool kept, bytes32 caseId, bytes32 rule) private pure {
        if (!kept) revert ICaseRegistry.CaseRegistryBrokenFinding(caseId, rule);
    }
}
