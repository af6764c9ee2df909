import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/sandbox/attempt.ts';
import { absentWalls, wallStates } from '../../src/sandbox/wall-state.ts';

function attempt(wall: string, verdict: Attempt['verdict']): Attempt {
  return { wall, attempt: `get past ${wall}`, verdict, said: '' };
}

describe('what is said of the walls around a kind of process', () => {
  test('a wall is enforced when every way out was refused, and there is nothing to do', () => {
    expect(wallStates([attempt('files', 'held'), attempt('files', 'held')])).toEqual([
      { wall: 'files', state: 'enforced', held: 2, tried: 2 },
    ]);
  });

  test.each(['open', 'not known'] as const)('one way out that is %s is enough, of that wall alone', (verdict) => {
    const states = wallStates([attempt('files', 'held'), attempt('network', 'held'), attempt('network', verdict)]);
    expect(states.map(({ wall, state }) => [wall, state])).toEqual([
      ['files', 'enforced'],
      ['network', 'not enforced'],
    ]);
    expect(states[1]).toMatchObject({ held: 1, tried: 2, toDo: expect.stringContaining('namespaces') });
  });

  test('of each wall that can be open there is one thing to do', () => {
    for (const wall of ['files', 'network', 'processes', 'system calls', 'accounts', 'limits'])
      expect(wallStates([attempt(wall, 'open')])[0]?.toDo).toMatch(/^[A-Z].*\.$/);
  });

  test('where no namespaces are no wall of a space can be, and the reason is said', () => {
    const states = absentWalls({ namespaces: false, missing: [{ wall: 'files', reason: 'the container forbids it' }] });
    expect(states.map(({ wall }) => wall)).toEqual([
      'files',
      'network',
      'processes',
      'system calls',
      'accounts',
      'limits',
    ]);
    for (const { state, toDo } of states)
      expect([state, toDo]).toEqual([
        'cannot be on this machine',
        expect.stringContaining('no space is opened here: the container forbids it.'),
      ]);
  });
});
