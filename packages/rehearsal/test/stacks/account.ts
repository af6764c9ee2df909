import type { Members } from '../../src/service/service.ts';
import { cloudformation } from '../../src/services/cloudformation/cloudformation.ts';
import { newWorld } from '../../src/world/new-world.ts';
import type { World } from '../../src/world/world.ts';

export interface Account {
  readonly world: World;
  call(action: string, input?: Members): Members;
}

const caller = { arn: 'arn:aws:iam::123456789012:user/tester', accessKeyId: 'AKIATESTER' };

/** An account in which nothing has been made yet, with CloudFormation's operations as clients name them. */
export function account(): Account {
  const world = newWorld();
  const call = (action: string, input: Members = {}): Members => {
    const output = cloudformation.operations[action]?.(input, world, caller);
    if (output === undefined || output instanceof Promise) throw new Error(`${action} does not answer at once.`);
    return output;
  };
  return { world, call };
}
