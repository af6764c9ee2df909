import { Problem } from '@atelier/problem';
import { awsProblem } from '../read/aws-problem.ts';
import type { StackProgress } from './stack-progress.ts';

/** Thrown to whoever waits for a deployment when the person interrupts it. */
export class Interrupted extends Error {}

/** Errors of CloudFormation when another deployment has changed a stack between two calls of this one. */
const overtaken =
  /ChangeSetNotFound|ChangeSet \S+ (does not exist|already exists)|cannot be created again with the changeSet|OBSOLETE/;

/** The error that ended a deployment before its end, as a problem that says how far each stack is. */
export function deployProblem(error: unknown, doing: string, stacks: readonly StackProgress[]): Problem {
  const state = stateOf(stacks);
  if (error instanceof Interrupted) return interruption(doing, stacks, state);
  if (!(error instanceof Error && overtaken.test(`${error.name} ${error.message}`))) {
    const details = awsProblem(error, doing, state).toJSON();
    return new Problem({ ...details, state: details.state ?? state }, error);
  }
  const message = `While ${doing}, another deployment changed the same stack. AWS says: ${error.message}`;
  const fix = 'Wait until the other deployment is over, then run it again: it goes on from there.';
  return new Problem({ code: 'StackBusy', message, fix, whose: 'yours', state }, error);
}

function interruption(doing: string, stacks: readonly StackProgress[], state: string): Problem {
  const goingOn = namesOf(stacks, ['preparing', 'changing']);
  const message = `Interrupted while ${doing}: nothing more is begun.`;
  const fix =
    goingOn.length === 0
      ? 'Run atelier deploy again: it goes on from there.'
      : `Wait until CloudFormation is done with ${goingOn.join(', ')}, then run atelier deploy again: it goes on from there.`;
  return new Problem({ code: 'Interrupted', message, fix, whose: 'yours', state });
}

function stateOf(stacks: readonly StackProgress[]): string {
  const said = [
    ['Done', namesOf(stacks, ['done', 'unchanged'])],
    ['CloudFormation goes on by itself with', namesOf(stacks, ['changing'])],
    ['Just begun, or not yet', namesOf(stacks, ['preparing'])],
    ['Failed', namesOf(stacks, ['failed'])],
    ['Not begun', namesOf(stacks, ['waiting'])],
  ] as const;
  if (namesOf(stacks, ['waiting']).length === stacks.length) return 'Nothing was changed.';
  return said.flatMap(([what, names]) => (names.length === 0 ? [] : `${what}: ${names.join(', ')}.`)).join(' ');
}

function namesOf(stacks: readonly StackProgress[], phases: readonly StackProgress['phase'][]): string[] {
  return stacks.filter(({ phase }) => phases.includes(phase)).map(({ stack }) => stack);
}
