import type { EvaluatedResource, EvaluatedStack, Value, ValueMap } from '@atelier/cloudformation';

/** Templates in which one thing is looser than it was. */
export interface Loosening {
  /** Such as `condition of an allowance removed`. */
  readonly kind: string;
  /** Which one, without the name of the workspace: `AWS::IAM::Role W-jobs-sales UseKey stringlike kms:ViaService`. */
  readonly told: string;
  readonly type: string;
  readonly stacks: readonly EvaluatedStack[];
}

/** The stacks with other properties of one resource; all others are the same objects, so that nothing of them is read anew. */
export function withProperties(
  stacks: readonly EvaluatedStack[],
  { stack, logicalId }: EvaluatedResource,
  properties: ValueMap,
): readonly EvaluatedStack[] {
  return stacks.map((one) =>
    one.stack === stack
      ? {
          ...one,
          resources: one.resources.map((resource) =>
            resource.logicalId === logicalId ? { ...resource, properties } : resource,
          ),
        }
      : one,
  );
}

/** The stacks with one more resource, in the stack of another one. */
export function withResource(
  stacks: readonly EvaluatedStack[],
  beside: EvaluatedResource,
  type: string,
  properties: ValueMap,
): readonly EvaluatedStack[] {
  const added = { stack: beside.stack, logicalId: 'Added', type, properties, dependsOn: [] };
  return stacks.map((one) => (one.stack === beside.stack ? { ...one, resources: [...one.resources, added] } : one));
}

/** The stacks without one resource. */
export function withoutResource(
  stacks: readonly EvaluatedStack[],
  { stack, logicalId }: EvaluatedResource,
): readonly EvaluatedStack[] {
  return stacks.map((one) =>
    one.stack === stack ? { ...one, resources: one.resources.filter((each) => each.logicalId !== logicalId) } : one,
  );
}

/** A copy of properties in which the value at a path is another one; undefined takes it away. */
export function changedAt(
  properties: ValueMap,
  path: readonly (string | number)[],
  value: Value | undefined,
): ValueMap {
  const copy = structuredClone(properties);
  let owner = copy as unknown as Record<string | number, unknown>;
  for (const [index, key] of path.slice(0, -1).entries()) {
    owner[key] ??= typeof path[index + 1] === 'number' ? [] : {};
    owner = owner[key] as Record<string | number, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return copy;
}

/** Name by which people know a resource, without that of the workspace. */
export function nameOf({ type, logicalId, properties }: EvaluatedResource, workspace: string): string {
  const { RoleName, ManagedPolicyName, BucketName, ServiceName } = properties;
  const name = String(RoleName ?? ManagedPolicyName ?? ServiceName ?? BucketName ?? logicalId);
  return `${type.replace('AWS::', '')} ${name.replace(new RegExp(`^${workspace}-`), 'W-')}`;
}
