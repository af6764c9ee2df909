import { expect, test } from 'vitest';
import { outline } from '../../src/workflow/outline.ts';
import type { Branch } from '../../src/workflow/states-document.ts';

const to = (Next: string) => ({ Type: 'Pass', Next });
const end = { Type: 'Pass', End: true };
const branch = (StartAt: string, States: object) => ({ StartAt, States }) as unknown as Branch;
const namesOf = (document: Branch) => outline(document).map(({ name, depth }) => `${'  '.repeat(depth)}${name}`);

test('states are in the order in which a run comes to them, whatever the order in which they are written', () => {
  expect(namesOf(branch('C', { A: end, 2: to('A'), C: to('2') }))).toEqual(['C', '2', 'A']);
});

test('what is inside of a Parallel or Map comes after it, branch by branch', () => {
  const fan = {
    Type: 'Parallel',
    Branches: [branch('A', { A: to('B'), B: end }), branch('C', { C: end })],
    Next: 'Each',
  };
  const each = { Type: 'Map', ItemProcessor: branch('D', { D: end }), End: true };
  expect(namesOf(branch('Fan', { Each: each, Fan: fan }))).toEqual(['Fan', '  A', '  B', '  C', 'Each', '  D']);
});

test('the first way out of a Choice is followed to its end, then the others, and failures lead to the last', () => {
  const task = { Type: 'Task', Catch: [{ ErrorEquals: ['E'], Next: 'Undo' }], Next: 'Big?' };
  const choice = { Type: 'Choice', Choices: [{ Next: 'Big' }, { Next: 'Huge' }], Default: 'Small' };
  const document = branch('Ask', {
    Small: end,
    Undo: end,
    Huge: end,
    Big: to('Bill'),
    Bill: end,
    'Big?': choice,
    Ask: task,
  });
  expect(namesOf(document)).toEqual(['Ask', 'Big?', 'Big', 'Bill', 'Huge', 'Small', 'Undo']);
});

test('a loop has each state once', () => {
  const again = { Type: 'Choice', Choices: [{ Next: 'Done' }], Default: 'Wait' };
  expect(namesOf(branch('Wait', { Wait: to('Again?'), 'Again?': again, Done: end }))).toEqual([
    'Wait',
    'Again?',
    'Done',
  ]);
});
