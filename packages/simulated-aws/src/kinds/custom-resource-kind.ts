import type { World } from '../world/world.ts';
import { addNew, resourceFor } from './generic-kind.ts';
import { minutesOf } from './minutes.ts';
import { invalid } from './refusal.ts';
import type { ResourceKind } from './resource-kind.ts';

export const customResourceType = 'AWS::CloudFormation::CustomResource';

/**
 * Kind of what a function of the template's author makes. The function has to be there; its code does not run, succeeds, and
 * answers with some text for whatever it is asked for.
 */
export const customResourceKind: ResourceKind = {
  type: customResourceType,
  minutes: minutesOf(customResourceType),
  create: (wanted, world) => {
    const { ServiceToken: token } = wanted.properties;
    const isThere = world.resources.list('AWS::Lambda::Function').some(({ attributes }) => attributes.Arn === token);
    if (!isThere) throw invalid(`Invalid service token: ${token} is no function of this account.`);
    return addNew(world, resourceFor(wanted, world, {}));
  },
};

/** Resources that were not made, only answered for, as stack and logical id: their author's code would have had to run. */
export function customResources({ resources }: World): readonly string[] {
  return resources.list(customResourceType).map(({ stack, logicalId }) => `${stack} ${logicalId}`);
}
