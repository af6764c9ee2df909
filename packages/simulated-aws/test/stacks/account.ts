import type { Members } from '../../src/service/service.ts';
import { cloudformation } from '../../src/services/cloudformation/cloudformation.ts';
import { type NewWorld, newWorld } from '../../src/world/new-world.ts';
import type { World } from '../../src/world/world.ts';

export interface Account {
  readonly world: World;
  call(action: string, input?: Members): Members;
  /** A list of an operation, of all its pages. */
  all(action: string, list: string, input?: Members): readonly Members[];
}

const caller = { arn: 'arn:aws:iam::123456789012:user/tester', accessKeyId: 'AKIATESTER' };

/** Asks for page after page, until one is the last. */
function pages(ask: (more: Members) => Members, list: string): readonly Members[] {
  const items: Members[] = [];
  let more: Members = {};
  do {
    const { [list]: found, NextToken: next } = ask(more);
    items.push(...(found as readonly Members[]));
    more = { NextToken: next };
  } while (more.NextToken !== undefined);
  return items;
}

/** An account in which nothing has been made yet, with CloudFormation's operations as clients name them. */
export function account(options?: NewWorld): Account {
  return accountOf(newWorld(options));
}

export function accountOf(world: World): Account {
  const call = (action: string, input: Members = {}): Members => {
    const output = cloudformation.operations[action]?.(input, world, caller);
    if (output === undefined || output instanceof Promise) throw new Error(`${action} does not answer at once.`);
    return output;
  };
  return { world, call, all: (action, list, input = {}) => pages((more) => call(action, { ...input, ...more }), list) };
}
