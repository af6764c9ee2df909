import type { EvaluatedResource } from '@atelier/cloudformation';
import type { Condition } from './condition.ts';

export interface Principal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`. */
  readonly kind: string;
  readonly name: string;
}

/** One statement of a policy, its single values made lists, with the resource and path where it is written. */
export interface Statement {
  readonly at: EvaluatedResource;
  readonly path: string;
  /** Its own name; null: it has none. */
  readonly sid: string | null;
  readonly allows: boolean;
  /** Lower case, for IAM does not tell them apart. */
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly principals: readonly Principal[];
  readonly notPrincipals: readonly Principal[];
  readonly conditions: readonly Condition[];
}

/** A part of a policy that cannot be read: whoever wrote it may have allowed anything. */
export interface Unread {
  readonly at: EvaluatedResource;
  readonly path: string;
  /** Such as `its Effect is neither Allow nor Deny`. */
  readonly why: string;
}
