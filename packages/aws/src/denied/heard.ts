import type { AskedPlace } from '@atelier/core';
import type { ToldFacts } from './facts-of-record.ts';

/** Kinds of policies that AWS names in a refusal. */
export type RefusingKind = 'identity' | 'resource' | 'boundary' | 'organization' | 'session' | 'endpoint' | 'trust';

/** A request that AWS has answered, as far as somebody has told about it. */
export interface ToldRequest {
  readonly verdict: 'denied' | 'allowed';
  /** ARN of whoever asked. */
  readonly who: string;
  /** Such as `s3:PutObject`. */
  readonly operation: string;
  /** ARN, or `*`; null: not told. */
  readonly resource: string | null;
  /** Which kind of policy refused; null: AWS did not say. */
  readonly by: RefusingKind | null;
  /** Whether a statement refused it, and not the want of one; null: AWS did not say. */
  readonly isExplicit: boolean | null;
  /** ARN of the policy that refused; null: AWS did not say. */
  readonly policy: string | null;
  /** Null: not told. */
  readonly place: AskedPlace | null;
  readonly facts: ToldFacts;
}

/** A failure that does not tell who was refused what, and why nobody can answer it from that. */
export interface UntoldFailure {
  readonly untold: 'bare' | 'encoded' | 'key' | 'database' | 'credentials' | 'unreachable' | 'tracking' | 'other';
  /** Operation of the client, such as `PutObject`; null: not told. */
  readonly operation: string | null;
  /** Host that was not reached; null: none is told. */
  readonly host: string | null;
}

export type Heard = ToldRequest | UntoldFailure;
