// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title HostileToken
/// @notice A token that may keep a fee, refuse recipients, call out during a transfer, and never returns anything.
/// @dev Not an ERC-20 by its types: its functions return nothing, as some well-known tokens do.
contract HostileToken {
    /// @notice Units an account has.
    mapping(address account => uint256) public balanceOf;
    /// @notice Units a spender may take.
    mapping(address owner => mapping(address spender => uint256)) public allowance;
    /// @notice Accounts that cannot receive.
    mapping(address account => bool) public blocked;
    /// @notice Kept of every transfer, in basis points.
    uint256 public feeBps;
    /// @notice Whether the last call out got through.
    bool public reentered;
    /// @notice What the last call out was answered.
    bytes public answer;

    address private _target;
    bytes private _payload;

    /// @notice The receiver is blocked.
    error HostileTokenBlocked(address to);
    /// @notice The balance or the allowance is too small.
    error HostileTokenInsufficient(address from, uint256 amount);

    /// @notice Creates units.
    function mint(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    /// @notice Sets the fee of every transfer from now on.
    function setFee(uint256 bps) external {
        feeBps = bps;
    }

    /// @notice Blocks or unblocks a receiver.
    function setBlocked(address account, bool isBlocked) external {
        blocked[account] = isBlocked;
    }

    /// @notice Sets what is called during the next transfers; a zero target for nothing.
    function setHook(address target, bytes calldata payload) external {
        (_target, _payload) = (target, payload);
    }

    /// @notice Lets a spender take units.
    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    /// @notice Moves units, less the fee.
    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    /// @notice Moves units of another account, less the fee.
    function transferFrom(address from, address to, uint256 amount) external {
        if (allowance[from][msg.sender] < amount) revert HostileTokenInsufficient(from, amount);
        if (allowance[from][msg.sender] != type(uint256).max) allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        if (blocked[to]) revert HostileTokenBlocked(to);
        if (balanceOf[from] < amount) revert HostileTokenInsufficient(from, amount);
        balanceOf[from] -= amount;
        balanceOf[to] += amount - (amount * feeBps) / 10_000;
        if (_target != address(0)) (reentered, answer) = _target.call(_payload);
    }
}
