import type { Conditions, PolicyDocument } from '../../src/access/policy.ts';

/** Every action on every resource under each value of its condition, in order. */
export function rightsIn(documents: readonly PolicyDocument[]): readonly string[] {
  return documents
    .flatMap(({ Statement }) => Statement)
    .flatMap((statement) => {
      const { Effect, Action, Condition = {} } = statement;
      const on = 'Resource' in statement ? statement.Resource : [`not ${statement.NotResource.join()}`];
      return Action.flatMap((action) =>
        on.flatMap((arn) => single(Condition).map((condition) => JSON.stringify([Effect, action, arn, condition]))),
      );
    })
    .toSorted();
}

/** A condition of which one key has several values, as one condition for each of them. */
function single(conditions: Conditions): readonly object[] {
  const [listed] = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => (typeof values === 'string' ? [] : [{ operator, key, values }])),
  );
  if (listed === undefined) return [conditions];
  const { operator, key, values } = listed;
  return values.map((value) => ({ ...conditions, [operator]: { ...conditions[operator], [key]: value } }));
}
