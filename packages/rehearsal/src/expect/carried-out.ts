import type { StackKind } from '../changes/change.ts';
import { type Expectation, hasFailed } from '../phase.ts';

/** Nothing stopped it. */
export const carriedOut: Expectation = ({ answer }) => {
  if (!hasFailed(answer)) return [];
  const { code, message } = answer.problem;
  return [`It was to be carried out, and was refused with ${code}: ${message}`];
};

/** A change reached stacks of these kinds, one at least, and no others. */
export function changedOnly(workspace: string, kinds: readonly StackKind[]): Expectation {
  return ({ answer }) => {
    if (!('did' in answer) || answer.did !== 'deploy') return [];
    const others = answer.changed.filter((stack) => !kinds.some((kind) => isOfKind(stack, workspace, kind)));
    if (others.length > 0) return [`It was to change ${kinds.join(', ')} alone, and changed ${others.join(', ')}.`];
    return answer.changed.length === 0 ? ['It was to change something, and changed no stack.'] : [];
  };
}

function isOfKind(stack: string, workspace: string, kind: StackKind): boolean {
  const name = `${workspace}-${kind}`;
  return kind === 'project' || kind === 'people' ? stack.startsWith(`${name}-`) : stack === name;
}

/** A deployment found nothing to do. */
export const changedNothing: Expectation = ({ answer }) =>
  'did' in answer && answer.did === 'deploy' && answer.changed.length > 0
    ? [`It was to change nothing, and changed ${answer.changed.join(', ')}.`]
    : [];

/** A deployment made every stack. */
export const madeEverything: Expectation = ({ answer }) =>
  'did' in answer && answer.did === 'deploy' && answer.changed.length !== answer.stacks
    ? [`It was to make ${answer.stacks} stacks, and made ${answer.changed.length}: something of before was in the way.`]
    : [];
