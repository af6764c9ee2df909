import type { PolicyDocument } from '../access/policy.ts';

/**
 * Whose rights: those of somebody who deploys and destroys, of CloudFormation's role, or of somebody who only looks, or of an
 * operator who reads what a teardown has kept; and the boundary of every role that the stacks make.
 */
export type RightsHolder = 'boundary' | 'deploy' | 'execution' | 'kept' | 'status';

/** One managed policy. */
export interface RightsPolicy {
  readonly name: string;
  /** As IAM counts them; it takes 6,144. */
  readonly characters: number;
  readonly document: PolicyDocument;
}
