import type { PromiseName, Verdict } from './promise.ts';

/** One thing in a template that breaks a promise, or that keeps it from being proven. */
export interface Finding {
  /** Permanent id of the rule. */
  readonly rule: string;
  /** Not proven: nobody knows whether it breaks the promises; the message says what was not understood. */
  readonly verdict: Exclude<Verdict, 'proven'>;
  /** The promises that it is about. */
  readonly promises: readonly PromiseName[];
  readonly stack: string;
  /** Logical id. */
  readonly resource: string;
  /** Empty where the finding is about no resource. */
  readonly type: string;
  /** Where in the resource, such as `Properties.SecurityGroupEgress[0].CidrIp`. */
  readonly path: string;
  readonly message: string;
  /** One thing to do. */
  readonly fix: string;
}

/** A finding that somebody took upon themselves, for a reason and a time. */
export interface AcceptedFinding extends Finding {
  readonly reason: string;
  /** ISO date; the last day on which it is accepted. */
  readonly until: string;
}

export interface Proof {
  /** Every promise is proven. */
  readonly ok: boolean;
  readonly verdicts: Readonly<Record<PromiseName, Verdict>>;
  /** Findings that refute a promise, or are about what is not understood; without those that were accepted. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
}
