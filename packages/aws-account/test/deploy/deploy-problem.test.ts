import { Problem } from '@atelier/problem';
import { expect, test } from 'vitest';
import { deployProblem, Interrupted } from '../../src/deploy/deploy-problem.ts';
import { notBegun, type StackProgress } from '../../src/deploy/stack-progress.ts';

const doing = 'deploying acme to 123456789012 in eu-central-1';

function inPhases(phases: Readonly<Record<string, StackProgress['phase']>>): readonly StackProgress[] {
  return notBegun(Object.keys(phases)).map((one) => ({ ...one, phase: phases[one.stack] ?? 'waiting' }));
}

test('whoever interrupts is told what is done, what goes on and what to wait for', () => {
  const stacks = inPhases({ network: 'done', foundation: 'changing', project: 'preparing', people: 'waiting' });
  expect(deployProblem(new Interrupted(), doing, stacks)).toMatchObject({
    code: 'Interrupted',
    fix: expect.stringContaining('Wait until CloudFormation is done with foundation, project'),
    state:
      'Done: network. CloudFormation goes on by itself with: foundation. Just begun, or not yet: project. Not begun: people.',
  });
});

test('an interruption before anything was begun says that nothing was changed', () => {
  expect(deployProblem(new Interrupted(), doing, inPhases({ network: 'waiting' }))).toMatchObject({
    fix: 'Run atelier deploy again: it goes on from there.',
    state: 'Nothing was changed.',
  });
});

test.each([
  'ChangeSet [atelier-1] does not exist',
  'ChangeSet cdk-deploy-change-set already exists',
  'Stack [CDKToolkit] already exists and cannot be created again with the changeSet [cdk-deploy-change-set].',
  'ChangeSet [atelier-1] cannot be executed in its current execution status of [OBSOLETE]',
])('another deployment in between is told from other failures: %s', (message) => {
  expect(deployProblem(new Error(message), doing, [])).toMatchObject({ code: 'StackBusy', whose: 'yours' });
});

test('every other failure says how far each stack is', () => {
  const stacks = inPhases({ network: 'unchanged', foundation: 'failed' });
  expect(deployProblem(new Error('Rate exceeded'), doing, stacks)).toMatchObject({
    code: 'Throttled',
    state: 'Done: network. Failed: foundation.',
  });
});

test('a problem that says nothing of the state of things gets it, and one that does keeps its own', () => {
  const details = { code: 'NotTakenBack', message: 'Not taken back.', fix: 'Mend it.', whose: 'yours' } as const;
  const begun = notBegun(['acme-network']).map((one) => ({ ...one, phase: 'preparing' as const }));
  expect(deployProblem(new Problem(details), 'deploying', begun).state).toBe('Just begun, or not yet: acme-network.');
  const known = new Problem({ ...details, state: 'Nothing was changed.' });
  expect(deployProblem(known, 'deploying', begun)).toMatchObject({
    code: 'NotTakenBack',
    state: 'Nothing was changed.',
  });
});
