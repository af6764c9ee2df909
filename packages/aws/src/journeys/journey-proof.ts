import type { IamAnswer } from '@atelier/proofs/policy';

/** A journey that does not reach its end, and the first of its calls that is refused. */
export interface BrokenJourney {
  readonly who: string;
  /** Such as `data.read on project sales`. */
  readonly journey: string;
  /** Such as `s3:GetObject on arn:aws:s3:::…`. */
  readonly call: string;
  readonly because: string;
  readonly fix: string;
}

/** A journey of which nobody can know before it is tried, for all of whom that holds. */
export interface UnprovenJourney {
  readonly journey: string;
  readonly who: readonly string[];
  readonly because: string;
}

export interface JourneyProof {
  /** How many journeys reach their end. */
  readonly proven: number;
  readonly broken: readonly BrokenJourney[];
  readonly notProven: readonly UnprovenJourney[];
}

type No = Exclude<IamAnswer, { readonly verdict: 'allowed' }>;

const policies = {
  identity: 'the policies of the role',
  boundary: 'the boundary of the role',
  resource: "the thing's own policy",
  endpoint: 'the policy of the endpoint',
} as const;

/** Why a call is refused, by which policy and statement. */
export function reasonOf(answer: No): string {
  if (answer.verdict === 'not-allowed') return `Nothing in ${policies[answer.by]} allows it.`;
  const { sid, path } = answer.statement;
  return `The statement ${sid ?? path} of ${answer.policy} refuses it (${policies[answer.by]}).`;
}

export function fixOf({ by }: No): string {
  return by === 'endpoint'
    ? "Let the roles of the workspace through that endpoint's policy."
    : 'Make the templates anew: nothing in the file takes that right away.';
}
