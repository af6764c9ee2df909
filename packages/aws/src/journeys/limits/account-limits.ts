import type { AskedPolicy } from '@atelier/proofs/policy';

/** Policies that stand over what roles are given, as far as somebody has shown them. */
export interface AccountLimits {
  /** Service control policies, those of each place that they are attached to together. */
  readonly organization: readonly (readonly AskedPolicy[])[];
  /** Resource control policies. */
  readonly control: readonly AskedPolicy[];
  /** Id of the organization, such as `o-a1b2c3d4e5`; null: nothing that was shown names it. */
  readonly organizationId: string | null;
  /** Text of the boundary that the file names; null: it names none, or nobody has shown it. */
  readonly boundary: AskedPolicy | null;
}

export const noLimits: AccountLimits = { organization: [], control: [], organizationId: null, boundary: null };
