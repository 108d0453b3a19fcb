// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

/// @title Which rules were in force when
/// @notice Holds the hash of every rule pack and the instant it takes effect, so that a case decided by other rules than
/// those in force at its order date can be told from the chain.
/// @dev Packs of a jurisdiction are registered in the order they take effect. Powers nobody has: no pack is ever changed,
/// moved or withdrawn, and no role can shorten the notice.
///
/// Everywhere here: `packId` the pack; `jurisdiction` keccak256 of its name; `effectiveFrom` Unix second from which a
/// pack is in force.
interface IRulePackRegistry is IAccessManaged {
    /// @notice A registered pack.
    /// @param packHash SHA-256 of the pack's canonical JSON.
    /// @param jurisdiction Keccak256 of the jurisdiction's name, such as "CN".
    /// @param effectiveFrom Unix seconds; in force from this instant until the next pack's.
    /// @param registeredAt Unix seconds.
    /// @param major Whether it needed the longer notice.
    struct RulePack {
        bytes32 packHash;
        bytes32 jurisdiction;
        uint64 effectiveFrom;
        uint64 registeredAt;
        bool major;
    }

    /// @notice A pack was registered.
    /// @param packId Keccak256 of the pack's name and version.
    /// @param jurisdiction Keccak256 of the jurisdiction's name.
    /// @param packHash SHA-256 of the pack's canonical JSON.
    /// @param effectiveFrom Unix seconds.
    /// @param major Whether it needed the longer notice.
    event RulePackRegistered(
        bytes32 indexed packId,
        bytes32 indexed jurisdiction,
        bytes32 packHash,
        uint64 effectiveFrom,
        bool major
    );

    /// @notice Pack id, jurisdiction and hash say nothing when they are zero.
    error RulePackRegistryZeroValue();
    /// @notice A pack of this id is registered.
    error RulePackRegistryPackExists(bytes32 packId);
    /// @notice No pack of this id is registered.
    error RulePackRegistryUnknownPack(bytes32 packId);
    /// @notice The notice is too short.
    /// @param earliest First Unix second the notice allows.
    error RulePackRegistryNoticeTooShort(uint64 effectiveFrom, uint64 earliest);
    /// @notice The start is further ahead than a mistake may reach.
    /// @param latest Last Unix second a pack may be registered for.
    error RulePackRegistryTooFarAhead(uint64 effectiveFrom, uint64 latest);
    /// @notice Another pack of the jurisdiction takes effect at that instant or later.
    /// @param lastEffectiveFrom That of the last pack of the jurisdiction.
    error RulePackRegistryNotAfterLast(bytes32 jurisdiction, uint64 effectiveFrom, uint64 lastEffectiveFrom);
    /// @notice No pack of the jurisdiction was in force then.
    /// @param instant Unix second asked about.
    error RulePackRegistryNoPackAt(bytes32 jurisdiction, uint64 instant);

    /// @notice Registers a pack for good.
    /// @dev Restricted. Emits {RulePackRegistered}. A jurisdiction's first pack may start at any instant up to
    /// `MAX_AHEAD_SECONDS` ahead, the past included: the law was in force before this contract.
    /// @param packId Keccak256 of the pack's name and version, not zero, not registered.
    /// @param jurisdiction Keccak256 of the jurisdiction's name, not zero.
    /// @param packHash SHA-256 of the pack's canonical JSON, not zero.
    /// @param effectiveFrom Unix seconds, after the last pack's, at least {noticeSeconds} ahead.
    /// @param major Whether the change is major and needs the longer notice.
    function registerPack(
        bytes32 packId,
        bytes32 jurisdiction,
        bytes32 packHash,
        uint64 effectiveFrom,
        bool major
    ) external;

    /// @notice The furthest ahead a pack may start, in seconds.
    function MAX_AHEAD_SECONDS() external view returns (uint64);

    /// @notice The notice a change needs, in seconds.
    /// @param major Whether it is a major one.
    function noticeSeconds(bool major) external view returns (uint64);

    /// @notice A registered pack.
    /// @param packId Its id.
    function packOf(bytes32 packId) external view returns (RulePack memory);

    /// @notice The pack in force in a jurisdiction at an instant.
    /// @param jurisdiction Keccak256 of the jurisdiction's name.
    /// @param instant Unix seconds.
    /// @return packId Its id.
    /// @return packHash Its hash.
    function packAt(bytes32 jurisdiction, uint64 instant) external view returns (bytes32 packId, bytes32 packHash);
}
