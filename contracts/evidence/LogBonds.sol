// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {IEvidenceLog} from "../interfaces/IEvidenceLog.sol";

/// @title Bonds of logs, deposits, and what is owed to whom
/// @dev Nothing is ever pushed to anybody in the middle of another step: money is credited here and collected later, so
/// that a recipient who refuses it harms itself alone.
abstract contract LogBonds is IEvidenceLog, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 10_000;
    uint16 private constant MAX_CHALLENGER_SHARE_BPS = 5_000;

    IERC20 private immutable _token;
    address private immutable _fund;

    uint32 internal immutable _challengeWindowSeconds;
    uint32 internal immutable _requestWindowSeconds;
    uint32 internal immutable _maxPromiseSeconds;
    uint32 internal immutable _keyDelaySeconds;
    uint32 private immutable _bondTailSeconds;
    uint16 private immutable _minBounties;
    uint16 private immutable _challengerShareBps;
    uint128 internal immutable _bountyMinor;
    uint128 internal immutable _challengeDepositWei;
    uint128 internal immutable _requestDepositWei;

    mapping(bytes32 logId => Log) internal _logs;
    mapping(address account => uint256) private _owedMinor;
    mapping(address account => uint256) private _owedWei;

    constructor(IERC20 bondToken, address fund, Numbers memory n) {
        if (address(bondToken) == address(0) || fund == address(0)) revert EvidenceLogZeroAddress();
        if (n.minBounties == 0 || n.bountyMinor == 0 || n.challengerShareBps > MAX_CHALLENGER_SHARE_BPS) {
            revert EvidenceLogBadNumbers();
        }

        _token = bondToken;
        _fund = fund;
        _challengeWindowSeconds = n.challengeWindowSeconds;
        _requestWindowSeconds = n.requestWindowSeconds;
        _maxPromiseSeconds = n.maxPromiseSeconds;
        _keyDelaySeconds = n.keyDelaySeconds;
        _bondTailSeconds = n.bondTailSeconds;
        _minBounties = n.minBounties;
        _challengerShareBps = n.challengerShareBps;
        _bountyMinor = n.bountyMinor;
        _challengeDepositWei = n.challengeDepositWei;
        _requestDepositWei = n.requestDepositWei;
    }

    /// @inheritdoc IEvidenceLog
    function addBond(bytes32 logId, uint128 amountMinor) external nonReentrant {
        if (_knownLog(logId).bondReleased) revert EvidenceLogBondGone(logId);

        _takeBond(logId, amountMinor);
    }

    /// @inheritdoc IEvidenceLog
    function releaseBond(bytes32 logId) external {
        Log storage log = _knownLog(logId);
        if (log.sealedAt == 0) revert EvidenceLogNotSealed(logId);
        if (log.bondReleased) revert EvidenceLogBondGone(logId);
        uint64 freeAt = bondFreeAt(logId);
        if (block.timestamp < freeAt || log.openCount != 0) revert EvidenceLogBondLocked(logId, freeAt, log.openCount);

        uint256 amountMinor = log.bondMinor;
        log.bondMinor = 0;
        log.bondReleased = true;
        _owedMinor[log.operator] += amountMinor;

        emit BondReleased(logId, log.operator, amountMinor);
    }

    /// @inheritdoc IEvidenceLog
    function collectTokens(address account) external nonReentrant {
        uint256 amountMinor = _owedMinor[account];
        if (amountMinor == 0) revert EvidenceLogNothingOwed(account);

        _owedMinor[account] = 0;

        emit TokensCollected(account, amountMinor);

        _token.safeTransfer(account, amountMinor);
    }

    /// @inheritdoc IEvidenceLog
    function collectCoins(address account) external nonReentrant {
        uint256 amountWei = _owedWei[account];
        if (amountWei == 0) revert EvidenceLogNothingOwed(account);

        _owedWei[account] = 0;

        emit CoinsCollected(account, amountWei);

        (bool paid, ) = account.call{value: amountWei}("");
        if (!paid) revert EvidenceLogPaymentRefused(account);
    }

    /// @inheritdoc IEvidenceLog
    function numbers() external view returns (Numbers memory) {
        return
            Numbers({
                challengeWindowSeconds: _challengeWindowSeconds,
                requestWindowSeconds: _requestWindowSeconds,
                maxPromiseSeconds: _maxPromiseSeconds,
                keyDelaySeconds: _keyDelaySeconds,
                bondTailSeconds: _bondTailSeconds,
                minBounties: _minBounties,
                challengerShareBps: _challengerShareBps,
                bountyMinor: _bountyMinor,
                challengeDepositWei: _challengeDepositWei,
                requestDepositWei: _requestDepositWei
            });
    }

    /// @inheritdoc IEvidenceLog
    function token() external view returns (address) {
        return address(_token);
    }

    /// @inheritdoc IEvidenceLog
    function compensationFund() external view returns (address) {
        return _fund;
    }

    /// @inheritdoc IEvidenceLog
    function logOf(bytes32 logId) external view returns (Log memory) {
        return _logs[logId];
    }

    /// @inheritdoc IEvidenceLog
    function isUnderbonded(bytes32 logId) external view returns (bool) {
        return _knownLog(logId).bondMinor < minimumBondMinor();
    }

    /// @inheritdoc IEvidenceLog
    function owedTo(address account) external view returns (uint256 amountMinor, uint256 amountWei) {
        return (_owedMinor[account], _owedWei[account]);
    }

    /// @inheritdoc IEvidenceLog
    function minimumBondMinor() public view returns (uint256) {
        return uint256(_minBounties) * _bountyMinor;
    }

    /// @inheritdoc IEvidenceLog
    function bondFreeAt(bytes32 logId) public view returns (uint64) {
        uint64 sealedAt = _logs[logId].sealedAt;
        return sealedAt == 0 ? 0 : sealedAt + _maxPromiseSeconds + _challengeWindowSeconds + _bondTailSeconds;
    }

    function _takeBond(bytes32 logId, uint128 amountMinor) internal {
        uint128 bondMinor = _logs[logId].bondMinor;
        if (amountMinor > type(uint128).max - bondMinor) revert EvidenceLogBondTooLarge(bondMinor, amountMinor);

        _logs[logId].bondMinor = bondMinor + amountMinor;

        emit BondAdded(logId, msg.sender, amountMinor);

        uint256 before = _token.balanceOf(address(this));
        _token.safeTransferFrom(msg.sender, address(this), amountMinor);
        uint256 received = _token.balanceOf(address(this)) - before;
        if (received != amountMinor) revert EvidenceLogShortTransfer(received, amountMinor);
    }

    function _slash(bytes32 logId, address informer, uint256 wantedMinor) internal {
        Log storage log = _logs[logId];
        uint256 amountMinor = wantedMinor < log.bondMinor ? wantedMinor : log.bondMinor;
        uint256 informerMinor = (amountMinor * _challengerShareBps) / BPS;
        if (amountMinor == 0) return;

        log.bondMinor -= uint128(amountMinor);
        _owedMinor[informer] += informerMinor;
        _owedMinor[_fund] += amountMinor - informerMinor;

        emit BondSlashed(logId, informer, informerMinor, amountMinor - informerMinor);
    }

    function _creditWei(address account, uint256 amountWei) internal {
        _owedWei[account] += amountWei;
    }

    function _knownLog(bytes32 logId) internal view returns (Log storage log) {
        log = _logs[logId];
        if (log.operator == address(0)) revert EvidenceLogUnknownLog(logId);
    }

    function _operatedLog(bytes32 logId) internal view returns (Log storage log) {
        log = _knownLog(logId);
        if (log.operator != msg.sender) revert EvidenceLogNotOperator(logId, msg.sender);
    }
}
