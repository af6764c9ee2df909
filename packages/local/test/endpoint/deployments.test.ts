import { expect, test } from 'vitest';
import { deploymentsIn } from '../../src/endpoint/deployments.ts';
import { openState } from '../../src/state/open-state.ts';

const deployment = { project: 'sales', endpoint: 'forecast', model: 'sales', version: 2, digest: 'abc' };

test('what was trained is remembered with what is deployed', () => {
  const database = openState(':memory:');
  deploymentsIn(database).save(deployment);
  expect(deploymentsIn(database).all()).toEqual([deployment]);
});
