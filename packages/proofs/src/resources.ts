import type { EvaluatedResource, Value } from '@atelier/cloudformation';

/** Resources by type, and by what values say of them. */
export interface Resources {
  ofType(...types: readonly string[]): readonly EvaluatedResource[];
  /** The resource that a value names: by a reference, or by its own name or ARN. */
  find(value: Value | undefined): EvaluatedResource | undefined;
}
