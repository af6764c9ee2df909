import { callerIn } from '../../authorise/judge.ts';
import { checkTaken } from '../../kinds/relations/check-trust.ts';
import { cloudFormationTaking } from '../../kinds/relations/role-takers.ts';
import type { CallerIdentity, Members, Operation } from '../../service/service.ts';
import type { Agent } from '../../stacks/stack.ts';
import { findStack } from '../../stacks/stack-book.ts';
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
          checkRole(input, world);
          remember(input, world, caller);
          return operation(input, world, caller);
        },
      ]),
    ),
  };
}

/** The role that CloudFormation is given, or was given before for the stack, has to be there and trust it. */
function checkRole({ StackName, RoleARN }: Members, world: World): void {
  const agent = agentBefore(StackName, world);
  const before = agent?.isRole === true ? callerIn(agent, world).role : null;
  const role = typeof RoleARN === 'string' ? RoleARN : before;
  if (role !== null) checkTaken(role, cloudFormationTaking, world);
}

/** Whom CloudFormation acted as for a stack before; a new stack of an old name remembers nobody. */
function agentBefore(stack: unknown, world: World): Agent | undefined {
  const name = nameOf(stack);
  return findStack(world, name) === undefined ? undefined : world.agents.get(name);
}

function nameOf(stack: unknown): string {
  return String(stack).replace(/^arn:[^/]*:stack\/([^/]*)\/.*$/, '$1');
}

function remember({ StackName, RoleARN }: Members, world: World, { arn, where }: CallerIdentity): void {
  if (where === undefined || typeof StackName !== 'string') return;
  const name = nameOf(StackName);
  if (typeof RoleARN === 'string') {
    const role = RoleARN.replace(/^.*\//, '');
    const session = `arn:${world.partition}:sts::${world.account}:assumed-role/${role}/AWSCloudFormation`;
    world.agents.set(name, { arn: session, isRole: true });
  } else if (agentBefore(name, world)?.isRole !== true) {
    world.agents.set(name, { arn, isRole: false });
  }
}
