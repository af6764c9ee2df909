import type { CallerIdentity, Members, Operation } from '../../service/service.ts';
import type { World } from '../../world/world.ts';

/** Operations after which CloudFormation works on a stack, or that say as whom it is to work. */
const working = [
  ...['ContinueUpdateRollback', 'CreateChangeSet', 'CreateStack', 'DeleteStack', 'ExecuteChangeSet', 'RollbackStack'],
  'UpdateStack',
];

/**
 * The operations, which remember as whom CloudFormation acts: the role that was last given for a stack, or the caller
 * (CloudFormation User Guide, "AWS CloudFormation service role").
 */
export function remembered(operations: Readonly<Record<string, Operation>>): Readonly<Record<string, Operation>> {
  const remembering = Object.entries(operations).filter(([name]) => working.includes(name));
  return {
    ...operations,
    ...Object.fromEntries(
      remembering.map(([name, operation]): [string, Operation] => [
        name,
        (input, world, caller) => {
          remember(input, world, caller);
          return operation(input, world, caller);
        },
      ]),
    ),
  };
}

function remember({ StackName, RoleARN }: Members, world: World, { arn, isJudged = false }: CallerIdentity): void {
  if (!isJudged || typeof StackName !== 'string') return;
  const name = StackName.replace(/^arn:[^/]*:stack\/([^/]*)\/.*$/, '$1');
  if (typeof RoleARN === 'string') {
    const role = RoleARN.replace(/^.*\//, '');
    const session = `arn:${world.partition}:sts::${world.account}:assumed-role/${role}/AWSCloudFormation`;
    world.agents.set(name, { arn: session, isRole: true });
  } else if (world.agents.get(name)?.isRole !== true) {
    world.agents.set(name, { arn, isRole: false });
  }
}
