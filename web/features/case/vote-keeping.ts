/** The vote and its salt between commit and reveal: only this browser knows them, so they are kept here. */
export interface KeptVote {
  readonly ruling: number;
  readonly salt: string;
  readonly reasons: string;
}

const key = (disputeId: string, round: number) => `redress.vote.${disputeId}.${round}`;

export function keepVote(disputeId: string, round: number, vote: KeptVote): void {
  localStorage.setItem(key(disputeId, round), JSON.stringify(vote));
}

export function keptVote(disputeId: string, round: number): KeptVote | null {
  const text = localStorage.getItem(key(disputeId, round));
  return text === null ? null : (JSON.parse(text) as KeptVote);
}
