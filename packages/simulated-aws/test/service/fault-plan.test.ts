import { expect, test } from 'vitest';
import { faultPlan } from '../../src/service/fault-plan.ts';
import type { PlannedFault } from '../../src/service/planned-fault.ts';

/** Which of five calls suffer, in turn of two actions. */
function suffering(...faults: readonly PlannedFault[]): (string | undefined)[] {
  const plan = faultPlan();
  for (const fault of faults) plan.add(fault);
  return ['s3:Put', 's3:Get', 's3:Put', 's3:Get', 's3:Put'].map((action, index) => plan.take(index, action));
}

test.each([
  ['the call at its place', { call: 1, kind: 'denied' }, [1]],
  ['the call at its place and the next of its action', { call: 0, kind: 'denied', times: 2 }, [0, 2]],
  ['the first call of an action', { call: { action: 's3:Get', after: 0 }, kind: 'denied' }, [1]],
  ['a later call of an action', { call: { action: 's3:Put', after: 2 }, kind: 'denied' }, [4]],
  [
    'calls of an action from a later one on',
    { call: { action: 's3:Put', after: 1 }, kind: 'denied', times: 9 },
    [2, 4],
  ],
  ['nothing that does not come', { call: { action: 's3:Put', after: 3 }, kind: 'denied' }, []],
] as const)('a fault meets %s', (_what, fault, places) => {
  const expected = [0, 1, 2, 3, 4].map((place) =>
    (places as readonly number[]).includes(place) ? 'denied' : undefined,
  );
  expect(suffering(fault)).toEqual(expected);
});

test('two faults of one action meet two calls', () => {
  const call = { action: 's3:Get', after: 0 };
  expect(suffering({ call, kind: 'denied' }, { call, kind: 'timeout' }).filter(Boolean)).toEqual(['denied', 'timeout']);
});

test('what is forgotten does not happen', () => {
  const plan = faultPlan();
  plan.add({ call: 0, kind: 'denied' });
  plan.clear();
  expect(plan.take(0, 's3:Put')).toBeUndefined();
});
