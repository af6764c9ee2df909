import { AwsFault, type Members, type Operation } from '../../service/service.ts';
import type { World } from '../../world/world.ts';

/** An operation on a stack that an earlier call began. */
export interface Begun {
  readonly stackId: string;
  readonly operation: string;
}

/**
 * The operation with what its token is for: a call that comes again with its token changes nothing, and is answered as
 * it was the first time.
 */
export function repeatable(operation: Operation, answer: (begun: Begun) => Members): Operation {
  return (input, world, caller) => {
    const begun = begunWith(input, world);
    return begun === undefined ? operation(input, world, caller) : answer(begun);
  };
}

/** The token of a call; null: it has none. */
export function tokenIn({ ClientRequestToken: token }: { readonly ClientRequestToken?: unknown }): string | null {
  return typeof token === 'string' ? token : null;
}

export function tokenTaken(token: string): AwsFault {
  return new AwsFault('TokenAlreadyExistsException', `ClientRequestToken ${token} already exists`);
}

function begunWith(input: Members, world: World): Begun | undefined {
  const token = tokenIn(input);
  if (token === null) return undefined;
  for (const { id, name, events } of world.stacks) {
    const event = events.find((each) => each.token === token);
    if (event === undefined) continue;
    const { StackName: asked = name } = input;
    // That a token of one stack is refused for another is assumed.
    if (asked !== name && asked !== id) throw tokenTaken(token);
    return { stackId: id, operation: event.operation };
  }
  return undefined;
}
