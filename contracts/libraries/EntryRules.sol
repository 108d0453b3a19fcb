// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title Rules of log entries
/// @notice Judges the shape of an entry of version `redress.entry/1`: one line of canonical JSON (RFC 8785), its members
/// in this order and no others:
///
///     {"commitment":"<64 hex>"[,"previous":"<64 hex>"],"receivedAt":"…","subject":"…","type":"…","v":"redress.entry/1"}
///
/// Hex is lower case. The other strings have 1 to 128 printable ASCII characters without quote and backslash, so that
/// their canonical form is the text itself. The meaning of a time, subject or type is not judged here.
/// @dev A deposit hangs on the answer, so whatever a member means is left to readers who can argue about it.
library EntryRules {
    uint256 internal constant MAX_BYTES = 65_535;

    uint256 private constant MAX_TEXT = 128;
    bytes private constant COMMITMENT = '{"commitment":"';
    bytes private constant PREVIOUS = '","previous":"';
    bytes private constant RECEIVED_AT = '","receivedAt":"';
    bytes private constant SUBJECT = '","subject":"';
    bytes private constant TYPE = '","type":"';
    bytes private constant TAIL = '","v":"redress.entry/1"}';

    /// @notice Commitment of a statement that hides nothing: SHA-256("redress.commit/1" ‖ 0x00 ‖ 32 zero bytes ‖
    /// SHA-256(statement)).
    /// @param statement Its bytes.
    function publicCommitment(bytes memory statement) internal pure returns (bytes32) {
        return sha256(abi.encodePacked("redress.commit/1", bytes1(0x00), bytes32(0), sha256(statement)));
    }

    /// @notice The commitment an entry carries, or zero when it does not begin as an entry does.
    /// @param entry The entry's bytes.
    function commitmentOf(bytes calldata entry) internal pure returns (bytes32 commitment) {
        uint256 pos = _skip(entry, 0, COMMITMENT);
        if (pos == 0 || _skipHex(entry, pos) == 0) return bytes32(0);

        for (uint256 i = 0; i < 64; ++i) {
            commitment = (commitment << 4) | bytes32(_nibble(entry[pos + i]));
        }
    }

    /// @notice Whether the bytes have the shape of an entry.
    /// @param entry The entry's bytes.
    function isWellFormed(bytes calldata entry) internal pure returns (bool) {
        if (entry.length > MAX_BYTES) return false;

        uint256 pos = _skip(entry, 0, COMMITMENT);
        if (pos != 0) pos = _skipHex(entry, pos);
        if (pos != 0 && _startsWith(entry, pos, PREVIOUS)) pos = _skipHex(entry, pos + PREVIOUS.length);
        if (pos != 0) pos = _skipMember(entry, pos, RECEIVED_AT);
        if (pos != 0) pos = _skipMember(entry, pos, SUBJECT);
        if (pos != 0) pos = _skipMember(entry, pos, TYPE);
        if (pos != 0) pos = _skip(entry, pos, TAIL);
        return pos != 0 && pos == entry.length;
    }

    /// @dev Each of these answers the position after what it skipped, or zero when that is not there.
    function _skip(bytes calldata entry, uint256 pos, bytes memory text) private pure returns (uint256) {
        return _startsWith(entry, pos, text) ? pos + text.length : 0;
    }

    function _skipMember(bytes calldata entry, uint256 pos, bytes memory name) private pure returns (uint256) {
        uint256 from = _skip(entry, pos, name);
        return from == 0 ? 0 : _skipText(entry, from);
    }

    function _skipText(bytes calldata entry, uint256 from) private pure returns (uint256) {
        uint256 to = from;
        while (to < entry.length && _isPlain(entry[to])) ++to;
        return to == from || to - from > MAX_TEXT ? 0 : to;
    }

    function _skipHex(bytes calldata entry, uint256 from) private pure returns (uint256) {
        if (entry.length < from + 64) return 0;

        for (uint256 i = from; i < from + 64; ++i) if (_nibble(entry[i]) > 15) return 0;
        return from + 64;
    }

    function _startsWith(bytes calldata entry, uint256 pos, bytes memory text) private pure returns (bool) {
        if (entry.length < pos + text.length) return false;

        return keccak256(entry[pos:pos + text.length]) == keccak256(text);
    }

    function _isPlain(bytes1 char) private pure returns (bool) {
        return char >= 0x20 && char < 0x7f && char != 0x22 && char != 0x5c;
    }

    /// @dev Value of a lower-case hex digit; 16 for any other byte.
    function _nibble(bytes1 char) private pure returns (uint256) {
        if (char >= "0" && char <= "9") return uint8(char) - 0x30;
        if (char >= "a" && char <= "f") return uint8(char) - 0x57;
        return 16;
    }
}
