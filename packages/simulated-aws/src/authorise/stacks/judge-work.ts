import { AwsFault } from '../../service/service.ts';
import type { Stack } from '../../stacks/stack.ts';
import type { World } from '../../world/world.ts';
import { denialWords } from '../denial.ts';
import { callerIn, judge } from '../judge.ts';
import { rightsOfResource, type StackWork } from './rights-of-resource.ts';

/**
 * Looks whether whoever a stack acts as may do a piece of its work.
 *
 * @throws AwsFault with AWS's words where it may not, and where nobody knows which rights that needs
 */
export function judgeWork(work: StackWork, stack: Stack, world: World): void {
  const agent = world.agents.get(stack.name);
  if (agent === undefined) return;
  const rights = rightsOfResource(work, stack.name, world);
  if (rights === undefined) {
    const message = `The rehearsal does not know which rights CloudFormation needs for ${work.type}.`;
    throw new AwsFault('UnknownRights', message);
  }
  // Without a role of its own CloudFormation acts for the caller.
  const via = agent.isRole ? {} : { via: 'cloudformation' };
  const caller = callerIn(agent, world);
  for (const right of rights) {
    const denied = judge({ ...right, ...via }, caller, 'outside', world);
    if (denied !== undefined) throw new AwsFault('AccessDenied', denialWords(denied), 403);
  }
}
