import type { EvaluatedResource } from '@atelier/cloudformation';
import type { Model } from './model.ts';
import type { PromiseName } from './promise.ts';

/** One place where a rule is broken. */
export interface Violation {
  readonly at: Pick<EvaluatedResource, 'stack' | 'logicalId'>;
  /** Such as `Properties.SubnetIds[0]`. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
  /** Where it is not certain that the promises are broken. */
  readonly verdict?: 'not proven';
  /** Where it is about fewer promises than its rule. */
  readonly promises?: readonly PromiseName[];
}

export interface Rule {
  /** Permanent. */
  readonly id: string;
  /** Statement that is true of templates in which nothing breaks the rule. */
  readonly proves: string;
  /** The part that stays open, because AWS or a template does not let anyone prove it; empty: none that we know of. */
  readonly beyond: string;
  violations(model: Model): readonly Violation[];
}
