import type { StackFound } from '../read/account.ts';

/**
 * Kinds of stack in the order in which they go. Imports do not tell it all: the roles of people have policies of their
 * projects by name, and IAM deletes no policy that is attached.
 */
const order = ['spaces', 'people', 'project', 'foundation', 'network'];

/** Stacks in rounds: each needs nothing any more of those that follow. */
export function deletionRounds(stacks: readonly StackFound[], workspace: string): readonly (readonly StackFound[])[] {
  if (stacks.length === 0) return [];
  const free = stacks.filter(({ importedBy }) => !importedBy.some((name) => stacks.some((one) => one.name === name)));
  // CloudFormation refuses stacks that import from each other; if it ever let one through, it also says what to do.
  const candidates = free.length === 0 ? stacks : free;
  const first = Math.min(...candidates.map(({ name }) => placeOf(name, workspace)));
  const round = candidates.filter(({ name }) => placeOf(name, workspace) === first);
  return [
    round,
    ...deletionRounds(
      stacks.filter((stack) => !round.includes(stack)),
      workspace,
    ),
  ];
}

function placeOf(stack: string, workspace: string): number {
  const [kind = ''] = stack.slice(workspace.length + 1).split('-');
  return order.indexOf(kind);
}
