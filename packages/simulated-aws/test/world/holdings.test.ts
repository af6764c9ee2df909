import { expect, test } from 'vitest';
import { holdings } from '../../src/world/holdings.ts';
import { newWorld } from '../../src/world/new-world.ts';

function holding(...tags: readonly (readonly [string, string])[]): readonly string[] {
  const world = newWorld();
  const loose = { stack: null, logicalId: null, createdMs: 0, status: null, madeBy: null };
  const Tags = tags.map(([Key, Value]) => ({ Key, Value }));
  world.resources.put({ ...loose, type: 'AWS::IAM::Role', id: 'one', properties: { Tags }, attributes: {} });
  return holdings(world);
}

test('two accounts hold the same whatever the order of tags, and not with another value or one tag less', () => {
  const held = holding(['team', 'blue'], ['floor', '3']);
  expect(holding(['floor', '3'], ['team', 'blue'])).toEqual(held);
  expect(holding(['floor', '4'], ['team', 'blue'])).not.toEqual(held);
  expect(holding(['floor', '3'])).not.toEqual(held);
});
