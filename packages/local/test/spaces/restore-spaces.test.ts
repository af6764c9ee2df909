import { expect, test } from 'vitest';
import { restoreSpaces } from '../../src/spaces/restore-spaces.ts';
import { spaceId } from '../../src/spaces/space-name.ts';

const spaces = ['anna', 'ben', 'cleo', 'dora', 'emil'].map((person) => ({ person, project: 'sales' }));

test('spaces are opened a few at a time, and one that fails is told of and holds up no other', async () => {
  const news: string[] = [];
  let [underWay, most] = [0, 0];
  const begun: string[] = [];
  await restoreSpaces(spaces, {
    isWanted: () => true,
    most: 2,
    tell: (line) => news.push(line),
    begin: async (space) => {
      begun.push(spaceId(space));
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      if (space.person === 'ben') throw new Error('no room');
    },
  });
  expect(begun).toEqual(spaces.map(spaceId));
  expect(most).toBe(2);
  expect(news).toEqual(['the space ben/sales is not up: no room']);
});

test('one that is stopped before its turn, or all once the workspace goes down, are left', async () => {
  const wanted = new Set(spaces.map(spaceId));
  const begun: string[] = [];
  await restoreSpaces(spaces, {
    isWanted: (space) => wanted.has(spaceId(space)),
    most: 1,
    tell: () => undefined,
    begin: async (space) => {
      begun.push(spaceId(space));
      if (space.person === 'anna') wanted.delete('ben/sales');
      if (space.person === 'cleo') wanted.clear();
    },
  });
  expect(begun).toEqual(['anna/sales', 'cleo/sales']);
});
